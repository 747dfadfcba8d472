import { expect, test } from 'vitest'
import { fixOf } from './fix.ts'

const administrator = { organizationId: 'hlf', connector: 'dynamics', isAdministrator: true }
const others = { ...administrator, isAdministrator: false }

const page = (code: string) => ({
  kind: 'about',
  address: `/feilkoder/${code}?organisasjon=hlf`,
})

test.each([
  ['ledger', 'failed', 'ledger.twice'],
  ['record', 'failed', 'currency.not_supported'],
  ['nothing', 'failed', 'ledger.unavailable'],
] as const)('RETRY-6: what is mended by %s (%s) leads to what %s means', (kind, status, code) => {
  expect(fixOf({ code, status, mend: { kind } }, administrator)).toEqual(page(code))
})

test('RETRY-6: a closed period is answered here by another date, by an administrator', () => {
  const cause = {
    code: 'period.closed',
    status: 'waiting',
    mend: { kind: 'period', period: '2026-11' },
  } as const
  expect(fixOf(cause, administrator)).toEqual({ kind: 'period' })
  expect(fixOf(cause, others)).toEqual(page('period.closed'))
})

test.each(['mapping', 'credentials'] as const)(
  'RETRY-6: whoever may not change the %s is told what it means, and who may',
  (kind) => {
    const cause = { code: 'account.blocked', status: 'failed', mend: { kind } } as const
    expect(fixOf(cause, others)).toEqual(page('account.blocked'))
    expect(fixOf(cause, { ...administrator, connector: undefined })).toEqual(
      page('account.blocked'),
    )
  },
)

test('RETRY-6: a refused sign-in leads to where it is entered anew', () => {
  const cause = {
    code: 'auth.expired_secret',
    status: 'failed',
    mend: { kind: 'credentials' },
  } as const
  expect(fixOf(cause, administrator)).toEqual({
    kind: 'credentials',
    address: '/organisasjoner/hlf/innstillinger/integrasjoner/dynamics/palogging',
  })
})

test.each([
  [{ kind: 'mapping', categories: ['drosje', 'bom'] }, '?rad=drosje'],
  [{ kind: 'mapping', payeeKinds: ['volunteer'] }, '?rad=volunteer'],
  [{ kind: 'mapping' }, ''],
] as const)('RETRY-6: %j leads to its row of the mapping', (mend, row) => {
  const cause = { code: 'account.blocked', status: 'failed', mend } as Parameters<typeof fixOf>[0]
  expect(fixOf(cause, administrator)).toEqual({
    kind: 'mapping',
    address: `/organisasjoner/hlf/innstillinger/integrasjoner/dynamics/kontering${row}`,
  })
})
