import { useLanguage, useTexts } from '../../shared/texts/language.tsx'
import { readTime, type Kind, type ScheduleDraft } from './choice.ts'
import { texts } from './texts.ts'

const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const

/** The choices of a schedule in words. */
export function useScheduleWords() {
  const say = useTexts(texts)
  const { language } = useLanguage()
  const day = (number: number) => say(weekdays[number - 1]!)
  const listed = (days: readonly number[]) => {
    const names = days.map(day)
    const last = names.pop() ?? ''
    return names.length === 0 ? last : say('and', { first: names.join(', '), last })
  }
  const kinds: Readonly<Record<Kind, string>> = {
    approval: say('approval'),
    hourly: say('hourly'),
    weekdays: say('weekdays'),
    daily: say('daily'),
    days: say('days'),
    own: say('own'),
  }
  return {
    day,
    kind: (kind: Kind) => kinds[kind],
    /** As a sentence, of a draft without faults. */
    plan({ kind, time, days }: ScheduleDraft): string {
      const read = readTime(time) ?? time
      const at = language === 'en' ? read.replace('.', ':') : read
      if (kind === 'weekdays') return say('plan_weekdays', { time: at })
      if (kind === 'daily') return say('plan_daily', { time: at })
      if (kind === 'days') return say('plan_days', { days: listed(days), time: at })
      return say(`plan_${kind}`)
    },
  }
}
