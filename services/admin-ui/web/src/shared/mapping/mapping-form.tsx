import { Heading, InlineMessage } from '@navikt/ds-react'
import { useState } from 'react'
import { useRead } from '../api/read.ts'
import { causesRead } from '../failures/causes.ts'
import { ChecksInput } from '../form/fields.tsx'
import { Loading } from '../parts/loading.tsx'
import { Shown } from '../parts/shown.tsx'
import { connectorNames } from '../runs/connectors.ts'
import { schemaRead, type ConnectorType, type Settings } from '../settings/queries.ts'
import { SettingsForm } from '../settings/settings-form.tsx'
import { useTexts } from '../texts/language.tsx'
import { CategoryTable } from './category-table.tsx'
import { useDifferences } from './differences.ts'
import { readDay } from '../format/days.ts'
import { bodyOf, dayField, draftOf, rowOf, type MappingDraft } from './draft.ts'
import { useLedger } from './ledger.ts'
import { PayeeTable } from './payee-table.tsx'
import { mappingRead, saveMapping, type MappingRow } from './queries.ts'
import { RestFields } from './rest-fields.tsx'
import { categoryRows, leavingBy, payeeRow, type Cause } from './rows.ts'
import { texts } from './texts.ts'

interface MappingFormProps {
  readonly settings: Settings
  readonly type: ConnectorType
  readonly canChange: boolean
  /** The expense type that somebody came for. */
  readonly first?: string
}

/** How records are booked, line by line, for a page of its own and for the wizard. */
export function MappingForm(props: MappingFormProps) {
  const { settings, type } = props
  const { organizationId } = settings
  const schema = useRead(schemaRead(type))
  const table = useRead(mappingRead(organizationId))
  const causes = useRead(causesRead(organizationId)).data?.rows ?? []
  return (
    <Shown read={schema}>
      {({ mappingOptions }) => (
        <Shown read={table} lines={8}>
          {({ rows, checked }) => (
            <Rules {...{ ...props, rows, checked, causes }} options={mappingOptions} />
          )}
        </Shown>
      )}
    </Shown>
  )
}

interface RulesProps extends MappingFormProps {
  readonly rows: readonly MappingRow[]
  readonly causes: readonly Cause[]
  /** Whether the ledger's lists could be read. */
  readonly checked: boolean
  readonly options: readonly string[]
}

function Rules(props: RulesProps) {
  const { settings, type, canChange, first, rows, causes, checked, options } = props
  const say = useTexts(texts)
  const { organizationId, mapping, connector } = settings
  const system = connectorNames[type]
  const ledger = useLedger(organizationId, system, options)
  const differences = useDifferences()
  const [unchecked, setUnchecked] = useState(false)
  const saved = draftOf(mapping)
  const version = mapping.version + 1
  const check = ({ effectiveFrom }: MappingDraft) =>
    effectiveFrom.trim() === '' || readDay(effectiveFrom) !== undefined
      ? []
      : [{ field: dayField, message: say('from_wrong') }]
  const placeOf = (field: string) =>
    field.startsWith('/categories/') || field.startsWith('/credits/') ? rowOf(field) : field
  return (
    <SettingsForm
      settings={settings}
      canChange={canChange}
      draftOf={({ mapping: one }) => draftOf(one)}
      check={check}
      save={(draft, from) =>
        saveMapping(organizationId, from, { ...bodyOf(draft), ...(unchecked && { unchecked }) })
      }
      saved={() => say('saved', { version })}
      saveLabel={say('save', { version })}
      differences={differences}
      labelOf={(field) => (field === dayField ? say('from') : undefined)}
      placeOf={placeOf}
    >
      {(draft, change) => {
        const shown = categoryRows(rows, causes, draft, first)
        const parts = { draft, saved, ledger, options, canChange, change }
        const leaving = leavingBy(shown, draft)
        return (
          <>
            {!checked && (
              <InlineMessage status="warning">{say('no_lists', { system })}</InlineMessage>
            )}
            <section>
              <Heading level="2" size="medium">
                {say('categories')}
              </Heading>
              <CategoryTable {...parts} rows={shown} {...(first !== undefined && { first })} />
            </section>
            <section>
              <Heading level="2" size="medium">
                {say('payees')}
              </Heading>
              <PayeeTable {...parts} rowOf={(kind) => payeeRow(kind, rows, causes)} />
            </section>
            {/* A field that is written in and one that is chosen from do not turn into each other. */}
            {ledger.isOnItsWay ? <Loading lines={4} /> : <RestFields {...parts} />}
            {!checked && canChange && (
              <ChecksInput
                name="unchecked"
                label={system}
                value={unchecked ? ['yes'] : []}
                onChange={(chosen) => setUnchecked(chosen.length > 0)}
                choices={[{ value: 'yes', text: say('unchecked', { system }) }]}
              />
            )}
            {leaving > 0 && <p>{say('leaves', { n: leaving })}</p>}
            {canChange && connector?.enabled && <p className="less">{say('trial')}</p>}
          </>
        )
      }}
    </SettingsForm>
  )
}
