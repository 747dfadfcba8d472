import { Button, InlineMessage } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useRead } from '../../../shared/api/read.ts'
import { isSame, merged } from '../../../shared/form/merge.ts'
import { Form } from '../../../shared/form/form.tsx'
import { useSaving } from '../../../shared/form/use-saving.ts'
import { ShownOutcome } from '../../../shared/parts/outcome.tsx'
import { Shown } from '../../../shared/parts/shown.tsx'
import { PolicyFields } from '../../../shared/policies/fields.tsx'
import { daysField, differing, draftOf, policiesOf } from '../../../shared/policies/policies.ts'
import { savePolicies } from '../../../shared/policies/queries.ts'
import { usePolicyWords } from '../../../shared/policies/words.ts'
import { schemaRead, settingsRead } from '../../../shared/settings/queries.ts'
import { useTexts } from '../../../shared/texts/language.tsx'
import type { Connector } from '../queries.ts'
import { useTypeName } from '../type-name.ts'
import { Next } from './next.tsx'
import type { StepProps } from './step-props.ts'
import { texts } from './texts.ts'

/** How records are booked, beside accounts; saved on the way to the next step. */
export function PoliciesStep({ settings, connector, go }: StepProps & { connector: Connector }) {
  const say = useTexts(texts)
  const queries = useQueryClient()
  const schema = useRead(schemaRead(connector.type))
  const system = useTypeName()(connector.type)
  const words = usePolicyWords(system)
  const [base, setBase] = useState(() => draftOf(settings.policies))
  const [draft, setDraft] = useState(base)
  const saving = useSaving()
  const { organizationId, version } = settings
  const newest = draftOf(settings.policies)
  // What somebody else saves meanwhile counts wherever nothing else was chosen here.
  if (!isSame(base, newest)) {
    setBase(newest)
    setDraft(merged(base, draft, newest))
  }
  const save = async () => {
    const policies = policiesOf(draft)
    if (!policies) return saving.refuse([{ field: daysField, message: words.daysWrong }])
    if (differing(newest, draft).length === 0) return void go('kontroll')
    const isSaved = await saving.run(async () => {
      await savePolicies(organizationId, version, policies)
      return say('saved')
    })
    await queries.refetchQueries(settingsRead(organizationId))
    if (isSaved) void go('kontroll')
    return undefined
  }
  return (
    <Shown read={schema}>
      {({ postingModes }) => (
        <Form faults={saving.faults} submit={() => void save()}>
          <PolicyFields system={system} modes={postingModes} draft={draft} change={setDraft} />
          {saving.conflict && (
            <InlineMessage status="warning">{say('changed_meanwhile')}</InlineMessage>
          )}
          <Next back="kontering" go={go}>
            <Button aria-disabled={saving.isSaving ? true : undefined}>{say('save_and_go')}</Button>
          </Next>
          <ShownOutcome id="policies-outcome" outcome={saving.outcome} dismiss={saving.dismiss} />
        </Form>
      )}
    </Shown>
  )
}
