import type {
  Connection,
  Posting,
} from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { newReference, travelVoucher } from '@bilagsbro/posting-engine/testing/vouchers'
import { systemClock, type Clock } from '@bilagsbro/kernel/clock'
import { ledgerOf } from '@bilagsbro/simulators/ledger-of'
import { restOrganization, type RestOrganizationSeed } from '@bilagsbro/simulators/rest-ledger/seed'
import { connectionOf } from '@bilagsbro/simulators/rest-ledger/connection'
import { startRestLedger } from '@bilagsbro/simulators/start-rest-ledger'
import { request } from 'undici'
import { createRest } from './accounting-system.ts'
import { createEvaluation } from './evaluation.ts'
import { createWall, startProcess } from './evaluation-wall.ts'
import type { RestSettings } from './settings.ts'

export const settingsFor = (url: string, change: Partial<RestSettings> = {}): RestSettings => ({
  ALLOWED_PRIVATE_HOSTS: new URL(url).host,
  ALLOWED_PORTS: '443',
  REQUESTS_PER_MINUTE: 600,
  REQUESTS_AT_ONCE: 64,
  CALL_TIMEOUT_MS: 2_000,
  SETTLE_HORIZON_MS: 500,
  MOVE_MS: 10,
  FOLLOW_UP_FIRST_MS: 30,
  FOLLOW_UP_LONGEST_MS: 60,
  FOLLOW_UP_APART_MS: 60,
  TEMPLATE_DEADLINE_MS: 2_000,
  TEMPLATE_MEMORY_MB: 32,
  ...change,
})

interface Change {
  readonly target?: Readonly<Record<string, string>>
  readonly secrets?: Readonly<Record<string, string>>
}

/** What an administrator enters for a ledger of the simulator; a field that is changed to '' is left out. */
export function connectionTo(
  seed: RestOrganizationSeed,
  url: string,
  { target = {}, secrets }: Change = {},
): Connection {
  const usual = connectionOf(seed, url)
  return {
    organizationId: seed.organizationId,
    targetFingerprint: seed.organizationId,
    credentialsVersion: 1,
    target: Object.fromEntries(
      Object.entries({ ...usual.target, ...target }).filter(([, value]) => value !== ''),
    ),
    secrets: secrets ?? usual.secrets,
  }
}

/** Nothing is said about how to look. */
export const withoutLookUp = {
  lookUpUrl: '',
  lookUpLines: '',
  lookUpNumber: '',
  lookUpDate: '',
  lookUpHeld: '',
}

/** What people and jobs do in the stand-in's ledgers. */
export async function tell(url: string, what: string): Promise<void> {
  const { body } = await request(`${url}/_sim/${what}`, { method: 'POST' })
  await body.dump()
}

export const signal = () => AbortSignal.timeout(120_000)
export const postings = (count: number): Posting[] =>
  Array.from({ length: count }, () => ({ reference: newReference(), voucher: travelVoucher() }))

/** One for all tests of a file: a process takes longer to come up than most of them, and longer on a busy machine. */
export const evaluateFor = createEvaluation({ deadlineMs: 30_000, memoryMb: 32 }, (memoryMb) =>
  createWall(memoryMb, (limit) => startProcess(limit, 120_000)),
)

/** The REST accounting system before a ledger with these habits, that it is connected to as `target` says. */
export async function openLedger(
  habits: Parameters<typeof restOrganization>[2] = {},
  target: Record<string, string> = {},
  clock: Clock = systemClock,
) {
  const seed = restOrganization('forening', 'Forening', habits)
  const ledgers = await startRestLedger({ organizations: [seed] })
  const system = createRest(settingsFor(ledgers.url, { CALL_TIMEOUT_MS: 30_000 }), {
    clock,
    evaluateFor,
  })
  const connection = connectionTo(seed, ledgers.url, { target })
  const flightOf = (all: readonly Posting[]) => ({
    id: 'f',
    plan: system.plan(),
    postings: all,
    inTime: () => true,
  })
  return {
    ledgers,
    seed,
    system,
    connection,
    flightOf,
    fault: (kind: Parameters<typeof ledgers.world.faults.add>[0]['kind'], params = {}, count = 1) =>
      void ledgers.world.faults.add({ operation: 'vouchers.post', kind, count, params }),
    post: (all: readonly Posting[], change: Record<string, string> = {}) =>
      system.post(
        flightOf(all),
        { ...connection, target: { ...connection.target, ...change } },
        signal(),
      ),
    held: async ({ reference }: Posting) => (await ledgerOf(ledgers.url, reference)).length,
  }
}

export const only = <T>(map: ReadonlyMap<string, T>): T => [...map.values()][0]!
