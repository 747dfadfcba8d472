import type { WantedConnection } from './ports/flight-store.ts'
import type { Observer } from './ports/observer.ts'

export type Step =
  | {
      readonly kind: 'work'
      readonly run: () => Promise<void>
      /** Afterwards the organisation is left alone for so long, so that more gathers for its next turn. */
      readonly rest?: { readonly organizationId: string; readonly milliseconds: number } | undefined
    }
  /** The organisation's connection has to be read, or read again, before it can be served. */
  | {
      readonly kind: 'connect'
      readonly organizationId: string
      /** The connection that the postings were made for, if the known connection does not suit them. */
      readonly wanted?: WantedConnection | undefined
    }
  /** One lane was put off; other lanes may have work. */
  | { readonly kind: 'more' }
  | { readonly kind: 'nothing' }

type Work = Extract<Step, { kind: 'work' }>

interface LoopSettings {
  readonly name: string
  readonly atOnce: number
  readonly pollMs: number
  readonly observer: Observer
  readonly elapsed: () => number
  /** Until it is true, the loop does nothing. */
  readonly isReady?: () => boolean
  /** The next step, passing over some organisations. */
  readonly next: (except: readonly string[]) => Promise<Step>
  /** Reads a connection. Gives back for how many milliseconds to leave the organisation alone. */
  readonly connect: (
    organizationId: string,
    wanted: WantedConnection | undefined,
  ) => Promise<number>
}

export interface LaneLoop {
  readonly wake: () => void
  lastTurn(): number
  /** Starts nothing more, and waits for what is under way. */
  stop(): Promise<void>
}

const faultPauseMs = 1_000

/** The longest wait of a loop that finds nothing to do, in waits of the usual length. */
const quietest = 8

/** Turns taken at the same time: one waits for the database while another works. */
const claimers = 2

/**
 * Does one step after the other, several at once, until it is stopped. A step that throws is told to the observer, and
 * the loop goes on after a pause: a database that is away stops the loop only for as long.
 */
export function startLaneLoop(settings: LoopSettings): LaneLoop {
  const { name, atOnce, pollMs, observer, elapsed, isReady = () => true, next, connect } = settings
  const underWay = new Set<Promise<void>>()
  const away = new Map<string, number>()
  const alarm = createAlarm()
  let stopping = false
  let asking = 0
  let turn = elapsed()
  let quietTurns = 0

  function start(work: Promise<void>): void {
    const guarded = work
      .catch((error: unknown) => observer.fault(name, error))
      .finally(() => {
        underWay.delete(guarded)
        alarm.ring()
      })
    underWay.add(guarded)
  }

  async function reach(
    organizationId: string,
    wanted: WantedConnection | undefined,
  ): Promise<void> {
    away.set(organizationId, Infinity)
    let pauseMs = faultPauseMs
    try {
      pauseMs = await connect(organizationId, wanted)
    } finally {
      away.set(organizationId, elapsed() + pauseMs)
    }
  }

  function rest({ organizationId, milliseconds }: NonNullable<Work['rest']>): void {
    if (stopping || away.has(organizationId)) return
    away.set(organizationId, elapsed() + milliseconds)
    setTimeout(() => alarm.ring(), milliseconds + 1)
  }

  function passedOver(): string[] {
    for (const [organizationId, until] of away) if (until <= elapsed()) away.delete(organizationId)
    return [...away.keys()]
  }

  async function takeTurn(): Promise<void> {
    if (underWay.size + asking >= atOnce) return void (await alarm.wait(pollMs))
    asking++
    const step = await next(passedOver()).finally(() => asking--)
    if (step.kind === 'nothing') return beQuiet()
    quietTurns = 0
    // A second turn at the same time is worth its query only while there is much to do.
    if (step.kind !== 'work' || !step.rest) alarm.ring()
    if (step.kind === 'work') start(step.run().finally(() => step.rest && rest(step.rest)))
    if (step.kind === 'connect' && !away.has(step.organizationId))
      start(reach(step.organizationId, step.wanted))
  }

  /** Longer each time, until work is found or announced: work that nobody announces can wait a little. */
  async function beQuiet(): Promise<void> {
    const times = Math.min(quietest, 2 ** Math.floor(quietTurns++ / claimers))
    if (await alarm.wait(pollMs * times)) quietTurns = 0
  }

  async function run(): Promise<void> {
    while (!stopping) {
      turn = elapsed()
      try {
        if (isReady()) await takeTurn()
        else await alarm.wait(pollMs)
      } catch (error) {
        observer.fault(name, error)
        await alarm.wait(faultPauseMs)
      }
    }
  }

  const ended = Promise.all(Array.from({ length: claimers }, run))
  return {
    wake: () => alarm.ring(),
    lastTurn: () => turn,
    async stop() {
      stopping = true
      alarm.ringForAll()
      await ended
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

/** Waits that can be cut short, one by each ring; a ring while nobody waits cuts the next wait. */
function createAlarm() {
  let rung = false
  const waiting = new Set<() => void>()
  return {
    ring() {
      const [longest] = waiting
      if (longest) longest()
      else rung = true
    },
    ringForAll() {
      rung = true
      for (const wakeUp of waiting) wakeUp()
    },
    /** Resolves to whether the wait was cut short. */
    async wait(milliseconds: number): Promise<boolean> {
      if (rung) {
        rung = false
        return true
      }
      const { promise, resolve } = Promise.withResolvers<boolean>()
      const timer = setTimeout(resolve, milliseconds, false)
      const wakeUp = () => {
        waiting.delete(wakeUp)
        resolve(true)
      }
      waiting.add(wakeUp)
      const isCut = await promise
      clearTimeout(timer)
      waiting.delete(wakeUp)
      return isCut
    },
  }
}
