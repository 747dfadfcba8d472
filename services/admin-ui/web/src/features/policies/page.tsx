import { Button } from '@navikt/ds-react'
import { useParams } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { readAgain, useRead } from '../../shared/api/read.ts'
import { Conflict } from '../../shared/form/conflict.tsx'
import { Form } from '../../shared/form/form.tsx'
import { Unsaved } from '../../shared/form/unsaved.tsx'
import { useSaving } from '../../shared/form/use-saving.ts'
import { useAnnounce } from '../../shared/live/status.tsx'
import { ShownOutcome } from '../../shared/parts/outcome.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { PolicyFields } from '../../shared/policies/fields.tsx'
import { daysField, differing, draftOf, policiesOf } from '../../shared/policies/policies.ts'
import { usePolicyWords } from '../../shared/policies/words.ts'
import { connectorNames } from '../../shared/runs/connectors.ts'
import {
  schemaRead,
  settingsRead,
  type ConnectorType,
  type Settings,
} from '../../shared/settings/queries.ts'
import { SettingsPage } from '../../shared/settings/settings-page.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import { savePolicies } from './queries.ts'
import { texts } from './texts.ts'

/** How records are booked, beside accounts: booked or left as drafts, closed periods, dates, free text. */
export function PoliciesPage() {
  const say = useTexts(texts)
  const { org, type } = useParams({
    from: '/signed-in/organisasjoner/$org/innstillinger/integrasjoner/$type/bokforing',
  })
  return (
    <SettingsPage title={say('title')} organizationId={org} type={type}>
      {(settings, known, canChange) => (
        <PoliciesForm settings={settings} type={known} canChange={canChange} />
      )}
    </SettingsPage>
  )
}

interface PoliciesFormProps {
  readonly settings: Settings
  readonly type: ConnectorType
  readonly canChange: boolean
}

function PoliciesForm({ settings: newest, type, canChange }: PoliciesFormProps) {
  const say = useTexts(texts)
  const queries = useQueryClient()
  const announce = useAnnounce()
  const schema = useRead(schemaRead(type))
  const words = usePolicyWords(connectorNames[type])
  // What the fields began with: a change by somebody else does not move under the hands of whoever is at it.
  const [base, setBase] = useState(newest)
  const [draft, setDraft] = useState(() => draftOf(newest.policies))
  const saving = useSaving()
  const { organizationId } = newest
  const begin = (settings: Settings) => {
    setBase(settings)
    setDraft(draftOf(settings.policies))
    saving.endConflict()
  }
  const isDirty = differing(draftOf(base.policies), draft).length > 0
  if (!isDirty && !saving.conflict && newest.version !== base.version) begin(newest)

  const save = async () => {
    const policies = policiesOf(draft)
    if (!policies) return saving.refuse([{ field: daysField, message: words.daysWrong }])
    if (!isDirty && !saving.conflict) {
      await saving.run(() => Promise.resolve(say('unchanged')))
      return undefined
    }
    // Whoever was told of a conflict has seen the newest.
    const from = saving.conflict ? newest : base
    const isSaved = await saving.run(async () => {
      const saved = await savePolicies(organizationId, from.version, policies)
      begin({ ...saved, unmapped: newest.unmapped })
      announce('own', say('saved'))
      return say('saved')
    })
    await readAgain(queries, { organizationId, kinds: ['connector'] })
    if (isSaved) await queries.invalidateQueries(settingsRead(organizationId))
    return undefined
  }
  return (
    <Shown read={schema}>
      {({ postingModes }) => (
        <Form faults={saving.faults} submit={() => void save()} readOnly={!canChange}>
          <p>{say('intro')}</p>
          <PolicyFields
            system={connectorNames[type]}
            modes={postingModes}
            draft={draft}
            change={setDraft}
          />
          {saving.conflict && newest.version !== base.version && (
            <Conflict by={newest.changedBy} at={newest.changedAt}>
              <Differences before={base} after={newest} words={words} />
              <p>{say('keep')}</p>
              <Button size="small" variant="secondary" type="button" onClick={() => begin(newest)}>
                {say('take')}
              </Button>
            </Conflict>
          )}
          {canChange && (
            <div className="buttons">
              <Button
                aria-disabled={saving.isSaving ? true : undefined}
                aria-describedby={saving.outcome && 'policies-outcome'}
              >
                {say('save')}
              </Button>
              {isDirty && (
                <Button variant="secondary" type="button" onClick={() => begin(newest)}>
                  {say('undo')}
                </Button>
              )}
            </div>
          )}
          <ShownOutcome id="policies-outcome" outcome={saving.outcome} dismiss={saving.dismiss} />
          <Unsaved isDirty={isDirty} />
        </Form>
      )}
    </Shown>
  )
}

interface DifferencesProps {
  readonly before: Settings
  readonly after: Settings
  readonly words: ReturnType<typeof usePolicyWords>
}

function Differences({ before, after, words }: DifferencesProps) {
  const say = useTexts(texts)
  const [one, other] = [draftOf(before.policies), draftOf(after.policies)]
  const names = differing(one, other)
  if (names.length === 0) return <p>{say('elsewhere')}</p>
  return (
    <ul>
      {names.map((name) => (
        <li key={name}>
          {say('differs', {
            field: words.field(name),
            before: words.choice(name, one[name]).text,
            after: words.choice(name, other[name]).text,
          })}
        </li>
      ))}
    </ul>
  )
}
