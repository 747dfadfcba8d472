import { databaseCopies } from '../database-copies.ts'
import { seededRandom } from '../load/random.ts'
import type { SimulatedFault } from '../load/simulator.ts'
import { moveNomad } from './organizations.ts'
import { neighbour, type Act, type Scene } from './scene.ts'

/** Longer than all attempts at one record together, as chaos sets the orchestrator up. */
const awayMs = 60_000

/** What happens between the kills, in order. The move lies between what is copied and what is put back. */
export function actsOf(scene: Scene): Act[] {
  const { stack, session, plays, seed, report } = scene
  const random = seededRandom(seed + 99)
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!
  const copies = databaseCopies(stack)
  const kept = ['orchestrator', 'dynamics-adapter', 'xledger-adapter', 'rest-adapter'] as const
  const adapters = kept.slice(1)
  const whileStopped = async (
    services: readonly (typeof kept)[number][],
    work: (service: string) => Promise<void>,
  ) => {
    await stack.ready(120_000)
    await Promise.all(services.map((name) => stack.stop(name)))
    for (const service of services) await work(service)
    await Promise.all(services.map((name) => stack.start(name)))
  }
  const awayVendor = pick(['business-central', 'xledger', 'rest'])
  const setBack = ['orchestrator', pick(adapters)] as const
  const emptied = ['orchestrator', pick(adapters)] as const
  const acts: Act[] = [
    {
      play: 'restores',
      at: 0.15,
      async run() {
        await whileStopped(kept, copies.keep)
        report('the databases of the orchestrator and the adapters are copied')
      },
    },
    {
      play: 'retries',
      at: 0.2,
      async run() {
        await session.ledgerOf('rest').addFaults([refusing])
        report(`rest refuses what is sent for ${refusedMs / 1000} s`)
      },
    },
    { play: 'moves', at: 0.3, run: () => moveNomad(scene) },
    {
      play: 'away',
      at: 0.4,
      async run() {
        await session.ledgerOf(awayVendor).addFaults(awayFaults(pick(['resets', '503'])))
        report(`${awayVendor} is away for ${awayMs / 1000} s`)
      },
    },
    {
      play: 'tenants',
      at: 0.5,
      async run() {
        await session.ledgerOf('rest').addFaults([neighbourWaits])
        report(`${neighbour.id} is told to wait for 20 s by the ledger's host, and nobody else is`)
      },
    },
    {
      play: 'restores',
      at: 0.65,
      async run() {
        await whileStopped(setBack, copies.putBack)
        report(`the databases of ${setBack.join(' and ')} are set back to their copies`)
      },
    },
    {
      play: 'restores',
      at: 0.85,
      async run() {
        await whileStopped(emptied, copies.empty)
        for (const service of kept) await copies.forget(service)
        report(`the databases of ${emptied.join(' and ')} are empty`)
      },
    },
  ]
  return acts.filter(({ play }) => plays.has(play))
}

/** The ledger itself stays as it is: what stood before it was there, and what comes after finds it. */
const awayFaults = (how: 'resets' | '503'): SimulatedFault[] => [
  how === 'resets'
    ? { operation: '*', kind: 'drop_before_commit', forMs: awayMs }
    : { operation: '*', kind: 'error_before_commit', forMs: awayMs, params: { status: 503 } },
]

/** For as long as somebody takes to see it and to mend it. */
const refusedMs = 15_000

const refusing: SimulatedFault = {
  operation: 'vouchers.post',
  kind: 'error_before_commit',
  probability: 0.5,
  forMs: refusedMs,
  params: { status: 422 },
}

const neighbourWaits: SimulatedFault = {
  operation: 'vouchers.post',
  kind: 'throttled',
  organization: neighbour.id,
  count: 2,
  params: { retryAfterSeconds: 20 },
}
