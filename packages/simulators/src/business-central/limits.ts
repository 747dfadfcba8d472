import type { Clock } from '@bilagsbro/kernel/clock'

export interface Limits {
  /** Per user: a service principal counts as one. */
  readonly requests: number
  readonly windowMs: number
  readonly concurrent: number
  readonly queued: number
  readonly queueTimeoutMs: number
  /** The vendor documents no Retry-After on 429; a variant that sends one exists all the same. */
  readonly retryAfterSeconds: number | undefined
}

export const vendorLimits: Limits = {
  requests: 6_000,
  windowMs: 5 * 60_000,
  concurrent: 5,
  queued: 95,
  queueTimeoutMs: 8 * 60_000,
  retryAfterSeconds: undefined,
}

export interface Gate {
  /** Calls `run` now or when a place is free; `leave` must follow. Or calls `refuse`, and no more. */
  enter(user: string, run: () => void, refuse: (status: 429 | 503) => void): void
  leave(user: string): void
  /** Forgets all users, and what they wait for. */
  reset(): void
}

interface User {
  /** When the requests of the window came; those before `oldest` are out of it. */
  moments: number[]
  oldest: number
  active: number
  readonly waiting: Waiting[]
}
interface Waiting {
  readonly run: () => void
  readonly timer: NodeJS.Timeout
}

export function createGate(limits: Limits, clock: Clock): Gate {
  const users = new Map<string, User>()
  const userOf = (name: string): User => {
    let user = users.get(name)
    if (!user) {
      user = { moments: [], oldest: 0, active: 0, waiting: [] }
      users.set(name, user)
    }
    return user
  }
  return {
    enter(name, run, refuse) {
      const user = userOf(name)
      const now = clock.now().getTime()
      if (requestsSince(user, now - limits.windowMs) >= limits.requests) return refuse(429)
      if (user.active >= limits.concurrent && user.waiting.length >= limits.queued)
        return refuse(429)
      user.moments.push(now)
      if (user.active < limits.concurrent) {
        user.active++
        return run()
      }
      const timer = setTimeout(() => {
        user.waiting.splice(user.waiting.indexOf(waiting), 1)
        refuse(503)
      }, limits.queueTimeoutMs)
      const waiting = { run, timer }
      user.waiting.push(waiting)
    },
    leave(name) {
      const user = userOf(name)
      const next = user.waiting.shift()
      if (!next) {
        user.active = Math.max(0, user.active - 1)
        return
      }
      clearTimeout(next.timer)
      next.run()
    },
    reset() {
      for (const { waiting } of users.values()) for (const { timer } of waiting) clearTimeout(timer)
      users.clear()
    },
  }
}

function requestsSince(user: User, start: number): number {
  const { moments } = user
  while (user.oldest < moments.length && moments[user.oldest]! <= start) user.oldest++
  if (user.oldest > 1_000 && user.oldest * 2 > moments.length) {
    user.moments = moments.slice(user.oldest)
    user.oldest = 0
  }
  return user.moments.length - user.oldest
}
