import { RadioInput, TextInput } from '../../../shared/form/fields.tsx'
import { useField } from '../../../shared/form/form.tsx'
import { useTexts } from '../../../shared/texts/language.tsx'
import type { CredentialField } from '../queries.ts'
import { useSecretWords } from '../secret-words.ts'
import { choicesOf, fieldName, isExpression, isRequired, wayOf } from './draft.ts'
import { Example } from './examples.tsx'
import { texts } from './field-texts.ts'
import type { FieldsProps } from './fields-props.ts'
import { CodeInput, SecretInput } from './secret-input.tsx'
import { useFieldWords } from './words.ts'

export function TargetField({
  field,
  entered,
  secrets,
  change,
}: FieldsProps & { field: CredentialField }) {
  const say = useTexts(texts)
  const words = useFieldWords(entered.type)
  const choices = choicesOf(field)
  const isNeeded = isRequired(field)
  const label = isNeeded ? words.label(field) : say('optional', { label: words.label(field) })
  const { example } = field
  const isCode = isExpression(field)
  const shared = {
    name: fieldName(field),
    label,
    help:
      isCode || example === undefined
        ? words.help(field)
        : `${words.help(field)} ${say('for_example', { example })}`,
    value: entered.target[field.name] ?? '',
  }
  const set = (value: string) =>
    change({ ...entered, target: { ...entered.target, [field.name]: value } }, secrets)
  if (choices) {
    const offered = choices.map((value) => ({ value, text: words.choice(value) }))
    // Of yes and no, nothing said is no; of others, what is usual.
    const isYesOrNo = choices.includes('no')
    if (isNeeded || isYesOrNo)
      return (
        <RadioInput
          {...shared}
          label={words.label(field)}
          value={shared.value || (isNeeded ? '' : 'no')}
          onChange={set}
          choices={offered}
        />
      )
    const unset = { value: '', text: say('unset') }
    return <RadioInput {...shared} onChange={set} choices={[unset, ...offered]} />
  }
  if (isCode)
    return (
      <div>
        <CodeInput {...shared} change={set} />
        {example !== undefined && <Example label={words.label(field)} example={example} />}
      </div>
    )
  return <TextInput {...shared} onChange={set} />
}

export function SecretField(props: FieldsProps & { field: CredentialField }) {
  const { field, entered, secrets, stored, change } = props
  const say = useTexts(texts)
  const secretWords = useSecretWords()
  const words = useFieldWords(entered.type)
  const { readOnly } = useField(fieldName(field))
  const known = stored.find((secret) => secret.field === field.name)
  const isExtra = !wayOf(props.schema, entered).secrets.includes(field.name)
  const label = isExtra ? say('optional', { label: words.label(field) }) : words.label(field)
  if (readOnly)
    return (
      known && (
        <p>
          {words.label(field)}: {secretWords(known)}
        </p>
      )
    )
  const told = known ? `${secretWords(known)} ${say('keep')}` : say('never_shown')
  return (
    <SecretInput
      name={fieldName(field)}
      label={label}
      help={`${told} ${words.help(field)}`}
      lines={/\\r\?\\n/.test(field.pattern ?? '')}
      value={secrets[field.name] ?? ''}
      change={(value) =>
        change({ ...entered, hadSecrets: true }, { ...secrets, [field.name]: value })
      }
    />
  )
}

export function ExpiryField({ entered, secrets, change }: FieldsProps) {
  const say = useTexts(texts)
  const { readOnly } = useField('/expires')
  // When a stored secret expires is told beside it.
  if (readOnly) return null
  return (
    <TextInput
      name="/expires"
      label={say('expires')}
      help={say('expires_help')}
      width={12}
      value={entered.expires ?? ''}
      onChange={(expires) => change({ ...entered, expires }, secrets)}
    />
  )
}
