import { Fieldset, ReadMore } from '@navikt/ds-react'
import { useEffect, useState } from 'react'
import { RadioInput, TextInput } from '../../../shared/form/fields.tsx'
import { useField } from '../../../shared/form/form.tsx'
import { useTexts } from '../../../shared/texts/language.tsx'
import type { Connector, CredentialField, CredentialSchema } from '../queries.ts'
import {
  choicesOf,
  expiringSecret,
  fieldName,
  groupsOf,
  waysOf,
  wayOf,
  type EnteredTarget,
  type Group,
  type Secrets,
} from './draft.ts'
import { texts } from './field-texts.ts'
import { useSecretWords } from '../secret-words.ts'
import { CodeInput, SecretInput } from './secret-input.tsx'
import { useFieldWords } from './words.ts'

export interface FieldsProps {
  readonly schema: CredentialSchema
  readonly entered: EnteredTarget
  readonly secrets: Secrets
  /** What is known of secrets that are stored already. */
  readonly stored: Connector['secrets']
  /** The names of fields that were refused: a group that holds one is open. */
  readonly refused: readonly string[]
  readonly change: (entered: EnteredTarget, secrets: Secrets) => void
}

/** The fields of one kind of system, and of the way that is signed in to it. */
export function ConnectionFields(props: FieldsProps) {
  const { schema, entered } = props
  const say = useTexts(texts)
  return groupsOf(schema, entered).map((group) =>
    group.isOptional ? (
      <OptionalGroup key={group.name} group={group} {...props} />
    ) : (
      <Fieldset key={group.name} legend={say(`group.${group.name}`)} className="group">
        {group.name === 'sign_in' && <WayField {...props} />}
        <GroupFields group={group} {...props} />
      </Fieldset>
    ),
  )
}

function OptionalGroup({ group, ...props }: FieldsProps & { group: Group }) {
  const say = useTexts(texts)
  const isFilled = group.fields.some(({ name }) => props.entered.target[name])
  const isRefused = group.fields.some((field) => props.refused.includes(fieldName(field)))
  const [isOpen, setOpen] = useState(isFilled)
  useEffect(() => {
    if (isRefused) setOpen(true)
  }, [isRefused])
  return (
    <ReadMore header={say(`group.${group.name}`)} open={isOpen} onOpenChange={setOpen}>
      <div className="group">
        <GroupFields group={group} {...props} />
      </div>
    </ReadMore>
  )
}

function GroupFields({ group, ...props }: FieldsProps & { group: Group }) {
  const expiring =
    group.name === 'sign_in' ? expiringSecret(props.schema, props.entered) : undefined
  return (
    <>
      {group.fields.map((field) =>
        field.kind === 'secret' ? (
          <SecretField key={fieldName(field)} field={field} {...props} />
        ) : (
          <TargetField key={fieldName(field)} field={field} {...props} />
        ),
      )}
      {expiring !== undefined && <ExpiryField {...props} />}
    </>
  )
}

/** Where a system has several ways to sign in, and no field of its own that says which. */
function WayField({ schema, entered, secrets, change }: FieldsProps) {
  const say = useTexts(texts)
  const words = useFieldWords(entered.type)
  const ways = waysOf(schema)
  if (entered.type === 'rest' || ways.length < 2) return null
  return (
    <RadioInput
      name="/way"
      label={say('way')}
      value={wayOf(schema, entered).id}
      onChange={(way) => change({ ...entered, way }, secrets)}
      choices={ways.map((way) => ({ value: way.id, text: words.way(way, schema.fields) }))}
    />
  )
}

function TargetField({
  field,
  entered,
  secrets,
  change,
}: FieldsProps & { field: CredentialField }) {
  const say = useTexts(texts)
  const words = useFieldWords(entered.type)
  const choices = choicesOf(field)
  const label = field.required ? words.label(field) : say('optional', { label: words.label(field) })
  const shared = {
    name: fieldName(field),
    label,
    help: words.help(field),
    value: entered.target[field.name] ?? '',
  }
  const set = (value: string) =>
    change({ ...entered, target: { ...entered.target, [field.name]: value } }, secrets)
  if (choices) {
    const offered = choices.map((value) => ({ value, text: words.choice(value) }))
    // Of yes and no, nothing said is no; of others, what is usual.
    const isYesOrNo = choices.includes('no')
    if (field.required || isYesOrNo)
      return (
        <RadioInput
          {...shared}
          label={words.label(field)}
          value={shared.value || (field.required ? '' : 'no')}
          onChange={set}
          choices={offered}
        />
      )
    const unset = { value: '', text: say('unset') }
    return <RadioInput {...shared} onChange={set} choices={[unset, ...offered]} />
  }
  // Expressions may be any text that is not too long.
  if (/^\^(\\s\*\\\{)?\[\^\]/.test(field.pattern ?? ''))
    return <CodeInput {...shared} change={set} />
  return <TextInput {...shared} onChange={set} />
}

function SecretField(props: FieldsProps & { field: CredentialField }) {
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

function ExpiryField({ entered, secrets, change }: FieldsProps) {
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
