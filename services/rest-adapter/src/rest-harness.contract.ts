import { expect } from 'vitest'
import type { SystemHarness } from '@bilagsbro/posting-engine/application/ports/system-harness.contract'
import {
  newReference,
  on,
  travelVoucher,
  unbalanced,
} from '@bilagsbro/posting-engine/testing/vouchers'
import { systemClock } from '@bilagsbro/kernel/clock'
import { callFaults } from '@bilagsbro/simulators/call-faults'
import { ledgerOf } from '@bilagsbro/simulators/ledger-of'
import { arraysOf } from '@bilagsbro/simulators/rest-ledger/connection'
import { restOrganization } from '@bilagsbro/simulators/rest-ledger/seed'
import { startRestLedger } from '@bilagsbro/simulators/start-rest-ledger'
import { createRest } from './accounting-system.ts'
import { createEvaluation, type EvaluateFor } from './evaluation.ts'
import { connectionTo, settingsFor, tell, evaluateFor } from './testing.ts'

const callTimeoutMs = 1500
const lateMs = callTimeoutMs + 300

const endless = '($f := function($x) { $f($x + 1) }; $f(0))'

type Habits = Parameters<typeof restOrganization>[2]

/** The REST accounting system, and a ledger with these habits that it is connected to as `target` says. */
export async function openHarness(
  habits: Habits,
  given: Readonly<Record<string, string>> = {},
  arrays?: Parameters<typeof arraysOf>[1],
): Promise<SystemHarness> {
  const seed = restOrganization('forening', 'Forening', habits)
  const ledgers = await startRestLedger({ organizations: [seed] })
  const { faults } = ledgers.world
  const endpoint = connectionTo(seed, ledgers.url).target['endpoint']!
  const target = { ...given, ...(arrays && arraysOf(endpoint, arrays)) }
  const template = arrays ? 'arrayTemplate' : 'template'
  const elsewhere = '127.0.0.1:9'
  const systemWith = (callTimeout: number, evaluateFor: EvaluateFor) =>
    createRest(
      settingsFor(ledgers.url, {
        ALLOWED_PRIVATE_HOSTS: `${new URL(ledgers.url).host},${elsewhere}`,
        CALL_TIMEOUT_MS: callTimeout,
        SETTLE_HORIZON_MS: 600,
      }),
      { clock: systemClock, evaluateFor },
    )
  const usual = connectionTo(seed, ledgers.url, { target })
  const system = systemWith(callTimeoutMs, evaluateFor)
  const patient = systemWith(20_000, evaluateFor)
  // What evaluates templates takes longer to come up than a call may be given.
  await patient.testConnection(usual, AbortSignal.timeout(120_000))
  const changed = (change: Readonly<Record<string, string>>) =>
    connectionTo(seed, ledgers.url, { target: { ...target, ...change } })
  const atRoot = (host: string) =>
    Object.fromEntries(
      Object.entries(usual.target).map(([name, value]) => [name, value.replace(ledgers.url, host)]),
    )
  const wrong = Object.fromEntries(Object.keys(usual.secrets).map((name) => [name, 'not~it']))
  return {
    system,
    patient,
    connection: () => usual,
    voucher: travelVoucher,
    newReference,
    ledger: (reference) => ledgerOf(ledgers.url, reference),
    faults: callFaults(faults, arrays ? 'vouchers.batch' : 'vouchers.post', lateMs, {
      retryAfterDate: seed.retryAfter === 'date',
    }),
    calm: async () => faults.clear(),
    ...(seed.answers === 'accepted' && {
      desk: {
        book: () => tell(ledgers.url, 'book'),
        remove: (reference: string) => tell(ledgers.url, `remove?reference=${reference}`),
      },
    }),
    unacceptable: [
      { name: 'an unknown account', voucher: on('9999'), failure: refused(/no account 9999/) },
      { name: 'a blocked account', voucher: on('7199'), failure: refused(/7199 is blocked/) },
      {
        name: 'an unknown cost centre',
        voucher: on('7140', { dimensions: [{ code: 'AVDELING', value: '999' }] }),
        failure: refused(/no cost centre 999/),
      },
      {
        name: 'a closed period',
        voucher: { ...on('7140'), postingDate: '2019-12-31' },
        failure: refused(/period of 2019-12-31 is closed/),
      },
      {
        name: 'another currency',
        voucher: { ...on('7140'), currency: 'EUR' },
        failure: refused(/currency must be NOK/),
      },
      {
        name: 'lines that do not balance',
        voucher: unbalanced(),
        failure: refused(/do not balance/),
      },
    ],
    broken: [
      {
        name: 'wrong secret',
        connection: { ...usual, secrets: wrong },
        failure: { class: 'auth', code: 'auth.wrong_secret' },
      },
      {
        name: 'no secret at all',
        connection: { ...usual, secrets: {} },
        failure: { class: 'config', code: 'credentials.incomplete' },
      },
      {
        name: 'nobody there',
        connection: { ...usual, target: atRoot(`http://${elsewhere}`) },
        failure: { class: 'unreachable', code: 'network.unreachable' },
      },
      {
        name: 'an address inside this network',
        connection: { ...usual, target: atRoot('https://127.0.0.1') },
        failure: { class: 'config', code: 'address.not_allowed' },
      },
      {
        name: 'a template that cannot be read',
        connection: changed({ [template]: '{ "reference": reference, ' }),
        failure: { class: 'config', code: 'template.syntax' },
      },
      {
        name: 'a template that never ends',
        connection: changed({ [template]: endless }),
        failure: { class: 'config', code: 'template.too_slow' },
        system: systemWith(20_000, createEvaluation({ deadlineMs: 200, memoryMb: 32 })),
      },
    ],
    catalogue: [
      { kind: 'accounts', code: '7140' },
      { kind: 'cost_centres', code: '100' },
    ],
    [Symbol.asyncDispose]: () => ledgers[Symbol.asyncDispose](),
  }
}

const refused = (message: RegExp) => ({
  class: 'data' as const,
  code: 'voucher.refused',
  message: expect.stringMatching(message) as string,
})
