import { createContext, use, useMemo, type ReactNode } from 'react'
import { createFormat, type Format } from '../format/format.ts'
import { keptHere } from '../kept.ts'
import { createSay, languages, type Catalogue, type Language, type Say } from './texts.ts'

interface Chosen {
  readonly language: Language
  readonly choose: (language: Language) => void
}

const LanguageContext = createContext<Chosen>({ language: 'nb', choose: () => undefined })

export const LanguageProvider = ({ value, children }: { value: Chosen; children: ReactNode }) => (
  <LanguageContext value={value}>{children}</LanguageContext>
)

export const useLanguage = () => use(LanguageContext)

export function useTexts<Messages extends Readonly<Record<string, string>>>(
  texts: Catalogue<Messages>,
): Say<Messages> {
  const { language } = useLanguage()
  return useMemo(() => createSay(texts, language), [texts, language])
}

const formats = new Map<Language, Format>()

export function useFormat(): Format {
  const { language } = useLanguage()
  const format = formats.get(language) ?? createFormat(language)
  formats.set(language, format)
  return format
}

const key = 'bilagsbro.language'

export const storedLanguage = (): Language => {
  const kept = keptHere.read(key)
  return languages.find((language) => language === kept) ?? 'nb'
}
export const storeLanguage = (language: Language) => keptHere.write(key, language)
