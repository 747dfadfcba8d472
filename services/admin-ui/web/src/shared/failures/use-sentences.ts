import { useRecordWords } from '../records/words.ts'
import { useFormat, useLanguage } from '../texts/language.tsx'
import type { FailureCause } from './causes.ts'
import { sentencesOf } from './sentences.ts'

export function useSentences() {
  const { language } = useLanguage()
  const format = useFormat()
  const words = useRecordWords()
  return ({ code, subject, words: told }: Told) =>
    sentencesOf(told[language], subject, ({ kind, value }) => {
      if (kind === 'period') return format.month(value)
      const isKind = code === 'mapping.no_credit_account'
      return isKind ? words.payeeKind(value).toLocaleLowerCase() : `«${value}»`
    })
}

type Told = Pick<FailureCause, 'code' | 'subject' | 'words'>
