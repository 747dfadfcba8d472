import type { components } from '../../shared/api/generated/alerting.ts'
import type { FieldFault } from '../../shared/form/faults.ts'

export type Thresholds = components['schemas']['Thresholds']
type Values = components['schemas']['ThresholdValues']

export const limits = ['errorsPerDay', 'waitingHours', 'secretDays'] as const
export type Limit = (typeof limits)[number]

/** As the service has them. */
const most: Readonly<Record<Limit, number>> = {
  errorsPerDay: 100_000,
  waitingHours: 720,
  secretDays: 365,
}

/** What stands in the fields; empty where the standard counts. */
export type Draft = Readonly<Record<Limit, string>>

export const draftOf = ({ chosen }: Thresholds): Draft => ({
  errorsPerDay: String(chosen.errorsPerDay ?? ''),
  waitingHours: String(chosen.waitingHours ?? ''),
  secretDays: String(chosen.secretDays ?? ''),
})

/** What counts where nothing is chosen: of the platform, else from the beginning. */
export const standardOf = ({ otherwise, ...effective }: Thresholds, limit: Limit): number =>
  otherwise[limit] ?? effective[limit]

export const isSame = (one: Draft, other: Draft) =>
  limits.every((limit) => one[limit].trim() === other[limit].trim())

/** What is to be saved, or the fields that hold no such number. `say`: what is wrong with one. */
export function valuesOf(
  draft: Draft,
  say: (limit: Limit, max: number) => string,
): { readonly values: Values } | { readonly faults: readonly FieldFault[] } {
  const faults: FieldFault[] = []
  const values: { -readonly [L in Limit]?: number } = {}
  for (const limit of limits) {
    const text = draft[limit].trim()
    if (text === '') continue
    const value = /^\d{1,6}$/.test(text) ? Number(text) : 0
    if (value < 1 || value > most[limit])
      faults.push({ field: `/${limit}`, message: say(limit, most[limit]) })
    values[limit] = value
  }
  return faults.length > 0 ? { faults } : { values }
}
