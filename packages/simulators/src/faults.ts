import { systemClock, type Clock } from '@bilagsbro/kernel/clock'

/** What can go wrong with one HTTP request, before or after it was carried out. README.md describes each. */
const requestFaults = [
  'drop_before_commit',
  'drop_after_commit',
  'cut_answer',
  'error_before_commit',
  'error_after_commit',
  'slow',
  'late',
  'throttled',
  'unavailable',
  'malformed',
  'unauthorized',
  'redirect',
  'gateway',
  'compressed',
] as const
/** What can be different about one posting act. */
const postingFaults = [
  'invisible',
  'job_queue',
  'period_closed',
  'renumber',
  'awaiting_approval',
  'foreign_lines',
  'other_account',
  'no_manual_numbers',
  'increment_batch',
  'rolled_back',
  'vat_period_settled',
  'error_inside',
  'array_answer',
] as const

export type RequestFault = (typeof requestFaults)[number]
export type PostingFault = (typeof postingFaults)[number]
export type Params = Readonly<Record<string, unknown>>
/** Those that came up for a posting act, each with its parameters. */
export type PostingFaults = { readonly [kind in PostingFault]?: Params }

export interface FaultRequest {
  /** `*`, `journals.post`, `journals.*`, `batch`, `entra.token`: what an inner request of a `$batch` does counts too. */
  readonly operation: string
  readonly kind: RequestFault | PostingFault
  readonly organization?: string
  /** Of each matching request; 1 unless told. */
  readonly probability?: number
  /** How often at most. */
  readonly count?: number
  /** How many matching requests pass first. */
  readonly after?: number
  /** How long at most, in milliseconds from when it was set: a ledger that is away comes back. */
  readonly forMs?: number
  readonly seed?: number
  readonly params?: Params
}
interface Fault extends FaultRequest {
  readonly id: number
  readonly setAt: number
  /** Matching requests, and those it came up for. */
  seen: number
  fired: number
}

export interface Faults {
  add(request: FaultRequest): Fault
  list(): Fault[]
  clear(id?: number): void
  readonly active: boolean
  request(
    operations: Iterable<string>,
    organization: string | undefined,
  ): { kind: RequestFault; params: Params } | undefined
  /** `operation`: the act that books, or brings on its way to being booked. */
  posting(organization: string, operation?: string): PostingFaults
}

/** Deterministic: the same faults over the same requests come up at the same ones. */
export function createFaults(clock: Clock = systemClock): Faults {
  const known = new Map<number, Fault & { random: () => number }>()
  let ids = 0
  let anyForPosting = false
  const due = (fault: Fault & { random: () => number }): boolean => {
    if (clock.now().getTime() - fault.setAt >= (fault.forMs ?? Infinity)) return false
    if (fault.fired >= (fault.count ?? Infinity)) return false
    if (++fault.seen <= (fault.after ?? 0)) return false
    if (fault.random() >= (fault.probability ?? 1)) return false
    fault.fired++
    return true
  }
  const isPosting = (kind: string): kind is PostingFault =>
    (postingFaults as readonly string[]).includes(kind)
  const refresh = () => {
    anyForPosting = [...known.values()].some((fault) => isPosting(fault.kind))
  }
  return {
    get active() {
      return known.size > 0
    },
    add(request) {
      checkRequest(request)
      const fault = {
        ...request,
        id: ++ids,
        setAt: clock.now().getTime(),
        seen: 0,
        fired: 0,
        random: random(request.seed ?? 1),
      }
      known.set(fault.id, fault)
      refresh()
      return fault
    },
    list: () => [...known.values()].map(({ random: _random, ...fault }) => fault),
    clear(id) {
      if (id === undefined) known.clear()
      else known.delete(id)
      refresh()
    },
    request(operations, organization) {
      for (const fault of known.values()) {
        const { kind } = fault
        if (isPosting(kind) || !concerns(fault, organization)) continue
        if (matchesAny(fault.operation, operations) && due(fault))
          return { kind, params: fault.params ?? {} }
      }
      return undefined
    },
    posting(organization, operation = 'journals.post') {
      if (!anyForPosting) return noFaults
      const found: { [kind in PostingFault]?: Params } = {}
      for (const fault of known.values()) {
        const { kind } = fault
        if (!isPosting(kind) || found[kind] || !concerns(fault, organization)) continue
        if (matchesAny(fault.operation, [operation]) && due(fault)) found[kind] = fault.params ?? {}
      }
      return found
    },
  }
}
const noFaults: PostingFaults = {}

const concerns = (fault: Fault, organization: string | undefined) =>
  fault.organization === undefined || fault.organization === organization

function matchesAny(pattern: string, operations: Iterable<string>): boolean {
  if (pattern === '*') return true
  const stem = pattern.endsWith('*') ? pattern.slice(0, -1) : undefined
  for (const operation of operations)
    if (stem === undefined ? operation === pattern : operation.startsWith(stem)) return true
  return false
}

function checkRequest({ kind, operation, probability = 1 }: FaultRequest): void {
  const kinds: readonly string[] = [...requestFaults, ...postingFaults]
  if (!kinds.includes(kind)) throw new FaultError(`kind: '${kind}' is none of ${kinds.join(', ')}`)
  if (typeof operation !== 'string' || operation === '')
    throw new FaultError("operation: name one, or '*' for all")
  if (!(probability >= 0 && probability <= 1)) throw new FaultError('probability: between 0 and 1')
}
export class FaultError extends Error {}

/** mulberry32 */
function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
