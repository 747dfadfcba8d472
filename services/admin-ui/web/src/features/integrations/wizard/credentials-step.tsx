import { Button, InlineMessage } from '@navikt/ds-react'
import { useState } from 'react'
import { useRead } from '../../../shared/api/read.ts'
import { Form } from '../../../shared/form/form.tsx'
import type { FieldFault } from '../../../shared/form/faults.ts'
import { Shown } from '../../../shared/parts/shown.tsx'
import { schemaRead } from '../../../shared/settings/queries.ts'
import { useTexts } from '../../../shared/texts/language.tsx'
import type { EnteredTarget } from '../connection/draft.ts'
import { ConnectionFields } from '../connection/fields.tsx'
import { texts as fieldTexts } from '../connection/field-texts.ts'
import { useChecked } from '../connection/use-checked.ts'
import type { CredentialSchema } from '../queries.ts'
import { Next } from './next.tsx'
import type { StepProps } from './step-props.ts'
import { texts } from './texts.ts'

type CredentialsStepProps = StepProps & { readonly entered: EnteredTarget }

/** What the system needs to be told, with where each value is found. */
export function CredentialsStep(props: CredentialsStepProps) {
  const schema = useRead(schemaRead(props.entered.type))
  return <Shown read={schema}>{(shown) => <Fields schema={shown} {...props} />}</Shown>
}

function Fields({
  schema,
  entered,
  entries,
  change,
  go,
}: CredentialsStepProps & { schema: CredentialSchema }) {
  const say = useTexts(texts)
  const sayField = useTexts(fieldTexts)
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  const checked = useChecked(schema, entered, entries.secrets)
  const isLost = entered.hadSecrets && Object.keys(entries.secrets).length === 0
  const submit = () => {
    const found = checked.faults(false)
    setFaults(found)
    if (found.length === 0) void go('test')
  }
  return (
    <Form faults={faults} submit={submit}>
      <p>{say('credentials_intro')}</p>
      {isLost && <InlineMessage status="warning">{sayField('lost')}</InlineMessage>}
      <ConnectionFields
        schema={schema}
        entered={entered}
        secrets={entries.secrets}
        stored={[]}
        refused={faults.map(({ field }) => field)}
        change={(next, secrets) => change({ entered: next, secrets })}
      />
      <Next back="system" go={go}>
        <Button>{say('next')}</Button>
      </Next>
    </Form>
  )
}
