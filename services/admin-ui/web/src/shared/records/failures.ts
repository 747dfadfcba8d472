import { api, dataOf } from '../api/client.ts'
import type { components } from '../api/generated/orchestrator.ts'
import { defineRead, useRead } from '../api/read.ts'
import { useFormat, useLanguage, useTexts } from '../texts/language.tsx'
import { texts } from './texts.ts'

export type FailureCode = components['schemas']['FailureCode']
/** As much of a failure as its words need. */
export interface ToldFailure {
  readonly class?: FailureCode['class'] | undefined
  readonly code?: string | undefined
  readonly subject?: { readonly kind: string; readonly value: string } | undefined
}

/** What each code means, the same for every organisation. */
export const failureCodesRead = defineRead({
  key: ['failure-codes'],
  ask: (signal) =>
    dataOf(api.orchestrator.GET('/failure-codes', { params: { query: { limit: 500 } }, signal })),
})

/** As they are sealed, whoever reads them. */
const corrected = /Corrects (\S+) \((\S+)\)\./
const dated = /Dated (\d{4}-\d\d-\d\d) instead of (\d{4}-\d\d-\d\d) \([^)]*\)\./

/**
 * Sentences of failures, without a full stop: what is wrong, and how it is put right. Until the codes are read, and of a
 * code that has no words, its class says what is wrong.
 */
export function useFailureWords() {
  const say = useTexts(texts)
  const format = useFormat()
  const { language } = useLanguage()
  const codes = useRead(failureCodesRead).data?.rows
  return {
    title({ class: cls, code, subject }: ToldFailure): string {
      const found = codes?.find((row) => row.code === code)
      const title = found?.title[language] ?? (cls ? say(`class.${cls}`) : (code ?? ''))
      if (!subject) return title
      const value = subject.kind === 'period' ? format.month(subject.value) : subject.value
      return say('of', { title, value })
    },
    /** What a ledger said, or the log itself in its own words; a text of a person's is not kept, and says so. */
    said: (message: string): string =>
      message
        .replaceAll('[masked]', say('masked'))
        .replace(corrected, (_, reference: string, voucher: string) =>
          say('corrects', { reference, voucher }),
        )
        .replace(dated, (_, to: string, from: string) =>
          say('dated', { to: format.day(to), from: format.day(from) }),
        ),
    remedy: (code: string): string | undefined =>
      codes?.find((row) => row.code === code)?.remedy?.[language],
    /** Where it is mended, and what has the record sent again. */
    code: (code: string): FailureCode | undefined => codes?.find((row) => row.code === code),
  }
}
