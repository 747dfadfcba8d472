import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** The least that a test gives to something that must happen. */
const leastMs = 10_000

const numberIn = (text: string) => Number(text.replaceAll('_', ''))

/** What in a test's source makes it fail on a machine that is busy with other things. */
function haste(source: string): string[] {
  const found: string[] = []
  for (const [text] of source.matchAll(
    /expect\((?:performance|Date)\.now\(\)[^\n]*?\)\.toBeLessThan(?:OrEqual)?\([\d_]+\)/g,
  ))
    found.push(`${text}: says how long something may take`)
  for (const [text, limit] of source.matchAll(/\btimeout: ([\d_]+)/g))
    if (numberIn(limit!) < leastMs) found.push(`${text}: is less than ${leastMs} ms`)
  for (const { index } of source.matchAll(/\bvi\.waitFor\(/g))
    if (argumentsFrom(source, index + 'vi.waitFor('.length) < 2)
      found.push('vi.waitFor(…): gives a second, unless it is told a limit; or poll')
  return [...found, ...ownLimits(source)]
}

/** What `vitest.config.ts` gives each test; one that needs longer says so itself. */
const usualMs = 180_000

/** Tests that end sooner than all others. */
function ownLimits(source: string): string[] {
  const lines = source.split('\n')
  return lines.flatMap((line, at) => {
    const [, indent, limit] = /^( *)\}, ([\d_]+)\)$/.exec(line) ?? []
    if (limit === undefined || numberIn(limit) >= usualMs) return []
    const opening = lines.slice(0, at).findLast((one) => one.search(/[^ })\]]/) === indent!.length)
    return opening?.trim().startsWith('test') ? [`${opening.trim()}: ends after ${limit} ms`] : []
  })
}

/** How many arguments there are up to the closing bracket. */
function argumentsFrom(source: string, start: number): number {
  let depth = 0
  let count = 1
  for (let at = start; at < source.length; at++) {
    const character = source[at]!
    if ('([{'.includes(character)) depth++
    else if (')]}'.includes(character) && depth-- === 0) return count
    else if (character === ',' && depth === 0 && !/^,\s*\)/.test(source.slice(at, at + 20))) count++
  }
  return count
}

test('no test depends on how quick the machine is', () => {
  const sources = globSync('{*.test.ts,{deploy,packages,services}/**/*.{test,contract}.ts}', {
    cwd: import.meta.dirname,
    exclude: ['**/node_modules', 'patience.test.ts'],
  })
  const found = sources.flatMap((file) =>
    haste(readFileSync(join(import.meta.dirname, file), 'utf8')).map((what) => `${file}: ${what}`),
  )
  expect(found).toEqual([])
  expect(sources.length).toBeGreaterThan(100)
})

test.each([
  'expect(performance.now() - started).toBeLessThan(2_000)',
  'expect(Date.now() - begun).toBeLessThanOrEqual(500)',
  'await expect.poll(rows, { timeout: 8_000 }).toBe(1)',
  'await vi.waitFor(() => expect(rows()).toBe(0))',
  'await vi.waitFor(async () => {\n  expect(f(1, 2)).toBe(0)\n})',
  "test('it is done', async () => {\n  expect(await done()).toBe(true)\n}, 20_000)",
])('haste is seen: %s', (source) => {
  expect(haste(source)).toHaveLength(1)
})

test.each([
  'expect(performance.now() - started).toBeGreaterThan(2_000)',
  'await expect.poll(rows, { timeout: 10_000 }).toBe(1)',
  'await vi.waitFor(() => expect(rows()).toBe(0), { timeout: 20_000 })',
  "test('it is done', async () => {\n  expect(await done()).toBe(true)\n}, 900_000)",
  "test('it is done', async () => {\n  await until(() => {\n    done()\n  }, 20_000)\n})",
  'await vi.waitFor(\n  async () => expect(f(1, 2)).toBe(0),\n  20_000,\n)',
])('no haste: %s', (source) => {
  expect(haste(source)).toEqual([])
})
