import { expect, test } from 'vitest'
import { keyOfLedgerCode, ledgerCodesOf } from './ledger-code.ts'

test('a voucher names each code once, however it is written', () => {
  const dimensions = [{ code: 'AVDELING', value: 'oslo' }]
  const codes = ledgerCodesOf({
    postingDate: '2026-11-21',
    lines: [
      { account: '7140', amount: '10.00', dimensions },
      { account: '7140', amount: '5.00', dimensions: [{ code: 'Avdeling', value: 'OSLO ' }] },
      { account: '2400', amount: '-15.00', subledger: { kind: 'supplier', number: '10' } },
    ],
  })
  expect([...codes.values()].map(({ kind, code, dimension }) => [kind, code, dimension])).toEqual([
    ['dimension', 'OSLO ', 'Avdeling'],
    ['account', '7140', undefined],
    ['supplier', '10', undefined],
    ['period', '2026-11-21', undefined],
  ])
  expect(codes.has(keyOfLedgerCode({ kind: 'account', code: ' 7140' }))).toBe(true)
})

test('an open item is asked about by its payee, and not by its account', () => {
  const subledger = { kind: 'supplier', number: '10' } as const
  const lines = [{ account: '2400', amount: '0.00', subledger }]
  const codes = ledgerCodesOf({ postingDate: '2026-11-21', lines })
  expect([...codes.values()].map(({ kind }) => kind)).toEqual(['supplier', 'period'])
})

test('codes of different kinds, and values of different dimensions, are different codes', () => {
  const keys = [
    { kind: 'account', code: '10' },
    { kind: 'supplier', code: '10' },
    { kind: 'employee', code: '10' },
    { kind: 'dimension', code: '10', dimension: 'A' },
    { kind: 'dimension', code: '10', dimension: 'B' },
  ] as const
  expect(new Set(keys.map(keyOfLedgerCode)).size).toBe(keys.length)
})
