import { ok } from '@bilagsbro/kernel/result'
import { expect, test } from 'vitest'
import { reportOn } from './catalogue.ts'
import type { Session } from './session.ts'

/** A company that says this of itself, and has nothing else. */
const companyWith = (setup: readonly object[]): Session => ({
  api: {
    signal: new AbortController().signal,
    send: async () => ({ kind: 'answered', status: 200, body: {}, answer: { status: 200 } }),
    batch: async (operations) =>
      ok(
        Array.from(operations, () => ({
          status: 200,
          body: { '@odata.context': 'generalLedgerEntries', value: [] },
        })),
      ),
    list: async <T>(path: string) =>
      ok((path.includes('generalLedgerSetup') ? setup : []) as unknown as T[]),
  },
  company: 'companies(1)',
  companyName: 'Foreningen',
  balanceDimensions: false,
  leftovers: [],
  until: () => companyWith(setup),
  linkTo: (number) => number,
})

test.each([
  ['EUR', 'currency.not_supported'],
  ['', 'currency.not_set_up'],
  [' ', 'currency.not_set_up'],
])(
  'CONFIG-5: a company whose own currency is "%s" is told so before anything is sent',
  async (currency, code) => {
    const setup = [{ localCurrencyCode: currency, shortcutDimension1Code: '' }]
    expect(await reportOn(companyWith(setup))).toMatchObject({ error: { class: 'config', code } })
  },
)

test.each([[[{ localCurrencyCode: 'nok ' }]], [[{ localCurrencyCode: 'NOK' }]], [[]]])(
  'a company whose own currency is NOK, or is not told, is connected: %j',
  async (setup) => {
    expect(await reportOn(companyWith(setup))).toMatchObject({ ok: true })
  },
)
