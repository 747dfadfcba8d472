import type { Session } from '../load/session.ts'
import type { Report } from '../report.ts'
import type { Stack } from '../start-stack.ts'
import type { Play } from './plays.ts'

/** What the acts of a run have in common. */
export interface Scene {
  readonly stack: Stack
  readonly session: Session
  readonly plays: ReadonlySet<Play>
  readonly seed: number
  readonly report: Report
}

/** Something that happens once between two kills. */
export interface Act {
  readonly play: Play
  /** At which part of the kills, 0 to 1. */
  readonly at: number
  readonly run: () => Promise<void>
}

/** The organisations that are played with beside those of the demonstration. */
export const nomad = { prefix: 'nomade', id: 'nomade-1' } as const
export const neighbour = { prefix: 'nabo', id: 'nabo-1' } as const

/** Beside those of the demonstration. */
export const playedOrganizations = (plays: ReadonlySet<Play>): string[] => [
  ...(plays.has('moves') ? [nomad.id] : []),
  ...(plays.has('tenants') ? [neighbour.id] : []),
]

/** Stands before the ids of records whose transactions were aborted: they were never approved. */
export const neverPrefix = 'never-'
