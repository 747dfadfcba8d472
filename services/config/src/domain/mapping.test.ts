import { describe, expect, test } from 'vitest'
import {
  codeOf,
  later,
  mapped,
  mapping,
  nothingInUse,
  registered,
  stamp,
  valueOf,
} from '#testing/examples.ts'
import { refusalOf, told } from '#testing/told.ts'
import { nothingMapped } from './incomplete-mapping.ts'
import { saveMapping } from './mapping.ts'
import { enableConnector } from './toggle.ts'

describe('saving a mapping', () => {
  test('NOTE-5: an organisation keeps its own rules, each change under a version of its own', () => {
    const first = valueOf(saveMapping(registered(), mapping, stamp))
    expect(first.mapping).toEqual({ ...mapping, version: 1 })
    const taxi = { ...mapping, categories: { taxi: { account: '7150' } } }
    const second = valueOf(saveMapping(first, taxi, later(1)))
    expect(second.mapping).toMatchObject({ version: 2, categories: { taxi: { account: '7150' } } })
    expect(second.version).toBeGreaterThan(first.version)
  })

  test('BOOKS-4: makes a trial due while the connector is enabled, unless it is waived or changes nothing', () => {
    const before = valueOf(enableConnector(mapped(), {}, nothingInUse, later(10)))
    const save = (account: string, wish = {}) =>
      valueOf(
        saveMapping(before, { ...mapping, categories: { taxi: { account } } }, later(60), wish),
      )
    const after = save('7150')
    expect(after.connector?.trial).toEqual({ version: after.version })
    const waived = save('7150', { trial: 'waive', reason: 'A new account plan.' })
    expect(waived.connector?.trial?.waived).toMatchObject({ reason: 'A new account plan.' })
    const same = valueOf(saveMapping(before, mapping, later(60)))
    expect(same.connector?.trial).toEqual(before.connector?.trial)
  })

  test('changes nothing when it is repeated, in whatever order the fields come', () => {
    const organization = mapped()
    const repeated = {
      dimensions: mapping.dimensions,
      credits: { volunteer: '2990', employee: '2910' },
      categories: { mileage: { account: '7100' }, taxi: { vatCode: '12', account: '7140' } },
    }
    expect(valueOf(saveMapping(organization, repeated, later(60)))).toBe(organization)
  })

  test('leaves the policies as they are, unless it says otherwise', () => {
    const policies = { postingDate: 'last_line', freeText: true } as const
    const first = valueOf(saveMapping(registered(), { ...mapping, policies }, stamp))
    expect(first.policies).toEqual(policies)
    const second = valueOf(saveMapping(first, { ...mapping, categories: {} }, later(1)))
    expect(second.policies).toEqual(policies)
  })

  test('with other policies only is a change without a new version of the rules', () => {
    const policies = { postingDate: 'last_line', freeText: false } as const
    const before = mapped()
    const after = valueOf(saveMapping(before, { ...mapping, policies }, later(60)))
    expect(after.mapping).toEqual(before.mapping)
    expect(after.version).toBeGreaterThan(before.version)
  })

  const rule = { account: '7140' }
  test.each([
    [{ ...mapping, categories: { '': rule } }, 'categories. is empty'],
    [{ ...mapping, categories: { 'ta\u0000xi': rule } }, 'does not print'],
    [{ ...mapping, categories: { taxi: { account: '' } } }, 'categories.taxi.account is empty'],
    [
      { ...mapping, categories: { taxi: { account: '\u00a0' } } },
      'categories.taxi.account is empty',
    ],
    [
      { ...mapping, categories: { taxi: rule, 'taxi\u00a0': rule } },
      'categories.taxi is there twice',
    ],
    [
      { ...mapping, categories: { måned: rule, 'ma\u030aned': rule } },
      'categories.måned is there twice',
    ],
    [{ ...mapping, categories: { taxi: { ...rule, vatCode: '\ud800' } } }, 'taxi.vatCode'],
    [{ ...mapping, credits: { employee: 'x'.repeat(65) } }, 'credits.employee is longer than 64'],
    [{ ...mapping, dimensions: { project: '' } }, 'dimensions.project is empty'],
    [
      {
        ...mapping,
        categories: Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [i, rule])),
      },
      'can be 1,000 at most',
    ],
    [
      {
        ...mapping,
        categories: Object.fromEntries(
          Array.from({ length: 1000 }, (_, i) => [
            `${i}${'æ'.repeat(60)}`,
            { account: 'å'.repeat(64) },
          ]),
        ),
      },
      'can take 200 kB at most',
    ],
  ])('refuses %.80j', (draft, fault) => {
    const result = saveMapping(registered(), draft, stamp)
    expect(codeOf(result)).toBe('mapping.invalid')
    expect(refusalOf(result)).toContain(fault)
  })

  test('keeps names and codes without what nobody sees', () => {
    const written = {
      categories: { ' Ma\u030altid\u00a0': { account: '7140 ', costCenter: '\u200b100' } },
      credits: { employee: '2910\u00a0' },
      dimensions: { costCenter: 'AVDELING ' },
      defaults: { vatCode: ' 3' },
    }
    const saved = valueOf(saveMapping(registered(), { ...mapping, ...written }, stamp))
    expect(saved.mapping).toMatchObject({
      categories: { Måltid: { account: '7140', costCenter: '100' } },
      credits: { employee: '2910' },
      dimensions: { costCenter: 'AVDELING' },
      defaults: { vatCode: '3' },
    })
    expect(valueOf(saveMapping(saved, { ...mapping, ...written }, later(60)))).toBe(saved)
  })

  test('names eight faults and counts the others', () => {
    const names = Array.from({ length: 20 }, (_, index) => [`category-${index}`, { account: '' }])
    const result = saveMapping(
      registered(),
      { ...mapping, categories: Object.fromEntries(names) },
      stamp,
    )
    expect(refusalOf(result)).toContain('12 faults more')
  })

  test('that nothing could be sent with is taken while the connector is disabled, not while it is enabled', () => {
    const empty = { ...mapping, categories: {} }
    expect(codeOf(saveMapping(mapped(), empty, later(3)))).toBe('ok')
    const enabled = valueOf(enableConnector(mapped(), {}, nothingInUse, later(3)))
    expect(codeOf(saveMapping(enabled, empty, later(4)))).toBe('mapping.incomplete')
  })
})

test.each([
  [mapping, ''],
  [{ ...mapping, categories: {} }, 'categories are empty.'],
  [{ ...mapping, credits: {} }, 'credits are empty.'],
  [{ ...mapping, credits: { employee: undefined } }, 'credits are empty.'],
  [
    { ...mapping, credits: {}, subledgers: { external: 'supplier' as const } },
    'credits are empty.',
  ],
])('a mapping of %j lacks: %s', (rules, lack) => {
  const refusal = nothingMapped(rules)
  expect(refusal === undefined).toBe(lack === '')
  expect(told(refusal)).toContain(lack)
})
