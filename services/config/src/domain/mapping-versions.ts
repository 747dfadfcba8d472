import type { Mapping } from './organization.ts'

type Effective = Pick<Mapping, 'effectiveFrom'>

/** Of versions, newest first, those that still book something. A version that begins no sooner than a newer one books nothing. */
export function stillBooking<T extends Effective>(versions: readonly T[]): T[] {
  const kept: T[] = []
  for (const version of versions) {
    const newer = kept.at(-1)
    if (!newer || beginsBefore(version, newer)) kept.push(version)
  }
  return kept
}

/**
 * Of versions that still book something, newest first, those that book posting dates from this day on.
 * Nothing where no version books the day itself.
 */
export function bookingSince<T extends Effective>(
  versions: readonly T[],
  day: string,
): readonly T[] | undefined {
  const today = versions.findIndex(
    ({ effectiveFrom }) => effectiveFrom === undefined || effectiveFrom <= day,
  )
  return today < 0 ? undefined : versions.slice(0, today + 1)
}

const beginsBefore = (older: Effective, newer: Effective) =>
  newer.effectiveFrom !== undefined &&
  (older.effectiveFrom === undefined || older.effectiveFrom < newer.effectiveFrom)
