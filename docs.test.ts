import { existsSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { read } from './deploy/testing/compose.ts'

const root = import.meta.dirname
const pages = globSync('{*.md,{docs,packages,services,deploy}/**/*.md}', {
  cwd: root,
  exclude: ['**/node_modules'],
})
const readmes = pages.filter((page) => /^(packages|services)\/[\w-]+\/README\.md$/.test(page))
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts)

test('there are pages', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/architecture.md']))
})

test.each(pages)('every link of %s leads somewhere', (page) => {
  const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!)
  const relative = links.filter((link) => !/^[a-z]+:/.test(link))
  expect(relative.filter((link) => !leadsSomewhere(page, link))).toEqual([])
})

test.each(pages)('every command of %s is there', (page) => {
  const named = [...read(page).matchAll(/(?:`|^)npm (?:run )?([a-z][\w:-]*)/gm)].map(
    ([, name]) => name!,
  )
  const ofNpm = ['install', 'ping', 'config']
  expect(named.filter((name) => !scripts.includes(name) && !ofNpm.includes(name))).toEqual([])
})

test.each(pages)('every file that %s names is there', (page) => {
  const named = [...read(page).matchAll(/`((?:packages|services|deploy|docs|scripts)\/[\w./-]+)`/g)]
  expect(named.map(([, file]) => file!).filter((file) => !existsSync(join(root, file)))).toEqual([])
})

test.each(readmes)('every source file that %s names is there', (readme) => {
  const sources = sourcesBeside(readme)
  const named = [...read(readme).matchAll(/`([\w./-]+\.ts)`/g)].map(([, file]) => file!)
  const missing = named.filter(
    (file) =>
      !existsSync(join(root, file)) && !sources.some((source) => `/${source}`.endsWith(`/${file}`)),
  )
  expect(missing).toEqual([])
})

test.each(readmes.filter((readme) => read(readme).includes('\n| file ')))(
  'the list of files in %s has every one',
  (readme) => {
    const text = read(readme)
    const top = sourcesBeside(readme).filter(
      (source) => /^src\/[^/]+$/.test(source) && !source.endsWith('.test.ts'),
    )
    expect(top.filter((source) => !text.includes(`\`${source.slice(4)}\``))).toEqual([])
  },
)

const ofServices = readmes.filter((page) => /^(services|packages\/posting-engine)\//.test(page))
test.each(ofServices)('every number that %s gives for a setting is its default', (readme) => {
  const code = sourcesBeside(readme)
    .map((source) => read(join(dirname(readme), source)).replaceAll(/(?<=\d)_(?=\d)/g, ''))
    .join('\n')
  const rows = read(readme).matchAll(/^\| ((?:`[A-Z_]+`(?:, )?)+) *\| (\d[\d, ]*?) *\|/gm)
  const given = [...rows].flatMap(([, names, numbers]) => {
    const all = numbers!.split(', ')
    return names!.split(', ').map((name, at) => `${name.slice(1, -1)} ${all[at]}`)
  })
  const isDefault = (setting: string) => {
    const [name, number] = setting.split(' ')
    return new RegExp(`\\b${name}: [\\w.]+\\(\\{?\\s*(?:default: )?${number}\\b`).test(code)
  }
  expect(given.filter((setting) => !isDefault(setting))).toEqual([])
})

test('every function on the way of one record is there', () => {
  const way = [...read('docs/architecture.md').matchAll(/^\d+\. `([\w./-]+\.ts):(\w+)`/gm)].map(
    ([, file, name]) => ({ file: file!, name: name! }),
  )
  expect(way.length).toBeGreaterThanOrEqual(20)
  const isThere = ({ file, name }: { file: string; name: string }) =>
    existsSync(join(root, file)) &&
    new RegExp(`^export (?:async )?(?:function|const) ${name}\\b`, 'm').test(read(file))
  expect(way.filter((step) => !isThere(step))).toEqual([])
})

test('every page of docs/ is linked from another', () => {
  const linked = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\(([^)#\s]+)/g)].map(([, link]) => join(dirname(page), link!)),
  )
  expect(pages.filter((page) => page.startsWith('docs/') && !linked.includes(page))).toEqual([])
})

test('the service that start-a-service.md shows is the one that its test starts', () => {
  const [, shown] = /^```ts\n(.*?)^```/ms.exec(read('docs/how-to/start-a-service.md'))!
  expect(shown).toBe(read('packages/service-runtime/src/testing/tiny-service.ts'))
})

const sourcesBeside = (readme: string): string[] =>
  globSync('{src,web,browser}/**/*.ts', { cwd: join(root, dirname(readme)) })

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#')
  const file = path === '' ? page : join(dirname(page), path)
  if (!existsSync(join(root, file))) return false
  return anchor === undefined || headings(file).includes(anchor)
}

/** As they are addressed on a page: lower case, words joined by dashes, no punctuation. */
function headings(file: string): string[] {
  return [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  )
}
