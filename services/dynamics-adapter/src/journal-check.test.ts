import type { Posting } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { ok } from '@bilagsbro/kernel/result'
import { expect, test } from 'vitest'
import { checkJournal } from './journal-check.ts'
import { linesOf } from './journal.ts'
import type { Api } from './odata.ts'

const [first, second] = ['BBAAAAAAAAAAAAAA', 'BBBBBBBBBBBBBBBB'] as const
const posting = (reference: string): Posting => ({
  reference,
  voucher: {
    postingDate: '2026-11-20',
    currency: 'NOK',
    description: 'Travel',
    lines: [
      {
        account: ' 7140a',
        amount: '100.10',
        vatCode: 'hoy',
        dimensions: [{ code: 'avdeling', value: '100 ' }],
      },
      { account: '2910', amount: '-100.10' },
    ],
  },
})
const lines = linesOf([posting(first), posting(second)])
/** As Business Central keeps them. */
const kept = () =>
  lines.map(({ number, posting: { reference }, line }) => ({
    lineNumber: number,
    documentNumber: reference as string,
    accountNumber: line.account.trim().toUpperCase(),
    amount: Number(line.amount),
    postingDate: '2026-11-20',
    taxCode: (line.vatCode ?? '').toUpperCase(),
    dimensionSetLines: (line.dimensions ?? []).map(({ code, value }) => ({
      code: code.toUpperCase(),
      valueCode: value.trim(),
    })),
  }))
type Kept = ReturnType<typeof kept>
const check = async (rows: Kept) => {
  const api = { list: async () => ok(rows) } as unknown as Api
  return await checkJournal(api, 'companies(1)', '1', lines)
}

test('codes are as written where Business Central keeps them in capitals and without blanks', async () => {
  expect(await check(kept())).toEqual(ok(undefined))
})

const wrong: Record<string, (line: Kept[number]) => void> = {
  'the account  7140a': (line) => (line.accountNumber = '7130'),
  'the amount on': (line) => (line.amount += 0.01),
  'the posting date': (line) => (line.postingDate = '2026-11-21'),
  'the VAT code hoy': (line) => (line.taxCode = 'LAV'),
  'the dimension avdeling 100': (line) => (line.dimensionSetLines[0]!.valueCode = '200'),
  'the dimension': (line) => void line.dimensionSetLines.pop(),
}

test.each(Object.keys(wrong))(
  'a line that is kept otherwise is the fault of its voucher alone, which is told of %s',
  async (what) => {
    const rows = kept()
    wrong[what]!(rows[2]!)
    const checked = await check(rows)
    const failure = {
      class: 'data',
      code: 'voucher.kept_otherwise',
      message: expect.stringContaining(what),
    }
    expect(checked.ok || [...checked.error.refused!]).toEqual([[second, failure]])
  },
)

test("a journal that holds other lines is nobody's fault", async () => {
  const failure = { class: 'transient', code: 'journal.not_as_written' }
  expect(await check(kept().slice(1))).toMatchObject({ error: { failure } })
  const rows = kept()
  rows[0]!.documentNumber = 'G000001'
  expect(await check(rows)).toMatchObject({ error: { failure: { code: 'journal.renumbered' } } })
})
