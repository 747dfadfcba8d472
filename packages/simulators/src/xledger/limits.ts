import type { Clock } from '@bilagsbro/kernel/clock'
import type { GraphQLError } from 'graphql'
import { burstReached, concurrencyReached, noCredits } from './errors.ts'
import { localTime } from './local-time.ts'

/** Per token. Nothing waits: what is too much is refused. */
export interface XledgerLimits {
  readonly burst: number
  readonly burstMs: number
  readonly concurrent: number
  readonly credits: number
  readonly creditsMs: number
}

/** The burst was seen (20 in 5 s); how many at the same time, and how many credits, nobody has published. */
export const usualXledgerLimits: XledgerLimits = {
  burst: 20,
  burstMs: 5_000,
  concurrent: 5,
  credits: 50_000,
  creditsMs: 3_600_000,
}

interface Caller {
  moments: number[]
  active: number
  credits: number
  resetAt: number
}

export function createMeter(limits: XledgerLimits, clock: Clock) {
  const callers = new Map<string, Caller>()
  return {
    /** Why a request of so many credits is not taken; without a reason, `leave` must follow. */
    enter(name: string, cost: number): GraphQLError | undefined {
      const now = clock.now().getTime()
      const caller = callers.get(name) ?? { moments: [], active: 0, credits: 0, resetAt: 0 }
      callers.set(name, caller)
      caller.moments = caller.moments.filter((moment) => moment > now - limits.burstMs)
      if (caller.resetAt <= now)
        Object.assign(caller, { credits: limits.credits, resetAt: now + limits.creditsMs })
      if (caller.moments.length >= limits.burst) return burstReached()
      if (caller.active >= limits.concurrent) return concurrencyReached()
      if (caller.credits < cost) return noCredits(localTime(new Date(caller.resetAt)))
      caller.moments.push(now)
      caller.credits -= cost
      caller.active++
      return undefined
    },
    leave(name: string): void {
      const caller = callers.get(name)
      if (caller) caller.active = Math.max(0, caller.active - 1)
    },
    reset: () => callers.clear(),
  }
}
export type Meter = ReturnType<typeof createMeter>
