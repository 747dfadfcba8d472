import { Button, InlineMessage } from '@navikt/ds-react'
import { useState } from 'react'
import { addresses } from '../../../shared/addresses.ts'
import { useRead } from '../../../shared/api/read.ts'
import { RadioInput } from '../../../shared/form/fields.tsx'
import { Form } from '../../../shared/form/form.tsx'
import type { FieldFault } from '../../../shared/form/faults.ts'
import { Shown } from '../../../shared/parts/shown.tsx'
import { To } from '../../../shared/parts/to.tsx'
import { useTexts } from '../../../shared/texts/language.tsx'
import { typesRead, type ConnectorType } from '../queries.ts'
import { useTypeName } from '../type-name.ts'
import { Next } from './next.tsx'
import type { StepProps } from './step-props.ts'
import { texts } from './texts.ts'

/** Which kind of system the books are kept in. */
export function SystemStep({ settings, entries, change, go }: StepProps) {
  const say = useTexts(texts)
  const nameOf = useTypeName()
  const types = useRead(typesRead)
  const [chosen, setChosen] = useState<string>(entries.entered?.type ?? '')
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  const { connector, organizationId } = settings
  const choose = (type: ConnectorType) => {
    // Going back and on again keeps what was entered; another system begins anew.
    if (entries.entered?.type !== type) change({ entered: { type, target: {} }, secrets: {} })
    void go('palogging')
  }
  return (
    <Shown read={types}>
      {({ rows }) => (
        <Form
          faults={faults}
          submit={() => {
            const type = rows.find((one) => one === chosen)
            if (type) choose(type)
            else setFaults([{ field: 'type', message: say('system_missing') }])
          }}
        >
          <p>{say('system_intro')}</p>
          {connector && (
            <InlineMessage status="info">
              {say('system_replaces', { system: nameOf(connector.type) })}{' '}
              <To address={addresses.credentials(organizationId, connector.type)}>
                {say('system_edit')}
              </To>
            </InlineMessage>
          )}
          <RadioInput
            name="type"
            label={say('system')}
            value={chosen}
            onChange={setChosen}
            choices={rows.map((type) => ({
              value: type,
              text: nameOf(type),
              help: say(`system.${type}`),
            }))}
          />
          <Next go={go}>
            <Button>{say('next')}</Button>
          </Next>
        </Form>
      )}
    </Shown>
  )
}
