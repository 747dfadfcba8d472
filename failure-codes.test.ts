import { readFileSync, globSync } from 'node:fs'
import { failureCodes } from './packages/booking/src/failure-codes.ts'
import { expect, test } from 'vitest'

const sources = globSync(
  ['services/*-adapter/src/**/*.ts', 'packages/{posting-engine,booking}/src/**/*.ts'],
  { cwd: import.meta.dirname, exclude: ['**/*.{test,contract}.ts', '**/testing/**'] },
).filter((file) => !file.endsWith('failure-codes.ts'))

/** Names of logs, metrics and refusals, and an example of an expression: no record fails for them. */
const others = [
  'bilagsbro.vouchers',
  'delivery.refused',
  'doubt.looked',
  'epoch.waiting',
  'posting.fault',
  'posting.posted_twice',
  'vouchers.id',
  'vouchers.post',
]

test('the list of failure codes has every code of the adapters, the engine and the rules of booking', () => {
  const named = sources.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/'([a-z_]+\.[a-z_]+)'/g)].map(([, code]) => code!),
  )
  const listed: readonly string[] = Object.values(failureCodes).flat()
  expect(named.length).toBeGreaterThan(100)
  const missing = named.filter((code) => !listed.includes(code) && !others.includes(code))
  expect([...new Set(missing)]).toEqual([])
  expect(listed.filter((code) => listed.indexOf(code) !== listed.lastIndexOf(code))).toEqual([])
})
