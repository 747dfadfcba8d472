import { Button } from '@navikt/ds-react'
import { useState } from 'react'
import { TextInput } from '../form/fields.tsx'
import type { FieldFault } from '../form/faults.ts'
import { FieldFaults } from '../form/form.tsx'
import { Confirm } from '../parts/confirm.tsx'
import { Loading } from '../parts/loading.tsx'
import { useTexts } from '../texts/language.tsx'
import { accountField, AccountChoice } from './account-choice.tsx'
import { CodeInput } from './code-input.tsx'
import { codings, emptyRow, type MappingDraft, type RowDraft } from './draft.ts'
import { entriesOf, useCodingWords, type Ledger } from './ledger.ts'
import { texts } from './texts.ts'

interface RowDialogProps {
  /** The expense type; left out for one that is written here. */
  readonly category?: string
  readonly draft: MappingDraft
  readonly ledger: Ledger
  readonly options: readonly string[]
  readonly use: (category: string, row: RowDraft) => void
  /** Left out where the rule cannot go: records use it. */
  readonly remove?: (() => void) | undefined
  readonly close: () => void
}

/** How one expense type is booked. Nothing is saved by it. */
export function RowDialog(props: RowDialogProps) {
  const { category, draft, ledger, options, use, remove, close } = props
  const say = useTexts(texts)
  const words = useCodingWords(draft.dimensions)
  const [name, setName] = useState(category ?? '')
  const [row, setRow] = useState(
    (category === undefined ? undefined : draft.categories[category]) ?? emptyRow,
  )
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  const key = name.trim()
  const isComplete = () => {
    const found = [
      ...(key === '' ? [{ field: 'name', message: say('name_missing') }] : []),
      ...(category === undefined && Object.hasOwn(draft.categories, key)
        ? [{ field: 'name', message: say('name_taken', { key }) }]
        : []),
      ...(row.account === '' ? [{ field: accountField, message: say('account_missing') }] : []),
    ]
    setFaults(found)
    return found.length === 0
  }
  return (
    <Confirm
      title={category === undefined ? say('new_title') : say('row_title', { key })}
      description={<p>{say('row_description')}</p>}
      verb={say('use')}
      isComplete={isComplete}
      confirm={() => {
        use(key, row)
        close()
        return Promise.resolve()
      }}
      close={close}
    >
      <FieldFaults faults={faults}>
        {category === undefined && (
          <TextInput name="name" label={say('name')} value={name} onChange={setName} />
        )}
        <AccountChoice
          ledger={ledger}
          value={row.account}
          onChange={(account) => setRow({ ...row, account })}
        />
        {ledger.isOnItsWay ? (
          <Loading lines={3} />
        ) : (
          codings
            .filter((coding) => options.includes(coding))
            .map((coding) => (
              <CodeInput
                key={coding}
                name={coding}
                label={words(coding)}
                value={row[coding]}
                onChange={(code) => setRow({ ...row, [coding]: code })}
                entries={entriesOf(ledger, coding, draft.dimensions)}
                none={say('as_line')}
              />
            ))
        )}
        {remove && (
          <div>
            <Button type="button" size="small" variant="tertiary" onClick={remove}>
              {say('remove')}
            </Button>
          </div>
        )}
      </FieldFaults>
    </Confirm>
  )
}
