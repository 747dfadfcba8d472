import type { Clock } from '@bilagsbro/kernel/clock'
import { createFaults, type Faults } from '#faults.ts'
import type { LineFile } from '#line-file.ts'
import { createTimers, type Timers } from '#timers.ts'
import type { RestOrganizationSeed } from './seed.ts'

export interface RestLine {
  readonly account: string
  /** In øre, debit positive. */
  readonly amount: number
  readonly costCentre?: string
  readonly project?: string
  readonly text?: string
}
export interface RestVoucher {
  readonly id: string
  readonly reference: string
  readonly date: string
  readonly text: string
  readonly lines: readonly RestLine[]
  readonly postedAt: string
  /** Milliseconds; before it, the API does not show the voucher. */
  readonly visibleAt: number
}
/** What was accepted, and is not booked yet or never will be. */
export interface RestJob {
  readonly id: string
  readonly draft: Omit<RestVoucher, 'id' | 'postedAt' | 'visibleAt'>
  readonly fails: boolean
  readonly acceptedAt: string
  /** `removed`: somebody deleted it. */
  state: 'queued' | 'booked' | 'failed' | 'removed'
}
/** The first answer to a key. */
export interface KeptAnswer {
  readonly body: string
  readonly reply: { readonly status: number; readonly body?: string }
  readonly at: number
}

export interface RestLedger {
  seed: RestOrganizationSeed
  readonly vouchers: RestVoucher[]
  readonly byReference: Map<string, RestVoucher[]>
  readonly jobs: Map<string, RestJob>
  readonly keys: Map<string, KeptAnswer>
  /** Keys of requests that are not answered yet. */
  readonly outstanding: Set<string>
}

/** Everything that the stand-in remembers. */
export interface RestWorld extends Pick<Timers, 'later' | 'hurry'> {
  readonly clock: Clock
  readonly faults: Faults
  readonly ledgers: Map<string, RestLedger>
  /** By access token: whose, whether it may post, and until when (milliseconds). */
  readonly tokens: Map<string, { organizationId: string; mayPost: boolean; expiresAt: number }>
  add(seed: RestOrganizationSeed): void
  /** Takes a voucher into the books, and the answer that its key is to get again. */
  book(ledger: RestLedger, voucher: RestVoucher): void
  keepAnswer(ledger: RestLedger, key: string, answer: KeptAnswer): void
  reset(): void
  close(): void
}

/** What happened to one ledger, and what a restart remembers. */
export type RestChange = { readonly organization: string } & (
  | { readonly voucher: RestVoucher }
  | { readonly key: string; readonly answer: KeptAnswer }
)

export function createRestWorld(
  seeds: readonly RestOrganizationSeed[],
  clock: Clock,
  file: LineFile<RestChange> | undefined,
): RestWorld {
  const timers = createTimers()
  const stored = Map.groupBy(file?.stored ?? [], ({ organization }) => organization)
  const world: RestWorld = {
    clock,
    faults: createFaults(clock),
    ledgers: new Map(),
    tokens: new Map(),
    later: timers.later,
    hurry: timers.hurry,
    add(seed) {
      const ledger = createLedger(seed)
      world.ledgers.set(seed.organizationId, ledger)
      for (const line of stored.get(seed.organizationId) ?? [])
        if ('voucher' in line) enter(ledger, { ...line.voucher, visibleAt: 0 })
        else ledger.keys.set(line.key, line.answer)
    },
    book(ledger, voucher) {
      enter(ledger, voucher)
      file?.append({ organization: ledger.seed.organizationId, voucher })
    },
    keepAnswer(ledger, key, answer) {
      ledger.keys.set(key, answer)
      file?.append({ organization: ledger.seed.organizationId, key, answer })
    },
    reset() {
      timers.clear()
      file?.clear()
      stored.clear()
      world.tokens.clear()
      world.faults.clear()
      for (const { seed } of world.ledgers.values()) world.add(seed)
    },
    close: timers.clear,
  }
  for (const seed of seeds) world.add(seed)
  return world
}

const createLedger = (seed: RestOrganizationSeed): RestLedger => ({
  seed,
  vouchers: [],
  byReference: new Map(),
  jobs: new Map(),
  keys: new Map(),
  outstanding: new Set(),
})

function enter({ vouchers, byReference }: RestLedger, voucher: RestVoucher): void {
  vouchers.push(voucher)
  const same = byReference.get(voucher.reference)
  if (same) same.push(voucher)
  else byReference.set(voucher.reference, [voucher])
}
