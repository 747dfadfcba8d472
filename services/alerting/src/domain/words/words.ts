import type { AlertRule, End, Topic } from '../alert.ts'

/** What each rule is told with, besides the figures. */
export interface Filled {
  readonly type: string
  readonly reference: string
  readonly error: string
  readonly affected: number
  readonly remaining: number
  readonly limit: number
  readonly errors: number
  readonly names: string
  /** Organisations, by what their alerts are about. */
  readonly topics: string
  readonly day: string
}

/** The texts of one language: a sentence for each rule, and for each end. */
export interface Words {
  readonly raised: Readonly<Record<AlertRule, (filled: Filled) => string>>
  readonly unstable: string
  /** Of one that is over; `over` where it is not about records that were put right. */
  readonly ended: Readonly<Record<End | 'over', (at: string) => string>>
  readonly topics: Readonly<Record<Topic, string>>
  /** Of a record whose type has no word. */
  readonly record: string
  readonly types: Readonly<Record<string, string>>
  readonly list: Intl.ListFormat
  /** Those that are not named. */
  readonly others: (count: number) => string
  readonly moment: (at: number) => string
  readonly day: (at: number) => string
}

const zone = { timeZone: 'Europe/Oslo' } as const
const dayFormat = new Intl.DateTimeFormat('nb-NO', {
  ...zone,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
})
const timeFormat = new Intl.DateTimeFormat('nb-NO', { ...zone, hour: '2-digit', minute: '2-digit' })

/** 26.11.2026: the same in both forms of Norwegian. */
export const norwegianDay = (at: number): string => dayFormat.format(at)

/** 26.11.2026 kl. 06.00. */
export const norwegianMoment = (at: number): string =>
  `${norwegianDay(at)} kl. ${timeFormat.format(at).replace(':', '.')}`
