import type { Failure } from '@bilagsbro/booking/failure'
import type { Voucher } from '@bilagsbro/booking/voucher'
import { err, ok } from '@bilagsbro/kernel/result'
import { Pool } from 'undici'
import type {
  AccountingSystem,
  Connection,
  Found,
  Limits,
  Posting,
} from '#application/ports/accounting-system.ts'
import { tooLate, type VoucherOutcome } from '#domain/flight.ts'
import type { FollowUpPolicy } from '#domain/follow-up.ts'

const failure = (kind: Failure['class'], code: string): Failure => ({
  class: kind,
  code,
  message: `The test ledger says ${code}.`,
})

export const testLimits: Limits = {
  flightSize: 20,
  concurrency: 4,
  requestsPerMinute: 600_000,
  callTimeoutMs: 800,
  settleHorizonMs: 800,
}

/** An accounting system over the ledger of `ledger.ts`; small, and honest about what it does not know. */
export function createTestSystem(
  limits: Partial<Limits> = {},
  followUp?: FollowUpPolicy,
): AccountingSystem & AsyncDisposable {
  const pools = new Map<string, Pool>()
  const poolOf = (url: string) => {
    const pool = pools.get(url) ?? new Pool(url, { connections: 32, pipelining: 1 })
    pools.set(url, pool)
    return pool
  }

  async function call(path: string, body: object, connection: Connection, signal: AbortSignal) {
    const { target, secrets } = connection
    const response = await poolOf(target['url']!).request({
      method: 'POST',
      path,
      headers: { authorization: secrets['key']!, 'x-principal': target['client']! },
      body: JSON.stringify(body),
      signal,
    })
    const text = await response.body.text()
    return { status: response.statusCode, headers: response.headers, text }
  }

  return {
    type: 'dynamics',
    limits: { ...testLimits, ...limits },
    credentialFields: [{ name: 'key', kind: 'secret', required: true, label, help: label }],
    secretSets: [['key']],
    settlesBy: () => 'look_up',
    ...(followUp && { followUp }),
    principalOf: ({ target }) => target['client']!,
    requestsFor: ({ lookedFor }) => (lookedFor > 0 ? 2 : 1),
    requestsPerLook: () => 3,
    plan: () => ({ plan: crypto.randomUUID() }),
    testConnection: async (connection, signal) => {
      const failed = await reach(() => call('/find', { references: [] }, connection, signal))
      return failed ? err(failed) : ok({ name: 'Test', accounts: 1, costCentres: 0 })
    },
    catalogue: async () => ok([{ code: '7140', name: 'Travel' }]),

    async post({ plan, postings, inTime }, connection, signal) {
      const vouchers = postings.map(({ reference, voucher }) => ({
        reference,
        lines: voucher.lines,
      }))
      const stopped = (stop: Failure) => ({ outcomes: all(postings, { kind: 'unsent' }), stop })
      let answer: Awaited<ReturnType<typeof call>>
      if (!inTime()) return { outcomes: all(postings, { kind: 'unsent', failure: tooLate }) }
      try {
        answer = await call('/book', { vouchers, plan: plan['plan'] }, connection, signal)
      } catch (error) {
        if (isRefused(error)) return stopped(failure('unreachable', 'ledger.unreachable'))
        throw error
      }
      if (answer.status === 401) return stopped(failure('auth', 'credentials.wrong'))
      if (answer.status === 429) {
        const seconds = Number(answer.headers['retry-after'])
        const retryAfter = new Date(Date.now() + seconds * 1000).toISOString()
        return stopped({ ...failure('rate_limited', 'ledger.throttled'), retryAfter })
      }
      if (answer.status === 422) return { outcomes: refusedBy(postings, JSON.parse(answer.text)) }
      if (answer.status !== 200)
        return { outcomes: all(postings, { kind: 'in_doubt', failure: serverFault }) }
      return { outcomes: booked(JSON.parse(answer.text), followUp ? 'delivered' : 'posted') }
    },

    async find(postings, connection, signal) {
      const references = postings.map(({ reference }) => reference)
      try {
        const { status, text } = await call('/find', { references }, connection, signal)
        if (status === 401) return err(failure('auth', 'credentials.wrong'))
        if (status !== 200) return err(serverFault)
        return ok(compared(postings, JSON.parse(text)))
      } catch (error) {
        return err(isRefused(error) ? failure('unreachable', 'ledger.unreachable') : serverFault)
      }
    },

    async revoke(plan, connection, signal) {
      const failed = await reach(() => call('/revoke', { plan: plan['plan'] }, connection, signal))
      return failed ? err(failed) : ok(undefined)
    },

    async [Symbol.asyncDispose]() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()))
    },
  }
}

const label = { nb: 'Nøkkel', nn: 'Nykel', en: 'Key' }
const serverFault = failure('transient', 'ledger.fault')

const isRefused = (error: unknown) => (error as { code?: string }).code === 'ECONNREFUSED'

async function reach(call: () => Promise<{ status: number }>): Promise<Failure | undefined> {
  try {
    const { status } = await call()
    if (status === 401) return failure('auth', 'credentials.wrong')
    return status === 200 ? undefined : serverFault
  } catch (error) {
    return isRefused(error) ? failure('unreachable', 'ledger.unreachable') : serverFault
  }
}

const all = (postings: readonly Posting[], outcome: VoucherOutcome) =>
  new Map(postings.map(({ reference }) => [reference, outcome]))

const blocked: Failure = {
  ...failure('data', 'account.blocked'),
  message: 'The test ledger says that BLOCKED is blocked.',
}

function refusedBy(postings: readonly Posting[], { culprit }: { culprit?: string }) {
  const outcomes = all(postings, { kind: 'unsent' })
  if (culprit) outcomes.set(culprit, { kind: 'refused', failure: blocked })
  return outcomes
}

const booked = (
  answer: { booked: { reference: string; number: string }[] },
  kind: 'posted' | 'delivered',
) =>
  new Map<string, VoucherOutcome>(
    answer.booked.map(({ reference, number }) => [
      reference,
      { kind, voucher: { number, date: '2026-11-21' } },
    ]),
  )

interface Visible {
  readonly found: {
    reference: string
    number: string
    lines: Voucher['lines']
    held: boolean
    faulty: boolean
  }[]
}

function compared(postings: readonly Posting[], { found }: Visible): Map<string, Found> {
  const vouchers = new Map(postings.map(({ reference, voucher }) => [reference, voucher]))
  return new Map(
    found.map(({ reference, number, lines, held, faulty }): [string, Found] => {
      if (faulty)
        return [reference, { kind: 'rejected', failure: failure('data', 'voucher.faulty') }]
      if (amounts(lines) !== amounts(vouchers.get(reference)!.lines))
        return [
          reference,
          { kind: 'different', failure: failure('data', 'voucher.different_in_ledger') },
        ]
      const voucher = { number, date: '2026-11-21' }
      return [reference, { kind: held ? 'delivered' : 'posted', voucher }]
    }),
  )
}

const amounts = (lines: Voucher['lines']) =>
  lines
    .map(({ account, amount }) => `${account} ${amount}`)
    .toSorted()
    .join()
