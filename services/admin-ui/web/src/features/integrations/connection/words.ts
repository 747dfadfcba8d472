import { useLanguage, useTexts } from '../../../shared/texts/language.tsx'
import type { ConnectorType, CredentialField } from '../queries.ts'
import type { Way } from './draft.ts'
import { texts } from './field-texts.ts'

type Key = keyof typeof texts.nb
const isKey = (
  key: string,
): key is Extract<Key, `help.${string}`> & Extract<Key, `choice.${string}`> =>
  Object.hasOwn(texts.nb, key)

/** What fields are called, where their values are found, and what their choices mean. */
export function useFieldWords(type: ConnectorType) {
  const say = useTexts(texts)
  const { language } = useLanguage()
  const label = (field: CredentialField) => field.label[language]
  const first = (...keys: readonly string[]) => {
    const key = keys.find(isKey)
    return key === undefined ? undefined : say(key)
  }
  return {
    label,
    /** The more exact text of ours, or else that of the schema. */
    help: (field: CredentialField) =>
      first(`help.${type}.${field.name}`, `help.${field.name}`) ?? field.help[language],
    choice: (value: string) => first(`choice.${value}`) ?? value,
    /** A way to sign in, by its secrets. */
    way: ({ secrets }: Way, fields: readonly CredentialField[]) => {
      const named = secrets.flatMap((name) => {
        const field = fields.find((one) => one.kind === 'secret' && one.name === name)
        return field ? label(field) : []
      })
      return named.reduce((one, other) => say('and', { one, other }))
    },
  }
}
