import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { VoucherLine } from '@bilagsbro/booking/voucher'
import type { Fault } from '#application/ports/system-harness.contract.ts'

interface Entry {
  readonly number: string
  readonly lines: readonly VoucherLine[]
  readonly visibleAt: number
  /** It waits to be booked, and cannot be if there is a line on account `FAULTY`. */
  readonly held: boolean
}

export interface LedgerOptions {
  /** How long every request takes. */
  readonly latencyMs?: number
  /** For `answers_too_late`, `commits_too_late` and `hides`. */
  readonly lateMs?: number
  /** Whether vouchers wait until `book` is called. */
  readonly holds?: boolean
}

export type Ledger = Awaited<ReturnType<typeof startLedger>>

/**
 * A ledger over HTTP that takes everything it is sent, twice if it is sent twice, and misbehaves on
 * demand. It refuses a flight that holds a line on account `BLOCKED` and says which, and one with a line
 * on `CURSED` without saying why.
 */
export async function startLedger({
  latencyMs = 0,
  lateMs = 300,
  holds = false,
}: LedgerOptions = {}) {
  const entries = new Map<string, Entry[]>()
  const revoked = new Set<string>()
  const tried = new Set<string>()
  const faults: Fault[] = []
  const busiest = new Map<string, { now: number; most: number; total: number }>()
  let numbers = 0
  let calls = 0

  function commit(vouchers: readonly Sent[], plan: string, visibleAt = 0): Booked[] {
    if (revoked.has(plan)) return []
    return vouchers.map(({ reference, lines }) => {
      const number = `V${++numbers}`
      const entry = { number, lines, visibleAt, held: holds }
      entries.set(reference, [...(entries.get(reference) ?? []), entry])
      return { reference, number }
    })
  }

  async function book(body: Booking, answer: Answer, cut: () => void): Promise<void> {
    calls++
    const { vouchers, plan } = body
    const fault = faults.shift()
    const refusal = refusalOf(vouchers)
    if (fault === 'throttles') return answer(429, {}, { 'retry-after': '1' })
    if (fault === 'fails_before_commit') return answer(503, {})
    if (fault === 'drops_before_commit') return cut()
    if (refusal) return answer(422, refusal)
    if (revoked.has(plan)) return answer(409, {})
    if (fault === 'commits_too_late') {
      await pause(lateMs)
      commit(vouchers, '')
      return cut()
    }
    const booked = commit(vouchers, plan, fault === 'hides' ? Date.now() + lateMs : 0)
    if (fault === 'drops_after_commit') return cut()
    if (fault === 'fails_after_commit' || fault === 'hides') return answer(500, {})
    if (fault === 'rambles') return answer(200, '<html>')
    if (fault === 'answers_too_late') await pause(lateMs)
    answer(200, { booked })
  }

  function find({ references }: { references: string[] }, answer: Answer): void {
    const visible = references.flatMap((reference) => {
      const entry = entries.get(reference)?.find(({ visibleAt }) => visibleAt <= Date.now())
      if (!entry) return []
      const { number, lines, held } = entry
      return [{ reference, number, lines, held, faulty: tried.has(reference) }]
    })
    answer(200, { found: visible })
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString() || '{}')
    const answer: Answer = (status, value, headers = {}) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value)
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text)
    }
    const principal = String(request.headers['x-principal'])
    const load = busiest.get(principal) ?? { now: 0, most: 0, total: 0 }
    busiest.set(principal, load)
    load.total++
    load.most = Math.max(load.most, ++load.now)
    response.once('close', () => load.now--)
    if (latencyMs > 0) await pause(latencyMs)
    if (request.headers.authorization !== 'right') return answer(401, {})
    if (request.url === '/find') return find(body, answer)
    if (request.url === '/revoke') {
      revoked.add(body.plan)
      return answer(200, {})
    }
    await book(body, answer, () => response.destroy())
  }

  const server = createServer((request, response) => {
    void handle(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What upsets the next calls that book, in this order. */
    upset: (...next: Fault[]) => void faults.push(...next),
    calm: () => void faults.splice(0),
    /** Somebody books all that waits; what cannot be booked is found to be faulty. */
    book() {
      for (const [reference, held] of entries)
        if (isFaulty(held)) tried.add(reference)
        else
          entries.set(
            reference,
            held.map((entry) => ({ ...entry, held: false })),
          )
    },
    /** Somebody deletes what waits. */
    remove(reference: string) {
      entries.delete(reference)
      tried.delete(reference)
    },
    entries: (reference: string) => entries.get(reference) ?? [],
    references: () => [...entries.keys()],
    loadOf: (principal: string) => busiest.get(principal) ?? { now: 0, most: 0, total: 0 },
    calls: () => calls,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const isFaulty = (entries: readonly Entry[]) =>
  entries.some(({ lines }) => lines.some(({ account }) => account === 'FAULTY'))

interface Sent {
  readonly reference: string
  readonly lines: readonly VoucherLine[]
}
interface Booking {
  readonly vouchers: readonly Sent[]
  readonly plan: string
}
interface Booked {
  readonly reference: string
  readonly number: string
}
type Answer = (status: number, value: object | string, headers?: Record<string, string>) => void

function refusalOf(vouchers: readonly Sent[]): { culprit?: string } | undefined {
  const on = (account: string) =>
    vouchers.find(({ lines }) => lines.some((line) => line.account === account))
  const blocked = on('BLOCKED')
  if (blocked) return { culprit: blocked.reference }
  return on('CURSED') ? {} : undefined
}
