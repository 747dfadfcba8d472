import type { MappingRules } from './mapping.ts'

type Effective = Pick<MappingRules, 'effectiveFrom'>

const isEffective = ({ effectiveFrom = '' }: Effective, postingDate: string): boolean =>
  effectiveFrom <= postingDate

/** The greatest version that is effective on a posting date. */
export function mappingOn<T extends Effective & { readonly version: number }>(
  postingDate: string,
  current: T,
  earlier: readonly T[] = [],
): T | undefined {
  if (isEffective(current, postingDate)) return current
  return earlier
    .filter((mapping) => isEffective(mapping, postingDate))
    .toSorted((a, b) => b.version - a.version)[0]
}

/** The versions, newest first, that still book something. A version that begins no sooner than a newer one books nothing. */
export function stillBooking<T extends Effective>(versions: readonly T[]): T[] {
  const kept: T[] = []
  for (const version of versions) {
    const newer = kept.at(-1)
    if (!newer || beginsBefore(version, newer)) kept.push(version)
  }
  return kept
}

/**
 * The versions, newest first, that book posting dates from this day on, out of those that still book something. Nothing
 * where no version books the day itself.
 */
export function bookingSince<T extends Effective>(
  versions: readonly T[],
  day: string,
): readonly T[] | undefined {
  const today = versions.findIndex((version) => isEffective(version, day))
  return today < 0 ? undefined : versions.slice(0, today + 1)
}

const beginsBefore = (older: Effective, newer: Effective) =>
  newer.effectiveFrom !== undefined &&
  (older.effectiveFrom === undefined || older.effectiveFrom < newer.effectiveFrom)
