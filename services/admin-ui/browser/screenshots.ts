import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { timedReport } from '@bilagsbro/local-stack/report'
import type { StackFile } from '@bilagsbro/local-stack/stack-file'
import { startStack } from '@bilagsbro/local-stack/start-stack'
import { tellStory } from '@bilagsbro/local-stack/story/tell-story'
import { interrupted } from '@bilagsbro/local-stack/interruption'
import { openChromium } from './chromium.ts'
import { contactSheet } from './screenshots/contact-sheet.ts'
import { pages } from './screenshots/pages.ts'
import { createPhotographer, type Picture } from './screenshots/photographer.ts'
import { visitsOf } from './screenshots/visits.ts'

/**
 * Pictures of every page in every state, in both themes and at three widths, with an index.html to look through them:
 * `npm run screenshots -- --stack .bilagsbro/stack.json --page oversikt`.
 */
const { values } = parseArgs({
  options: {
    stack: { type: 'string' },
    page: { type: 'string', default: '' },
    state: { type: 'string', default: '' },
    language: { type: 'string', default: 'nb' },
    out: { type: 'string', default: '.bilagsbro/screenshots' },
  },
})
const report = timedReport()
await using resources = new AsyncDisposableStack()
const stack = values.stack
  ? (JSON.parse(readFileSync(values.stack, 'utf8')) as StackFile)
  : await startTold()
const browser = resources.adopt(await openChromium(), (open) => open.close())
const photograph = createPhotographer(browser, {
  address: stack.services['admin-ui']!.url,
  language: values.language,
  folder: values.out,
  complain,
})

/** A stack of its own, in which everything is to be seen. */
async function startTold(): Promise<StackFile> {
  const started = await startStack({ fresh: true, durable: false, pages: true, report })
  resources.use(started)
  await tellStory(started, { report, signal: interrupted })
  return started.addresses()
}

let visited = ''
function complain(fault: string): void {
  report(`${visited}: ${fault}`)
  process.exitCode = 1
}

const pictures: Picture[] = []
const wanted = pages.filter(({ name }) => name.includes(values.page))
for (const page of wanted) {
  for (const visit of visitsOf(page).filter(({ state }) => state.includes(values.state)))
    try {
      visited = `${page.name}, ${visit.state}`
      pictures.push(...(await photograph(page.name, visit)))
    } catch (error) {
      complain(String(error))
    }
  report(`${page.name}: ${pictures.length} pictures so far`)
}
mkdirSync(values.out, { recursive: true })
writeFileSync(join(values.out, 'index.html'), contactSheet(pictures))
process.stdout.write(`${pictures.length} pictures: ${join(values.out, 'index.html')}\n`)
