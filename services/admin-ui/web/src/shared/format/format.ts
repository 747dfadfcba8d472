import { localeOf, type Language } from '../texts/texts.ts'
import { dayInNorway, timeZone } from './oslo.ts'

const words = {
  nb: { today: 'i dag', yesterday: 'i går', tomorrow: 'i morgen', at: 'kl.' },
  nn: { today: 'i dag', yesterday: 'i går', tomorrow: 'i morgon', at: 'kl.' },
  en: { today: 'today', yesterday: 'yesterday', tomorrow: 'tomorrow', at: 'at' },
} as const
/** Monday first; browsers have no nynorsk. */
const weekdays = ['måndag', 'tysdag', 'onsdag', 'torsdag', 'fredag', 'laurdag', 'søndag']
const dayMs = 24 * 60 * 60 * 1000

export type Format = ReturnType<typeof createFormat>

/** Moments in Oslo, amounts and numbers, as people write them. One for all who speak a language. */
export function createFormat(language: Language) {
  const locale = localeOf(language)
  const say = words[language]
  const dates = new Map<string, Intl.DateTimeFormat>()
  // To make one takes a browser as long as to draw a row, and a table of moments needs hundreds.
  const dated = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
    const key = JSON.stringify(options)
    const made = dates.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone, ...options })
    dates.set(key, made)
    return made
  }
  const parts = (options: Intl.DateTimeFormatOptions, at: Date) =>
    Object.fromEntries(
      dated(options)
        .formatToParts(at)
        .map(({ type, value }) => [type, value]),
    ) as Record<Intl.DateTimeFormatPartTypes, string>
  const numbers = new Intl.NumberFormat(locale)
  const amounts = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  })

  const day = (moment: string | Date): string => {
    const at = new Date(moment)
    if (language === 'en') return dated({ dateStyle: 'medium' }).format(at)
    const found = parts({ day: '2-digit', month: '2-digit', year: 'numeric' }, at)
    return `${found.day}.${found.month}.${found.year}`
  }
  const time = (moment: string | Date): string => {
    const found = parts({ hour: '2-digit', minute: '2-digit', hour12: false }, new Date(moment))
    const between = language === 'en' ? ':' : '.'
    return `${found.hour}${between}${found.minute}`
  }
  const near = (at: Date, now: Date): string | undefined => {
    const asked = dayInNorway(at)
    if (asked === dayInNorway(now)) return say.today
    if (asked === dayInNorway(new Date(now.getTime() - dayMs))) return say.yesterday
    return asked === dayInNorway(new Date(now.getTime() + dayMs)) ? say.tomorrow : undefined
  }
  return {
    /** `26.11.2026`. */
    day,
    /** `26.11.`, where there is little room. */
    shortDay(moment: string | Date): string {
      const options = { day: '2-digit', month: language === 'en' ? 'short' : '2-digit' } as const
      const found = parts(options, new Date(moment))
      return language === 'en' ? `${found.day} ${found.month}` : `${found.day}.${found.month}.`
    },
    /** `06.00`. */
    time,
    /** `november 2026`, of a day or of a month as `2026-11`. */
    month(day: string): string {
      const found = parts({ month: 'long', year: 'numeric' }, new Date(`${day.slice(0, 7)}-15`))
      return `${found.month} ${found.year}`
    },
    /** `i dag kl. 10.42`, or `26.11.2026 kl. 10.42`. */
    moment(moment: string | Date, now = new Date()): string {
      const at = new Date(moment)
      return `${near(at, now) ?? day(at)} ${say.at} ${time(at)}`
    },
    /** `26.11.2026 kl. 10.42.07`, where it matters to the second. */
    exact(moment: string | Date): string {
      const at = new Date(moment)
      const seconds = String(at.getUTCSeconds()).padStart(2, '0')
      return `${day(at)} ${say.at} ${time(at)}${language === 'en' ? ':' : '.'}${seconds}`
    },
    /** `torsdag 26. november kl. 06.00`. */
    longMoment(moment: string | Date): string {
      const at = new Date(moment)
      const found = parts({ weekday: 'long', day: 'numeric', month: 'long' }, at)
      if (language === 'en')
        return `${found.weekday} ${found.day} ${found.month} ${say.at} ${time(at)}`
      const index = (new Date(`${dayInNorway(at)}T12:00:00Z`).getUTCDay() + 6) % 7
      const weekday = language === 'nn' ? weekdays[index] : found.weekday
      return `${weekday} ${found.day}. ${found.month} ${say.at} ${time(at)}`
    },
    number: (value: number): string => numbers.format(value),
    /** Of a decimal text, without a detour by a number that could not hold it. */
    amount(value: string): string {
      const shown = amounts.format(value as Intl.StringNumericLiteral)
      return language === 'en' ? `NOK ${shown}` : `${shown} kr`
    },
  }
}
