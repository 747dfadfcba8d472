import type { Params } from '@bilagsbro/kernel/result'
import type { FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'
import type { Problem } from './problem.ts'
import { en } from './texts/en.ts'
import { nb } from './texts/nb.ts'
import { nn } from './texts/nn.ts'

export type Language = 'nb' | 'nn' | 'en'
/** What a problem is called, and what it says; or only what a fault says. `{name}` is filled with the parameter. */
type Text = readonly [title: string, detail?: string] | string
/** By code; or by its family, such as `auth.*`. */
export type Texts = Readonly<Record<Language, Readonly<Record<string, Text>>>>

/** What every service says. */
export const commonTexts = { nb, nn, en } satisfies Texts

/** The language that the caller likes best of those there are; bokmål where none is named. */
export function languageOf({ raw }: Pick<FastifyRequest, 'raw'>): Language {
  const chosen = new Negotiator(raw).language(['nb', 'nn', 'en', 'no'])
  return chosen === 'nn' || chosen === 'en' ? chosen : 'nb'
}

/** A problem in words; where it has faults, its detail tells the first eight of them. */
export function worded(
  { code, status, params, message = '', faults }: Problem,
  language: Language,
  texts?: Texts,
) {
  const [title, detail = message] = problemText(code, status, language, texts)
  const told = faults?.map((fault) => ({
    field: fault.field,
    code: fault.code,
    message: messageOf(fault, language, texts),
  }))
  const first = told?.slice(0, 8).map((fault) => fault.message) ?? []
  if (told && told.length > 8)
    first.push(filled(commonTexts[language]['faults.more'], { count: told.length - 8 }, language))
  return {
    title,
    detail: [filled(detail, { message, ...params }, language), ...first].filter(Boolean).join(' '),
    ...(told && { faults: told }),
  }
}

/** What is wrong at one place, as a sentence. */
export function messageOf(
  { field, code, params }: { field: string; code: string; params?: Params },
  language: Language,
  texts?: Texts,
): string {
  const text = known(code, language, texts)
  if (text === undefined) throw new Error(`The fault ${code} has no text.`)
  return filled(
    typeof text === 'string' ? text : (text[1] ?? text[0]),
    { field: fieldName(field, language), ...params },
    language,
  )
}

function problemText(code: string, status: number, language: Language, texts?: Texts) {
  const text =
    known(code, language, texts) ?? commonTexts[language][`status.${status}` as 'status.404']
  return typeof text === 'string'
    ? ([text] as const)
    : (text ?? ([commonTexts[language]['status.404'][0]] as const))
}

function known(code: string, language: Language, texts?: Texts): Text | undefined {
  const family = `${code.split('.')[0]}.*`
  const common: Texts[Language] = commonTexts[language]
  return texts?.[language][code] ?? common[code] ?? texts?.[language][family]
}

/** `/target/tenantId` is told as target.tenantId, and `/lines/12/Konto` of a table by its line. */
function fieldName(field: string, language: Language): string {
  const [, line, column] = /^\/lines\/(\d+)(?:\/(.*))?$/.exec(field) ?? []
  const { 'faults.whole': whole, 'faults.line': lineWord } = commonTexts[language]
  if (line) return `${lineWord} ${line}${column ? `, ${column}` : ''}`
  return field === ''
    ? whole
    : field.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')
}

function filled(text: string, params: Params, language: Language): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name] ?? ''
    if (typeof value === 'string') return value
    if (typeof value === 'number') return new Intl.NumberFormat(locales[language]).format(value)
    if (isList(value)) return new Intl.ListFormat(locales[language]).format(value)
    return value[language]
  })
}
/** Formats of nynorsk are those of bokmål. */
const locales = { nb: 'nb-NO', nn: 'nb-NO', en: 'en-GB' }
const isList = (value: object): value is readonly string[] => Array.isArray(value)
