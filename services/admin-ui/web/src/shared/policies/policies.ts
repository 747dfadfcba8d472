import type { components } from '../api/generated/config.ts'

export type Policies = components['schemas']['Policies']

/** As the fields hold them. */
export interface PolicyDraft {
  readonly postingMode: string
  readonly deliveredDays: string
  readonly closedPeriods: string
  readonly postingDate: string
  readonly freeText: string
}

export const draftOf = ({
  postingMode = 'book',
  deliveredDays = 3,
  closedPeriods = 'hold',
  postingDate,
  freeText,
}: Policies): PolicyDraft => ({
  postingMode,
  deliveredDays: String(deliveredDays),
  closedPeriods,
  postingDate,
  freeText: freeText ? 'yes' : 'no',
})

export const daysField = '/deliveredDays'

/** Nothing where the number of days is none: the page says so before anybody is asked. */
export function policiesOf(draft: PolicyDraft): Policies | undefined {
  const days = draft.deliveredDays.trim()
  if (!/^\d{1,2}$/.test(days) || Number(days) < 1 || Number(days) > 90) return undefined
  return {
    postingMode: draft.postingMode as NonNullable<Policies['postingMode']>,
    deliveredDays: Number(days),
    closedPeriods: draft.closedPeriods as NonNullable<Policies['closedPeriods']>,
    postingDate: draft.postingDate as Policies['postingDate'],
    freeText: draft.freeText === 'yes',
  }
}

/** The fields that two drafts hold otherwise. */
export const differing = (one: PolicyDraft, other: PolicyDraft): readonly (keyof PolicyDraft)[] =>
  (Object.keys(one) as (keyof PolicyDraft)[]).filter((name) => one[name] !== other[name])
