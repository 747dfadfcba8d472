import { wordsFor, type Translated } from '@bilagsbro/booking/cause-words'
import type { Alert, Topic } from '../alert.ts'
import { en } from './en.ts'
import { nb } from './nb.ts'
import { nn } from './nn.ts'

const catalogues = { nb, nn, en }
type Language = keyof Translated
const languages = ['nb', 'nn', 'en'] as const

/** What an alert says, in every language; of one that is over, how it ended. */
export function textOf(alert: Alert): Translated {
  const said = languages.map((language) => [language, sentence(alert, language)] as const)
  return Object.fromEntries(said) as unknown as Translated
}

function sentence(alert: Alert, language: Language): string {
  const words = catalogues[language]
  const { rule, cause, affected, remaining, detail, end, resolvedAt, isUnstable } = alert
  const { recordType, reference, names = [], topics = {}, limit = 0, errors = 0 } = detail
  const raised = words.raised[rule]({
    type: words.types[recordType ?? ''] ?? words.record,
    reference: reference ?? '',
    error: detail.cause ? wordsFor(detail.cause)[language] : '',
    affected,
    remaining,
    limit,
    errors,
    names: listed(words, names),
    topics: Object.entries(topics)
      .map(([topic, those]) => `${words.topics[topic as Topic]}: ${listed(words, those)}`)
      .join('. '),
    day: rule === 'expiring_secret' ? words.day(Date.parse(cause)) : '',
  })
  const sentences = [raised.replaceAll('  ', ' ')]
  if (isUnstable) sentences.push(words.unstable)
  if (resolvedAt === undefined || !end) return sentences.join('. ')
  const ended = end === 'proved' && !ofRecords.has(rule) ? 'over' : end
  return `${words.ended[ended](words.moment(resolvedAt))}. (${sentences.join('. ')})`
}

/** A sentence with more names is read by nobody; the page of the alert has them all. */
const mostNames = 6

function listed({ list, others }: (typeof catalogues)[Language], names: readonly string[]): string {
  if (names.length <= mostNames) return list.format(names)
  const shown = names.slice(0, mostNames - 1)
  return list.format([...shown, others(names.length - shown.length)])
}

/** What is over when its records are right. */
const ofRecords: ReadonlySet<Alert['rule']> = new Set([
  'third_failure',
  'final_failure',
  'error_rate',
  'waiting',
  'late_delivery',
])
