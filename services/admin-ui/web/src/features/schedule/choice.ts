/** How often records are sent, as people choose it. `own`: a plan that the choices cannot show; it is kept. */
export const kinds = ['approval', 'hourly', 'weekdays', 'daily', 'days', 'own'] as const
export type Kind = (typeof kinds)[number]

/** As the fields hold it. */
export interface ScheduleDraft {
  readonly kind: Kind
  /** As somebody writes it. */
  readonly time: string
  /** 1 is Monday, 7 Sunday. */
  readonly days: readonly number[]
  /** The expression that there was, where it is none of the others. */
  readonly own: string | null
}

const usual = { time: '06.00', days: [1] } as const

export function draftOf(cron: string | null): ScheduleDraft {
  if (cron === null) return { kind: 'approval', ...usual, own: null }
  if (cron === '0 * * * *') return { kind: 'hourly', ...usual, own: null }
  const [, minute, hour, days] =
    /^(\d{1,2}) (\d{1,2}) \* \* (\*|1-5|[0-7](?:,[0-7])*)$/.exec(cron) ?? []
  const time = timeOf(Number(hour), Number(minute))
  if (time === undefined || days === undefined) return { kind: 'own', ...usual, own: cron }
  if (days === '*') return { kind: 'daily', ...usual, time, own: null }
  if (days === '1-5') return { kind: 'weekdays', ...usual, time, own: null }
  const chosen = days.split(',').map((day) => Number(day) || 7)
  return { kind: 'days', time, days: inOrder(chosen), own: null }
}

const inOrder = (days: readonly number[]) =>
  [...new Set(days)].toSorted((one, other) => one - other)

const timeOf = (hour: number, minute: number) =>
  hour < 24 && minute < 60
    ? `${String(hour).padStart(2, '0')}.${String(minute).padStart(2, '0')}`
    : undefined

/** `06.00` of what people write: 6, 06.00, 6:00, 0600, kl. 6. Nothing where it is no time of day. */
export function readTime(text: string): string | undefined {
  const written = text.trim().replace(/^kl\.?\s*/i, '')
  const [, hour, minute = '0'] =
    /^(\d{1,2})(?:[.:](\d{2}))?$/.exec(written) ?? /^(\d{2})(\d{2})$/.exec(written) ?? []
  return hour === undefined ? undefined : timeOf(Number(hour), Number(minute))
}

export const timeField = 'time'
export const daysField = 'days'

/** The fields that keep a draft from being a schedule. */
export function faultyFields({ kind, time, days }: ScheduleDraft): readonly string[] {
  const hasTime = kind === 'weekdays' || kind === 'daily' || kind === 'days'
  return [
    ...(hasTime && readTime(time) === undefined ? [timeField] : []),
    ...(kind === 'days' && days.length === 0 ? [daysField] : []),
  ]
}

/** The expression of a draft without faults; `null`: as soon as records are approved. */
export function cronOf({ kind, time, days, own }: ScheduleDraft): string | null {
  if (kind === 'approval') return null
  if (kind === 'own') return own
  if (kind === 'hourly') return '0 * * * *'
  const [hour = 0, minute = 0] = (readTime(time) ?? '').split('.').map(Number)
  const on = { weekdays: '1-5', daily: '*', days: inOrder(days).join(',') }[kind]
  return `${minute} ${hour} * * ${on}`
}
