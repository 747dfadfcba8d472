import { readDay } from '../../../shared/format/days.ts'
import type { FieldFault } from '../../../shared/form/faults.ts'
import { useTexts } from '../../../shared/texts/language.tsx'
import type { CredentialSchema, Draft } from '../queries.ts'
import {
  draftOf,
  expiringSecret,
  faultsIn,
  fieldName,
  type EnteredTarget,
  type Secrets,
} from './draft.ts'
import { texts } from './field-texts.ts'
import { useFieldWords } from './words.ts'

/** What the page itself finds wrong, in words; and what is then tested and saved. */
export function useChecked(schema: CredentialSchema, entered: EnteredTarget, secrets: Secrets) {
  const say = useTexts(texts)
  const words = useFieldWords(entered.type)
  const labelOf = (pointer: string) => {
    const field = schema.fields.find((one) => fieldName(one) === pointer)
    return field && words.label(field)
  }
  const faults = (keepsStored: boolean): FieldFault[] => {
    const found = faultsIn(schema, entered, secrets, keepsStored).map(({ field, kind }) => ({
      field: fieldName(field),
      message:
        kind === 'missing'
          ? say('missing', { label: words.label(field) })
          : say('wrong', { label: words.label(field), help: words.help(field) }),
    }))
    const isNoDay = entered.expires?.trim() && readDay(entered.expires) === undefined
    return isNoDay ? [...found, { field: '/expires', message: say('expires_wrong') }] : found
  }
  const draft = draftOf(schema, entered, secrets)
  const expiring = expiringSecret(schema, entered)
  const day = entered.expires?.trim() ? readDay(entered.expires) : undefined
  const whole: Draft = {
    ...draft,
    ...(expiring !== undefined && day !== undefined && { expiresAt: { [expiring]: day } }),
  }
  return { faults, draft, whole, labelOf }
}
