import { accountingSystemContract } from '#application/ports/accounting-system.contract.ts'
import { faults, type Fault } from '#application/ports/system-harness.contract.ts'
import { startLedger } from './ledger.ts'
import { createTestSystem } from './test-system.ts'
import { newReference, testConnection, testVoucher } from './vouchers.ts'

const suite = (name: string, holds: boolean) =>
  accountingSystemContract(name, async () => {
    const ledger = await startLedger({ lateMs: 300, holds })
    const open = (callTimeoutMs: number) =>
      createTestSystem(
        { callTimeoutMs, settleHorizonMs: 400 },
        holds ? { firstMs: 30, longestMs: 60, apartMs: 60 } : undefined,
      )
    const [system, patient] = [open(200), open(30_000)]
    const connection = testConnection(ledger.url)
    const voucherOn = (account: string) => testVoucher({ account })
    return {
      system,
      patient,
      connection: () => connection,
      voucher: () => testVoucher(),
      newReference,
      ledger: async (reference) => ledger.entries(reference),
      faults: Object.fromEntries(
        faults.map((fault) => [fault, async () => ledger.upset(fault)]),
      ) as Record<Fault, () => Promise<void>>,
      calm: async () => ledger.calm(),
      ...(holds && {
        desk: {
          book: async () => ledger.book(),
          remove: async (reference: string) => ledger.remove(reference),
        },
      }),
      unacceptable: [
        {
          name: 'a blocked account',
          voucher: voucherOn('BLOCKED'),
          failure: { class: 'data', code: 'account.blocked' },
        },
        ...(holds
          ? [
              {
                name: 'an account that shows its fault late',
                voucher: voucherOn('FAULTY'),
                failure: { class: 'data' as const, code: 'voucher.faulty' },
                late: true,
              },
            ]
          : []),
      ],
      broken: [
        {
          name: 'wrong key',
          connection: { ...connection, secrets: { key: 'mistaken' } },
          failure: { class: 'auth' },
        },
        {
          name: 'nobody there',
          connection: testConnection('http://127.0.0.1:1'),
          failure: { class: 'unreachable' },
        },
      ],
      catalogue: [{ kind: 'accounts', code: '7140' }],
      async [Symbol.asyncDispose]() {
        await system[Symbol.asyncDispose]()
        await patient[Symbol.asyncDispose]()
        await ledger[Symbol.asyncDispose]()
      },
    }
  })

suite('the test system', false)
suite('the test system, to a ledger that holds vouchers', true)
