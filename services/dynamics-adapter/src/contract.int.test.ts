import type { Voucher } from '@bilagsbro/booking/voucher'
import { accountingSystemContract } from '@bilagsbro/posting-engine/application/ports/accounting-system.contract'
import type { SystemHarness } from '@bilagsbro/posting-engine/application/ports/system-harness.contract'
import {
  newReference,
  on,
  travelVoucher,
  unbalanced,
} from '@bilagsbro/posting-engine/testing/vouchers'
import { systemClock } from '@bilagsbro/kernel/clock'
import { callFaults } from '@bilagsbro/simulators/call-faults'
import {
  guidOf,
  seedOrganizations,
  type OrganizationSeed,
} from '@bilagsbro/simulators/business-central/seed'
import { ledgerOf } from '@bilagsbro/simulators/ledger-of'
import { startSimulators, type Simulators } from '@bilagsbro/simulators/start-simulators'
import { openClient } from '@bilagsbro/simulators/testing'
import { createBusinessCentral } from './accounting-system.ts'
import { connectionTo, journalsOf, owedTo, settingsFor, staged } from './testing.ts'

const callTimeoutMs = 1500
const lateMs = callTimeoutMs + 300

const booked = async () => {
  const [seed] = seedOrganizations(1)
  const simulators = await startSimulators({ organizations: [seed!] })
  const { faults } = simulators.world
  const systemWith = (callTimeout: number) => {
    const settings = settingsFor(simulators.url, {
      CALL_TIMEOUT_MS: callTimeout,
      SETTLE_HORIZON_MS: 600,
    })
    return createBusinessCentral(settings, { clock: systemClock })
  }
  return {
    simulators,
    seed: seed!,
    system: systemWith(callTimeoutMs),
    patient: systemWith(20_000),
    connection: () => connectionTo(seed!),
    voucher: travelVoucher,
    newReference,
    ledger: (reference) => ledgerOf(simulators.url, reference),
    faults: callFaults(faults, 'journals.post', lateMs),
    calm: async () => faults.clear(),
    unacceptable: [
      { name: 'an unknown account', voucher: on('9999'), failure: data('account.unknown') },
      { name: 'a blocked account', voucher: on('7199'), failure: data('account.blocked') },
      { name: 'a heading', voucher: on('7000'), failure: data('account.not_for_posting') },
      {
        name: 'a control account',
        voucher: on('2400'),
        failure: data('account.no_direct_posting'),
      },
      {
        name: 'an unknown dimension',
        voucher: on('7140', { dimensions: [{ code: 'LAG', value: '1' }] }),
        failure: data('dimension.unknown'),
      },
      {
        name: 'an unknown department',
        voucher: on('7140', { dimensions: [{ code: 'AVDELING', value: '999' }] }),
        failure: data('dimension.unknown_value'),
      },
      {
        name: 'a department that was closed down',
        voucher: on('7140', { dimensions: [{ code: 'AVDELING', value: '990' }] }),
        failure: data('dimension.blocked'),
      },
      { name: 'a missing department', voucher: on('7165'), failure: data('dimension.missing') },
      {
        name: 'a department that the account does not allow',
        voucher: on('7169', { dimensions: [{ code: 'AVDELING', value: '200' }] }),
        failure: data('dimension.not_allowed'),
      },
      {
        name: 'an unknown VAT code',
        voucher: on('6800', { vatCode: '25' }),
        failure: data('vat.unknown'),
      },
      {
        name: 'a VAT code on a balance account',
        voucher: on('1570', { vatCode: 'HOY' }),
        failure: data('vat.unknown'),
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
      {
        name: 'an unknown supplier',
        voucher: owedTo('supplier', 'L999'),
        failure: data('subledger.unknown_supplier'),
      },
      {
        name: 'an employee, whose lines nobody could read back',
        voucher: owedTo('employee', 'A100'),
        failure: data('subledger.not_supported'),
      },
    ],
    broken: [
      {
        name: 'wrong secret',
        connection: connectionTo(seed!, { secrets: { clientSecret: 'not~the~secret' } }),
        failure: { class: 'auth', code: 'auth.wrong_secret' },
      },
      {
        name: 'expired secret',
        connection: connectionTo(seed!, { secrets: { clientSecret: seed!.expiredSecret } }),
        failure: { class: 'auth', code: 'auth.expired_secret' },
      },
      {
        name: 'unknown tenant',
        connection: connectionTo(seed!, { target: { tenantId: guidOf('nobody') } }),
        failure: { class: 'config', code: 'target.unknown_tenant' },
      },
      {
        name: 'unknown client',
        connection: connectionTo(seed!, { target: { clientId: guidOf('nobody') } }),
        failure: { class: 'auth', code: 'auth.unknown_client' },
      },
      {
        name: 'unknown environment',
        connection: connectionTo(seed!, { target: { environment: 'Sandbox' } }),
        failure: { class: 'config', code: 'target.unknown_environment' },
      },
      {
        name: 'unknown company',
        connection: connectionTo(seed!, { target: { companyId: guidOf('nobody') } }),
        failure: { class: 'config', code: 'target.unknown_company' },
      },
      {
        name: 'missing permission',
        connection: connectionTo(seed!, {
          target: { clientId: seed!.clientWithoutPermission.clientId },
          secrets: { clientSecret: seed!.clientWithoutPermission.clientSecret },
        }),
        failure: { class: 'auth', code: 'auth.missing_permission' },
      },
      {
        name: 'no secret at all',
        connection: connectionTo(seed!, { secrets: {} }),
        failure: { class: 'config', code: 'credentials.incomplete' },
      },
    ],
    catalogue: [
      { kind: 'accounts', code: '7140' },
      { kind: 'cost_centres', code: '100' },
      { kind: 'dimensions', code: 'PROSJEKT' },
      { kind: 'vat_codes', code: 'HOY' },
      { kind: 'suppliers', code: 'L100' },
    ],
    [Symbol.asyncDispose]: () => simulators[Symbol.asyncDispose](),
  } satisfies SystemHarness & { simulators: Simulators; seed: OrganizationSeed }
}

const data = (code: string) => ({ class: 'data' as const, code })

/** Found out when a journal is posted: with drafts, by the accountant. */
const foundInPosting = [
  'a department that was closed down',
  'a missing department',
  'a department that the account does not allow',
  'a VAT code on a balance account',
  'lines that do not balance',
]

const drafted = async (): Promise<SystemHarness> => {
  const harness = await booked()
  const { simulators, seed } = harness
  const person = await openClient(simulators, seed)
  const company = () => simulators.world.companies.get(seed.companyId)!
  const asDraft = (voucher: Voucher): Voucher => ({ ...voucher, mode: 'draft' })
  return {
    ...harness,
    voucher: () => asDraft(harness.voucher()),
    ledger: async (reference) => [
      ...(await harness.ledger(reference)),
      ...staged(company(), reference),
    ],
    faults: {
      ...callFaults(simulators.world.faults, 'journals.change', lateMs),
      hides: { impossible: 'what waits in a journal shows at once' },
    },
    desk: {
      async book() {
        for (const { id } of journalsOf(company()).handedOver) await person.post(id)
      },
      async remove(reference) {
        const lines = journalsOf(company()).handedOver.flatMap((journal) => journal.lines)
        for (const { id, journal, documentNumber } of lines)
          if (documentNumber === reference)
            await person.call('DELETE', `journals(${journal.id})/journalLines(${id})`, undefined, {
              'if-match': '*',
            })
      },
    },
    unacceptable: harness.unacceptable
      .filter(({ name }) => !foundInPosting.includes(name))
      .map((one) => ({ ...one, voucher: asDraft(one.voucher) })),
  }
}

accountingSystemContract('Business Central', booked)
accountingSystemContract('BOOKS-1: Business Central with drafts', drafted)
