import type { components } from '../api/generated/status-query.ts'
import type { Format } from '../format/format.ts'
import { useFailureWords } from '../records/failures.ts'
import { useFormat, useTexts } from '../texts/language.tsx'
import type { SayOf } from '../texts/texts.ts'
import { texts } from './texts.ts'

export type Health = components['schemas']['Health']
export type HealthLevel = Health['level']
type Rule = Health['rules'][number]
type HealthSay = SayOf<typeof texts>

/** What a rule says, as a sentence. */
function ruleSentence(
  { rule, params }: Rule,
  { say, format, cause }: { say: HealthSay; format: Format; cause: (code: string) => string },
): string {
  const at = params['at'] === undefined ? undefined : String(params['at'])
  const count = Number(params['count'] ?? 0)
  const hours = Number(params['hours'] ?? 0)
  const day = at ? format.day(at) : ''
  const moment = at ? format.moment(at) : ''
  switch (rule) {
    case 'fine':
      return at ? say('rule.fine_at', { at: moment }) : say('rule.fine')
    case 'suspended':
      return say('rule.suspended', { at: moment, cause: cause(String(params['code'] ?? '')) })
    case 'no_run':
      return at ? say('rule.no_run', { hours, at: moment }) : say('rule.no_run_ever', { hours })
    case 'old':
    case 'retrying':
    case 'set_aside':
      return say(`rule.${rule}`, { count })
    case 'failed':
    case 'unbooked':
      return say(`rule.${rule}`, { count, day })
    case 'secret_expired':
      return say('rule.secret_expired', { day })
    default:
      return say(`rule.${rule}`)
  }
}

export function useHealthWords() {
  const say = useTexts(texts)
  const format = useFormat()
  const failures = useFailureWords()
  const cause = (code: string) => failures.title({ code })
  return {
    level: (level: HealthLevel) => say(level),
    sentences: ({ rules }: Health) =>
      rules.map((rule) => ruleSentence(rule, { say, format, cause })),
  }
}

/** A shape of its own for each level, so that no colour has to tell them apart. */
const shapes: Readonly<Record<HealthLevel, string>> = {
  red: 'M7 1h10l6 6v10l-6 6H7l-6-6V7zM7 11h10v2H7z',
  amber: 'M12 2 23 22H1zM11 9h2v7h-2zM11 18h2v2h-2z',
  green: 'M2 13l3-3 5 5L19 5l3 3-12 12z',
  disabled: 'M5 3h5v18H5zM14 3h5v18h-5z',
  not_configured:
    'M10 1h4v3h-4zM10 20h4v3h-4zM1 10h3v4H1zM20 10h3v4h-3zM4 4l3 1-2 2zM20 4l-3 1 2 2zM4 20l3-1-2-2zM20 20l-3-1 2-2z',
}

const HealthShape = ({ level }: { level: HealthLevel }) => (
  <svg aria-hidden="true" viewBox="0 0 24 24" className={`health-shape health-${level}`}>
    <path fillRule="evenodd" d={shapes[level]} />
  </svg>
)

/** A word with its shape. */
export function HealthWord({ level }: { level: HealthLevel }) {
  const say = useTexts(texts)
  return (
    <span className="health-word">
      <HealthShape level={level} /> {say(level)}
    </span>
  )
}
