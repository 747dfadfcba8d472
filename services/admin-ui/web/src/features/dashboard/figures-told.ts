import type { components } from '../../shared/api/generated/status-query.ts'

export type Figures = components['schemas']['Figures']
type Age = Figures['waitingByAge'][number]['age']

/** Longer than a run or a person's answer should take. */
export const graveAges: ReadonlySet<Age> = new Set(['under_a_week', 'under_a_month', 'older'])

export const countOf = (sums: readonly { readonly count: number }[]): number =>
  sums.reduce((sum, { count }) => sum + count, 0)

/** The day on which most was posted, the latest of several; nothing where nothing was. */
export function highestDay<Day extends { readonly count: number }>(
  days: readonly Day[],
): Day | undefined {
  const most = Math.max(0, ...days.map(({ count }) => count))
  return most === 0 ? undefined : days.findLast(({ count }) => count === most)
}

/** When the one was approved that has waited longest. */
export const oldestOf = (
  sums: readonly { readonly oldestAt?: string | undefined }[],
): string | undefined => sums.flatMap(({ oldestAt }) => oldestAt ?? []).toSorted()[0]
