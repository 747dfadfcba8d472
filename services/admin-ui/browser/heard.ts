import type { CDPSession, Page } from 'playwright-core'

type Node = Awaited<ReturnType<typeof readTree>>[number]

/** What Chromium tells a screen reader of a page. */
async function readTree(session: CDPSession) {
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  return nodes
}

const controls: Readonly<Record<string, string>> = {
  link: 'lenke',
  button: 'knapp',
  checkbox: 'avkryssing',
  radio: 'radioknapp',
  combobox: 'nedtrekksliste',
  searchbox: 'søkefelt',
  textbox: 'tekstfelt',
  progressbar: 'framdrift',
  DisclosureTriangle: 'knapp',
}
const places: Readonly<Record<string, string>> = {
  banner: 'topp',
  navigation: 'navigasjon',
  main: 'hoveddel',
  region: 'område',
  dialog: 'dialog',
  alertdialog: 'varseldialog',
  table: 'tabell',
  figure: 'figur',
}

/**
 * The page as it is read from top to bottom, a line for each stop: what the browser itself tells a screen reader, by role,
 * name, state and description. `from`, `named`: the role, and name, of the place where reading begins.
 */
export async function heardOf(page: Page, from = 'main', named?: string): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  const nodes = await readTree(session)
  await session.detach()
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  const childrenOf = ({ childIds = [] }: Node) => childIds.flatMap((id) => byId.get(id) ?? [])
  const start = nodes.find(
    (node) => roleOf(node) === from && (named === undefined || nameOf(node) === named),
  )
  return start ? read(start, childrenOf) : []
}

/** The element that has focus, as it is announced. */
export async function focusOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page)
  const nodes = await readTree(session)
  await session.detach()
  const focused = nodes.findLast((node) => propertyOf(node, 'focused') === true)
  return focused ? lineOf(focused) : ''
}

/** Stands before a line that is words alone, so that the next words join it. */
const words = '\u0001'

const roleOf = ({ ignored, role }: Node) => (ignored ? '' : String(role?.value ?? ''))
const nameOf = ({ name }: Node) => String(name?.value ?? '').trim()
const propertyOf = ({ properties = [] }: Node, wanted: string): unknown =>
  properties.find(({ name }) => name === wanted)?.value.value

function lineOf(node: Node): string {
  const role = roleOf(node)
  const word =
    role === 'heading'
      ? `overskrift ${String(propertyOf(node, 'level'))}`
      : (controls[role] ?? places[role] ?? role)
  const value = node.value?.value === undefined ? '' : ` (${String(node.value.value)})`
  const description = String(node.description?.value ?? '').trim()
  const more = [...statesOf(node), description].filter(Boolean).join(', ')
  return `${word}: ${nameOf(node)}${value}${more && ` – ${more}`}`
}

const statesOf = (node: Node): string[] => [
  ...(propertyOf(node, 'disabled') === true ? ['ikke tilgjengelig'] : []),
  ...(propertyOf(node, 'expanded') === true ? ['åpen'] : []),
  ...(propertyOf(node, 'checked') === 'true' ? ['valgt'] : []),
]

/** Reads on into what has no words of its own; a row, a point and a term are one line. */
function read(node: Node, childrenOf: (node: Node) => Node[]): string[] {
  const role = roleOf(node)
  const inside = () => joined(childrenOf(node).flatMap((child) => read(child, childrenOf)))
  if (role === 'StaticText') return [words + nameOf(node)]
  if (role === 'term') return [`${plain(inside()).replace(/:$/, '')}:`]
  if (role === 'definition') return [`  ${plain(inside())}`]
  if (role === 'heading' || role in controls) return [lineOf(node)]
  if (role in places) {
    const name = nameOf(node)
    const begin = name ? [lineOf(node)] : []
    return [...begin, ...inside().map((line) => (name ? `  ${line}` : line))]
  }
  if (role === 'row') {
    const cells = childrenOf(node).map((cell) => plain(read(cell, childrenOf)))
    return [`rad: ${cells.join(' | ')}`]
  }
  if (role === 'listitem') return [`punkt: ${plain(inside())}`]
  if (role === 'caption') return []
  return inside()
}

/** Words that follow each other are one line. */
function joined(lines: readonly string[]): string[] {
  const all: string[] = []
  for (const line of lines) {
    const before = all.at(-1)
    if (line.startsWith(words) && before?.startsWith(words))
      all[all.length - 1] = spaced(before, line.slice(words.length))
    else all.push(line)
  }
  return all
}

const spaced = (before: string, after: string) =>
  /^[.,:;!?)]/.test(after) ? before + after : `${before} ${after}`

const withoutMark = (line: string) => line.replaceAll(words, '')
const plain = (lines: readonly string[]) => lines.map((line) => withoutMark(line).trim()).join(' ')

const months = 'januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember'

/** Without what is another each time: moments, days, references, sums, what is sent, and the names of test organisations. */
export const steady = (
  lines: readonly string[],
  { id, name }: { id: string; name: string },
): string =>
  `${lines
    .map(withoutMark)
    .join('\n')
    .replaceAll(name, 'Foreningen')
    .replaceAll(id, 'foreningen')
    .replaceAll(/^ *\{(\n[^]*?^\}|".*\})$/gm, '    {…}')
    .replaceAll(/\b[\da-f]{64}\b/g, '<kontrollsum>')
    .replaceAll(/\b[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\b/g, '<id>')
    .replaceAll(/(Oppføring:\n +)[\d\u00a0 ]+/g, '$1<nummer>')
    .replaceAll(/(i dag|i går|i morgen|\d{2}\.\d{2}\.\d{4}) kl\. \d{2}(\.\d{2}){1,2}/g, '<tid>')
    .replaceAll(/\d{1,2}\.\d{1,2}\.(\d{4})?/g, '<dag>')
    .replaceAll(new RegExp(`(${months}) \\d{4}`, 'g'), '<måned>')
    .replaceAll(/\bperson-\d+/g, 'person-1')
    .replaceAll(/\bBB[0-9A-Z]{8,}\b/g, '<referanse>')
    .replaceAll(/[\d\s\u00a0]*\d,\d{2}[\s\u00a0]kr/g, ' <beløp>')}\n`
