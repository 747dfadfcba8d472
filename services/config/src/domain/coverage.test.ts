import { payeeKinds, type PayeeKind } from '@bilagsbro/booking/approved-record'
import type { InUse, Unmapped } from '@bilagsbro/booking/coverage'
import { createVoucher } from '@bilagsbro/booking/create-voucher'
import type { MappingRules } from '@bilagsbro/booking/mapping'
import type { PendingReason } from '@bilagsbro/booking/pending-reason'
import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { connected, later, mapping, stamp, valueOf } from '#testing/examples.ts'
import { unmappedIn } from './incomplete-mapping.ts'
import { mappingRows } from './mapping-rows.ts'
import { saveMapping } from './mapping.ts'
import type { Organization } from './organization.ts'
import { enableConnector } from './toggle.ts'

const today = '2026-11-21'
const begins = ['2026-11-01', '2026-12-01', '2027-01-01']

const maybe = (value: string) => fc.option(fc.constant(value), { nil: undefined })
const coding = { costCenter: maybe('10'), project: maybe('P1') }
const ofPayees = <T>(value: fc.Arbitrary<T>) =>
  fc.record({ employee: value, volunteer: value, external: value }, { requiredKeys: [] })
const anyRules: fc.Arbitrary<MappingRules> = fc.record(
  {
    effectiveFrom: fc.constantFrom(...begins),
    categories: fc.dictionary(
      fc.constantFrom('taxi', 'food'),
      fc.record({ account: fc.constant('7140'), ...coding }),
    ),
    credits: ofPayees(fc.constant('2910')),
    subledgers: ofPayees(fc.constantFrom('supplier' as const, 'employee' as const)),
    dimensions: fc.record({ costCenter: maybe('AVDELING'), project: maybe('PROSJEKT') }),
    defaults: fc.record(coding),
  },
  { requiredKeys: ['categories', 'credits', 'dimensions'] },
)
const anyUse: fc.Arbitrary<InUse> = fc.record({
  categories: fc.subarray(['taxi', 'food'], { minLength: 1 }),
  payeeKinds: fc.subarray([...payeeKinds], { minLength: 1 }),
})

/** An organisation whose mapping was saved so, version by version. */
const saved = (versions: readonly MappingRules[]): Organization =>
  versions.reduce((organization, rules) => valueOf(saveMapping(organization, rules, later(2))), {
    ...connected(),
  })

/** Why the orchestrator holds records that use what is in use and bring nothing else, on any posting date from today on. */
function held({ mapping, earlierMappings }: Organization, inUse: InUse): PendingReason[] {
  const policies = { postingDate: 'last_line', freeText: false } as const
  return [today, ...begins.filter((day) => day > today)].flatMap((date) =>
    inUse.payeeKinds.flatMap((kind) => {
      const payee = { id: 'p-1', kind: kind as PayeeKind, ledgerNumber: '10042' }
      const lines = inUse.categories.map((category, at) => ({
        lineId: String(at),
        category,
        amount: '1.00',
        date,
      }))
      const rules = { mapping, earlierMappings, policies }
      const created = createVoucher(anApprovedRecord({ payee, lines }), rules)
      return created.ok || created.error.kind === 'faulty' ? [] : [created.error.reason]
    }),
  )
}

/** What is named as missing; without a version for a day, everything in use is. */
function lacking(reasons: readonly PendingReason[], inUse: InUse): Unmapped {
  const named = (part: 'categories' | 'payeeKinds') =>
    inUse[part].filter((name) =>
      reasons.some((reason) => reason.postingDate !== undefined || reason[part]?.includes(name)),
    )
  return {
    categories: named('categories'),
    payeeKinds: named('payeeKinds'),
    dimensions: dimensionNames.filter((name) =>
      reasons.some(({ dimensions }) => dimensions?.includes(name)),
    ),
  }
}
const dimensionNames = ['costCenter', 'project'] as const

test('a connector may be enabled exactly when no record that uses what is in use waits for the mapping, and what is unmapped is what such records wait for', () => {
  fc.assert(
    fc.property(fc.array(anyRules, { minLength: 1, maxLength: 4 }), anyUse, (versions, inUse) => {
      const organization = saved(versions)
      const reasons = held(organization, inUse)
      const enabled = enableConnector(organization, {}, inUse, stamp)
      expect(enabled.ok).toBe(reasons.length === 0)
      expect(unmappedIn(organization, inUse, stamp.at)).toEqual(lacking(reasons, inUse))
    }),
    { numRuns: 1_000 },
  )
})

test('a payee kind with a subledger needs its credit account: the ledgers take a number beside an account, not instead of it', () => {
  const inUse = { categories: ['taxi'], payeeKinds: ['external'] }
  const rules = { ...mapping, credits: {}, subledgers: { external: 'supplier' as const } }
  const mapped = saved([rules])
  expect(unmappedIn(mapped, inUse, stamp.at).payeeKinds).toEqual(['external'])
  expect(enableConnector(mapped, {}, inUse, stamp)).toMatchObject({
    error: {
      code: 'mapping.incomplete',
      faults: [{ field: '/credits', params: { names: ['external'] } }],
    },
  })
  expect(mappingRows(rules, inUse, new Map())).toContainEqual(
    expect.objectContaining({
      key: 'external',
      problem: expect.objectContaining({ code: 'mapping.unmapped' }),
    }),
  )
})

test('CONFIG-4: a category in use that books on a cost centre needs the dimension of the ledger', () => {
  const inUse = { categories: ['taxi'], payeeKinds: ['employee'] }
  const rules = { ...mapping, dimensions: {}, defaults: { costCenter: '100' } }
  expect(enableConnector(saved([rules]), {}, inUse, stamp)).toMatchObject({
    error: { faults: [{ field: '/dimensions', code: 'mapping.dimensions_unmapped' }] },
  })
  expect(mappingRows(rules, inUse, new Map())).toContainEqual(
    expect.objectContaining({
      key: 'taxi',
      problem: expect.objectContaining({ code: 'mapping.no_dimension' }),
    }),
  )
})

test('what is in use is booked by the day it is in Norway', () => {
  const inUse = { categories: ['taxi'], payeeKinds: ['employee'] }
  const organization = saved([{ ...mapping, effectiveFrom: '2026-11-26' }])
  const at = (moment: string) => unmappedIn(organization, inUse, new Date(moment)).categories
  expect(at('2026-11-25T22:30:00Z')).toEqual(['taxi'])
  expect(at('2026-11-25T23:30:00Z')).toEqual([])
})
