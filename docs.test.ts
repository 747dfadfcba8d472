import { existsSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { read } from './deploy/testing/compose.ts'

const root = import.meta.dirname
const pages = globSync('{*.md,{docs,packages,services,deploy}/**/*.md}', {
  cwd: root,
  exclude: ['**/node_modules'],
})
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
