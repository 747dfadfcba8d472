import { useParams } from '@tanstack/react-router'
import { useRead } from '../../shared/api/read.ts'
import { Shown } from '../../shared/parts/shown.tsx'
import { PolicyFields } from '../../shared/policies/fields.tsx'
import {
  daysField,
  differing,
  draftOf,
  policiesOf,
  type PolicyDraft,
} from '../../shared/policies/policies.ts'
import { savePolicies } from '../../shared/policies/queries.ts'
import { usePolicyWords } from '../../shared/policies/words.ts'
import { connectorNames } from '../../shared/runs/connectors.ts'
import { schemaRead, type ConnectorType, type Settings } from '../../shared/settings/queries.ts'
import { SettingsForm } from '../../shared/settings/settings-form.tsx'
import { SettingsPage } from '../../shared/settings/settings-page.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
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

function PoliciesForm({ settings, type, canChange }: PoliciesFormProps) {
  const say = useTexts(texts)
  const schema = useRead(schemaRead(type))
  const system = connectorNames[type]
  const words = usePolicyWords(system)
  const check = (draft: PolicyDraft) =>
    policiesOf(draft) ? [] : [{ field: daysField, message: words.daysWrong }]
  const differences = (before: PolicyDraft, after: PolicyDraft) =>
    differing(before, after).map((name) =>
      say('differs', {
        field: words.field(name),
        before: words.choice(name, before[name]).text,
        after: words.choice(name, after[name]).text,
      }),
    )
  return (
    <Shown read={schema}>
      {({ postingModes }) => (
        <SettingsForm
          settings={settings}
          canChange={canChange}
          draftOf={({ policies }) => draftOf(policies)}
          check={check}
          save={(draft, version) =>
            savePolicies(settings.organizationId, version, policiesOf(draft)!)
          }
          saved={() => say('saved')}
          differences={differences}
          labelOf={(field) => (field === daysField ? words.field('deliveredDays') : undefined)}
        >
          {(draft, change) => (
            <>
              <p>{say('intro')}</p>
              <PolicyFields system={system} modes={postingModes} draft={draft} change={change} />
            </>
          )}
        </SettingsForm>
      )}
    </Shown>
  )
}
