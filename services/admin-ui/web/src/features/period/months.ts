import { dayInNorway } from '../../shared/format/oslo.ts'

const shape = /^20\d{2}-(0[1-9]|1[0-2])$/

export const isMonth = (text: string) => shape.test(text)

/** Of a moment, in Norway, as `2026-11`. */
export const monthOf = (at: Date): string => dayInNorway(at).slice(0, 7)

/** `by`: so many months later; earlier, below zero. */
export function moved(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7)
}

/** The log is kept for five years. */
const keptMonths = 60

/** The months to choose between, the newest first; the one that is shown is among them. */
export function choices(shown: string, now: string): string[] {
  const kept = Array.from({ length: keptMonths }, (_, back) => moved(now, -back))
  return [...new Set([shown, ...kept])].toSorted().toReversed()
}
