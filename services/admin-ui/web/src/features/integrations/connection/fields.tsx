import { Fieldset, ReadMore } from '@navikt/ds-react'
import { useEffect, useState, type ReactNode } from 'react'
import { RadioInput } from '../../../shared/form/fields.tsx'
import { useTexts } from '../../../shared/texts/language.tsx'
import type { CredentialField } from '../queries.ts'
import {
  expiringSecret,
  fieldName,
  groupsOf,
  isWayTold,
  waysOf,
  wayOf,
  type Group,
} from './draft.ts'
import { FillExamples } from './examples.tsx'
import { texts } from './field-texts.ts'
import type { FieldsProps } from './fields-props.ts'
import { ExpiryField, SecretField, TargetField } from './field.tsx'
import { useFieldWords } from './words.ts'

/** The fields of one kind of system, and of the way that is signed in to it. */
export function ConnectionFields(props: FieldsProps) {
  const { schema, entered } = props
  const say = useTexts(texts)
  const words = useFieldWords(entered.type)
  return groupsOf(schema, entered).map((group) => {
    const legend = words.group(group)
    const all = [...group.fields, ...group.rare]
    return group.isOptional ? (
      <Folded key={group.name} header={say('optional', { label: legend })} fields={all} {...props}>
        <div className="group">
          <GroupFields group={group} legend={legend} {...props} />
        </div>
      </Folded>
    ) : (
      <Fieldset key={group.name} legend={legend} className="group">
        <GroupFields group={group} legend={legend} {...props} />
      </Fieldset>
    )
  })
}

interface FoldedProps extends FieldsProps {
  readonly header: string
  readonly fields: readonly CredentialField[]
  readonly children: ReactNode
}

/** Folded away as long as nothing in it was entered or refused. */
function Folded({ header, fields, children, entered, stored, refused }: FoldedProps) {
  const isFilled = fields.some(({ kind, name }) =>
    kind === 'target' ? entered.target[name] : stored.some(({ field }) => field === name),
  )
  const isRefused = fields.some((field) => refused.includes(fieldName(field)))
  const [isOpen, setOpen] = useState(isFilled)
  useEffect(() => {
    if (isRefused) setOpen(true)
  }, [isRefused])
  return (
    <ReadMore header={header} open={isOpen} onOpenChange={setOpen}>
      {children}
    </ReadMore>
  )
}

interface GroupFieldsProps extends FieldsProps {
  readonly group: Group
  readonly legend: string
}

function GroupFields({ group, legend, ...props }: GroupFieldsProps) {
  const say = useTexts(texts)
  const { schema, entered } = props
  const isAboutSigningIn = group.name === 'sign_in'
  const expiring = isAboutSigningIn ? expiringSecret(schema, entered) : undefined
  return (
    <>
      {isAboutSigningIn && <WayField {...props} />}
      <FillExamples group={group} legend={legend} {...props} />
      <Fields fields={group.fields} {...props} />
      {expiring !== undefined && <ExpiryField {...props} />}
      {group.rare.length > 0 && (
        <Folded header={say('rare', { group: legend })} fields={group.rare} {...props}>
          <div className="group">
            <Fields fields={group.rare} {...props} />
          </div>
        </Folded>
      )}
    </>
  )
}

const Fields = ({ fields, ...props }: FieldsProps & Pick<Group, 'fields'>) =>
  fields.map((field) =>
    field.kind === 'secret' ? (
      <SecretField key={fieldName(field)} field={field} {...props} />
    ) : (
      <TargetField key={fieldName(field)} field={field} {...props} />
    ),
  )

/** Where a system has several ways to sign in, and no field of its own that says which. */
function WayField({ schema, entered, secrets, change }: FieldsProps) {
  const say = useTexts(texts)
  const words = useFieldWords(entered.type)
  const ways = waysOf(schema)
  if (isWayTold(schema) || ways.length < 2) return null
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
