import { accountingConnectorContract } from '#application/ports/accounting-connector.contract.ts'
import { faults, type Fault } from '#application/ports/connector-harness.contract.ts'
import { startLedger } from './ledger.ts'
import { createTestConnector } from './test-connector.ts'
import { newReference, testConnection, testVoucher } from './vouchers.ts'

const suite = (name: string, holds: boolean) =>
  accountingConnectorContract(name, async () => {
    const ledger = await startLedger({ lateMs: 300, holds })
    const connector = createTestConnector(
      { callTimeoutMs: 200, settleHorizonMs: 400 },
      holds ? { firstMs: 30, longestMs: 60, apartMs: 60 } : undefined,
    )
    const connection = testConnection(ledger.url)
    const voucherOn = (account: string) => testVoucher({ account })
    return {
      connector,
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
        await connector[Symbol.asyncDispose]()
        await ledger[Symbol.asyncDispose]()
      },
    }
  })

suite('the test connector', false)
suite('the test connector, to a ledger that holds vouchers', true)
