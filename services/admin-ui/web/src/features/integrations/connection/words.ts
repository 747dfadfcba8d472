import { useLanguage, useTexts } from '../../../shared/texts/language.tsx'
import type { ConnectorType, CredentialField } from '../queries.ts'
import type { Group, Way } from './draft.ts'
import { texts } from './field-texts.ts'

type Told = Extract<keyof typeof texts.nb, `${'choice' | 'help' | 'label'}.${string}`>
const isTold = (key: string): key is Told => Object.hasOwn(texts.nb, key)

/** What fields are called, where their values are found, and what their choices mean. */
export function useFieldWords(type: ConnectorType) {
  const say = useTexts(texts)
  const { language } = useLanguage()
  const first = (...keys: readonly string[]) => {
    const key = keys.find(isTold)
    return key === undefined ? undefined : say(key)
  }
  /** Of a choice it is a question, where the schema has a word. */
  const label = (field: CredentialField) =>
    first(`label.${type}.${field.name}`) ?? field.label[language]
  return {
    label,
    /** The more exact text of ours, or else that of the schema. */
    help: (field: CredentialField) =>
      first(`help.${type}.${field.name}`, `help.${field.name}`) ?? field.help[language],
    /** What the adapter calls a group, or what ours are called. */
    group: ({ name, label: own }: Group) =>
      own?.[language] ?? say(name === 'sign_in' ? 'group.sign_in' : 'group.ledger'),
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
