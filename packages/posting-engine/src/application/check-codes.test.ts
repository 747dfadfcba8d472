import type { CatalogueEntry, CatalogueKind } from '@bilagsbro/adapter-api/catalogue'
import type { LedgerCode } from '@bilagsbro/booking/ledger-code'
import { err, ok } from '@bilagsbro/kernel/result'
import { describe, expect, test } from 'vitest'
import { createCodeChecks } from './check-codes.ts'
import type { AccountingSystem } from './ports/accounting-system.ts'

type Changed = { readonly [Name in keyof System]?: System[Name] | undefined }
type System = Pick<AccountingSystem, 'catalogue' | 'listed' | 'openDays'>

const connection = {
  organizationId: 'hlf',
  targetFingerprint: 'ledger-1',
  credentialsVersion: 1,
  target: {},
  secrets: {},
}
const away = { class: 'unreachable', code: 'ledger.away', message: 'It is away.' } as const

const lists: Partial<Record<CatalogueKind, readonly CatalogueEntry[]>> = {
  accounts: [
    { code: '7140', name: 'Travel' },
    { code: '7000', name: 'Costs', blocked: 'It is a heading.' },
  ],
  dimensions: [
    { code: 'AVDELING', name: 'Department' },
    { code: 'PROSJEKT', name: 'Project' },
    { code: 'OSLO', name: 'Oslo', dimension: 'AVDELING' },
  ],
  suppliers: [{ code: '10', name: 'Taxi AS' }],
  employees: [],
}

/** The checks of a ledger with these lists, and what was read of it. */
function open(changed: Changed = {}) {
  const reads: string[] = []
  let time = 0
  const system: System = {
    listed: ['account', 'dimension', 'supplier', 'employee'],
    catalogue: async (_connection, kind) => ok([...(lists[kind] ?? [])]),
    openDays: async () => ok({ from: '2026-01-01', to: '2026-11-30' }),
    ...changed,
  } as System
  const check = createCodeChecks(
    {
      ...system,
      catalogue: async (given, kind, signal) => {
        reads.push(kind)
        return system.catalogue(given, kind, signal)
      },
    },
    () => time,
  )
  return {
    reads,
    wait: (milliseconds: number) => void (time += milliseconds),
    ask: async (...codes: LedgerCode[]) => {
      const told = await check(connection, codes, AbortSignal.timeout(60_000))
      return told.ok && told.value.map(({ standing }) => standing)
    },
    check: (changes: Partial<typeof connection>, ...codes: LedgerCode[]) =>
      check({ ...connection, ...changes }, codes, AbortSignal.timeout(60_000)),
  }
}

const account = (code: string): LedgerCode => ({ kind: 'account', code })
const department = (code: string): LedgerCode => ({
  kind: 'dimension',
  code,
  dimension: 'AVDELING',
})
const day = (code: string): LedgerCode => ({ kind: 'period', code })

describe('BOOKS-10', () => {
  test('BOOKS-10: each code stands as the ledger lists it', async () => {
    const { ask } = open()
    expect(await ask(account('7140'), account('7000'), account('9999'))).toEqual([
      'usable',
      'blocked',
      'missing',
    ])
    expect(await ask(department('oslo'), department('BERGEN'))).toEqual(['usable', 'missing'])
    const project: LedgerCode = { kind: 'dimension', code: 'OSLO', dimension: 'PROSJEKT' }
    expect(await ask(project)).toEqual(['missing'])
    expect(await ask({ kind: 'supplier', code: '10' }, { kind: 'supplier', code: '11' })).toEqual([
      'usable',
      'missing',
    ])
  })

  test('BOOKS-10: a blocked code comes with what the ledger says', async () => {
    expect(await open().check({}, account('7000'))).toEqual(
      ok([{ standing: 'blocked', why: 'It is a heading.' }]),
    )
  })

  test.each([
    ['2025-12-31', 'blocked'],
    ['2026-01-01', 'usable'],
    ['2026-11-30', 'usable'],
    ['2026-12-01', 'blocked'],
  ])('BOOKS-10: %s is %s', async (code, standing) => {
    expect(await open().ask(day(code))).toEqual([standing])
  })

  test('BOOKS-10: a ledger without ends can be posted to on any day', async () => {
    const { ask } = open({ openDays: async () => ok({}) })
    expect(await ask(day('1999-01-01'), day('2099-12-31'))).toEqual(['usable', 'usable'])
  })

  test('a list that has nothing, or no such dimension, vouches for nothing', async () => {
    const { ask } = open()
    const region: LedgerCode = { kind: 'dimension', code: 'OSLO', dimension: 'REGION' }
    expect(await ask({ kind: 'employee', code: '1' }, region)).toEqual(['unanswered', 'unanswered'])
  })

  test('a list that may have been cut tells what it has, and not what it lacks', async () => {
    const many = Array.from({ length: 20_000 }, (_, at) => ({ code: String(at), name: '' }))
    const { ask } = open({ catalogue: async () => ok(many) })
    expect(await ask(account('19999'), account('20000'))).toEqual(['usable', 'unanswered'])
  })

  test('a list that cannot be read leaves its kind alone unanswered, and is read again', async () => {
    let isAway = true
    const { ask } = open({
      catalogue: async (_connection, kind) => {
        if (kind !== 'accounts') return ok([{ code: '10', name: 'Taxi AS' }])
        if (isAway) return err(away)
        return ok([{ code: '7140', name: 'Travel' }])
      },
      openDays: async () => {
        throw new Error('torn')
      },
    })
    const codes = [account('7140'), { kind: 'supplier', code: '10' }, day('2026-11-21')] as const
    expect(await ask(...codes)).toEqual(['unanswered', 'usable', 'unanswered'])
    isAway = false
    expect(await ask(...codes)).toEqual(['usable', 'usable', 'unanswered'])
  })

  test('what a kind of ledger does not tell is not offered, and not read', async () => {
    const { check, reads } = open({ listed: ['account'], openDays: undefined })
    const told = await check({}, department('OSLO'), day('2026-11-21'), account('7140'))
    expect(told).toEqual(
      ok([{ standing: 'not_offered' }, { standing: 'not_offered' }, { standing: 'usable' }]),
    )
    expect(reads).toEqual(['accounts'])
  })

  test('a list is read once for all who ask at once, and again after half a minute', async () => {
    const { ask, reads, wait } = open()
    await Promise.all(Array.from({ length: 20 }, () => ask(account('7140'))))
    wait(29_000)
    await ask(account('7000'))
    expect(reads).toEqual(['accounts'])
    wait(1_000)
    await ask(account('7000'))
    expect(reads).toEqual(['accounts', 'accounts'])
  })

  test('no list is told to another organisation, ledger or set of credentials', async () => {
    const { check, reads } = open()
    await check({}, account('7140'))
    await check({ organizationId: 'blindeforbundet' }, account('7140'))
    await check({ targetFingerprint: 'ledger-2' }, account('7140'))
    await check({ credentialsVersion: 2 }, account('7140'))
    expect(reads).toHaveLength(4)
  })

  test('no more is kept than a service has room for', async () => {
    const many = Array.from({ length: 19_000 }, (_, at) => ({ code: String(at), name: '' }))
    const { check, reads } = open({ catalogue: async () => ok(many) })
    const organizations = Array.from({ length: 8 }, (_, at) => `organisation-${at}`)
    for (const organizationId of organizations) await check({ organizationId }, account('1'))
    await check({ organizationId: 'organisation-7' }, account('1'))
    expect(reads).toHaveLength(8)
    await check({ organizationId: 'organisation-0' }, account('1'))
    expect(reads).toHaveLength(9)
  })
})
