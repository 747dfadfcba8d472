import { accountingSystemContract } from '@bilagsbro/posting-engine/application/ports/accounting-system.contract'
import type { SystemHarness } from '@bilagsbro/posting-engine/application/ports/system-harness.contract'
import { newReference, on, unbalanced } from '@bilagsbro/posting-engine/testing/vouchers'
import { systemClock } from '@bilagsbro/kernel/clock'
import { callFaults } from '@bilagsbro/simulators/call-faults'
import { ledgerOf } from '@bilagsbro/simulators/ledger-of'
import { startXledger } from '@bilagsbro/simulators/start-xledger'
import { seedOwners, type XledgerSeed } from '@bilagsbro/simulators/xledger/seed'
import type { XledgerConduct } from '@bilagsbro/simulators/xledger/xledger-world'
import { createXledger } from './accounting-system.ts'
import { connectionTo, settingsFor, voucher } from './testing.ts'

const callTimeoutMs = 1500
const lateMs = callTimeoutMs + 300
const manyAtOnce = { burst: 10_000, concurrent: 100, credits: 1_000_000 }

const suite = (
  name: string,
  conduct: Partial<XledgerConduct>,
  secretsOf: (seed: XledgerSeed) => Record<string, string>,
) =>
  accountingSystemContract(name, async (): Promise<SystemHarness> => {
    const [seed] = seedOwners(1)
    const xledger = await startXledger({
      owners: [seed!],
      limits: manyAtOnce,
      conduct: { importDelayMs: -1, ...conduct },
    })
    const { faults, owners } = xledger.world
    const books = () => owners.get(seed!.ownerDbId)!
    const systemWith = (callTimeout: number) => {
      const settings = settingsFor(xledger.url, {
        CALL_TIMEOUT_MS: callTimeout,
        SETTLE_HORIZON_MS: 600,
      })
      return createXledger(settings, { clock: systemClock })
    }
    const connection = (change: Parameters<typeof connectionTo>[1] = {}) =>
      connectionTo(seed!, { secrets: secretsOf(seed!), ...change })
    const late = conduct.validation !== 'sync'
    return {
      system: systemWith(callTimeoutMs),
      patient: systemWith(20_000),
      connection: () => connection(),
      voucher,
      newReference,
      ledger: (reference) => ledgerOf(xledger.url, reference),
      faults: callFaults(faults, 'addGLImportItems', lateMs),
      calm: async () => faults.clear(),
      desk: {
        book: async () => xledger.world.importNow(books()),
        remove: async (reference) => void xledger.world.reject(books(), reference),
      },
      unacceptable: [
        { name: 'an unknown account', voucher: on('9999'), failure: data('account.unknown') },
        {
          name: 'an unknown department',
          voucher: on('7140', { dimensions: [{ code: 'glObject1', value: '999' }] }),
          failure: data('dimension.unknown_value'),
        },
        {
          name: 'an unknown dimension',
          voucher: on('7140', { dimensions: [{ code: 'AVDELING', value: '100' }] }),
          failure: data('dimension.unknown'),
        },
        {
          name: 'an unknown tax rule',
          voucher: on('6800', { vatCode: 'HOY' }),
          failure: data('vat.unknown'),
        },
        {
          name: 'an unknown supplier',
          voucher: on('2400', { subledger: { kind: 'supplier', number: 'X1' } }),
          failure: data('subledger.unknown'),
        },
        {
          name: 'lines that do not balance',
          voucher: unbalanced(),
          failure: data('voucher.unbalanced'),
        },
        {
          name: 'another currency',
          voucher: { ...on('7140'), currency: 'EUR' },
          failure: data('currency.not_supported'),
        },
        { name: 'a closed account', voucher: on('7199'), failure: data('account.blocked'), late },
        { name: 'a heading', voucher: on('7000'), failure: data('account.not_for_posting'), late },
        {
          name: 'a supplier account without a supplier',
          voucher: on('2400'),
          failure: data('subledger.missing'),
          late,
        },
        {
          name: 'a department that was closed down',
          voucher: on('7140', { dimensions: [{ code: 'glObject1', value: '990' }] }),
          failure: data('dimension.blocked'),
          late,
        },
        {
          name: 'a closed period',
          voucher: { ...on('7140'), postingDate: '2019-12-31' },
          failure: { class: 'period_closed', code: 'period.closed' },
          late,
        },
        {
          name: 'a tax rule on a balance account',
          voucher: on('1570', { vatCode: '2' }),
          failure: data('vat.not_allowed'),
          late,
        },
      ],
      broken: [
        {
          name: 'wrong token',
          connection: connection({ secrets: { apiToken: 'this-is-not-the-token' } }),
          failure: { class: 'auth', code: 'auth.wrong_token' },
        },
        {
          name: 'a token that may only read',
          connection: connection({ secrets: { apiToken: seed!.readOnlyToken } }),
          failure: { class: 'auth', code: 'auth.missing_permission' },
        },
        {
          name: 'wrong client secret',
          connection: connection({
            secrets: { clientId: seed!.clientId, clientSecret: 'not~the~secret' },
          }),
          failure: { class: 'auth', code: 'auth.wrong_secret' },
        },
        {
          name: 'expired client secret',
          connection: connection({
            secrets: { clientId: seed!.clientId, clientSecret: seed!.expiredSecret },
          }),
          failure: { class: 'auth', code: 'auth.expired_secret' },
        },
        {
          name: 'unknown client',
          connection: connection({
            secrets: { clientId: 'nobody', clientSecret: 'some~secret' },
          }),
          failure: { class: 'auth', code: 'auth.unknown_client' },
        },
        {
          name: 'unknown entity',
          connection: connection({ target: { owner: '1' } }),
          failure: { class: 'config', code: 'target.unknown_entity' },
        },
        {
          name: 'unknown environment',
          connection: connection({ target: { environment: 'sandbox' } }),
          failure: { class: 'config', code: 'credentials.incomplete' },
        },
        {
          name: 'no secret at all',
          connection: connection({ secrets: {} }),
          failure: { class: 'config', code: 'credentials.incomplete' },
        },
      ],
      catalogue: [
        { kind: 'accounts', code: '7140' },
        { kind: 'cost_centres', code: '100' },
        { kind: 'dimensions', code: 'P1' },
        { kind: 'vat_codes', code: '2' },
        { kind: 'suppliers', code: 'L100' },
        { kind: 'employees', code: 'A100' },
      ],
      [Symbol.asyncDispose]: () => xledger[Symbol.asyncDispose](),
    }
  })

const data = (code: string) => ({ class: 'data' as const, code })

suite('Xledger, which finds out late', {}, ({ apiToken }) => ({ apiToken }))
suite(
  'Xledger, which finds out at once, with OAuth2',
  { validation: 'sync', errorStatus: 400 },
  ({ clientId, clientSecret }) => ({ clientId, clientSecret }),
)
