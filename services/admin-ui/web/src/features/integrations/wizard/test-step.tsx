import { Button, InlineMessage } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { useRead } from '../../../shared/api/read.ts'
import { Form } from '../../../shared/form/form.tsx'
import { useSaving } from '../../../shared/form/use-saving.ts'
import { useAnnounce } from '../../../shared/live/status.tsx'
import { ShownOutcome } from '../../../shared/parts/outcome.tsx'
import { Shown } from '../../../shared/parts/shown.tsx'
import { schemaRead, settingsRead } from '../../../shared/settings/queries.ts'
import { useTexts } from '../../../shared/texts/language.tsx'
import { groupsOf, type EnteredTarget } from '../connection/draft.ts'
import { texts as fieldTexts } from '../connection/field-texts.ts'
import { TestResult } from '../connection/test-result.tsx'
import { texts as testTexts } from '../connection/test-texts.ts'
import { useChecked } from '../connection/use-checked.ts'
import { useTest } from '../connection/use-test.ts'
import { useFieldWords } from '../connection/words.ts'
import { saveConnector, type CredentialSchema } from '../queries.ts'
import { useTypeName } from '../type-name.ts'
import { Next } from './next.tsx'
import type { StepProps } from './step-props.ts'
import { texts } from './texts.ts'

type TestStepProps = StepProps & { readonly entered: EnteredTarget }

/** Whether what was entered leads to the ledger; what was tested can be saved, and nothing else. */
export function TestStep(props: TestStepProps) {
  const schema = useRead(schemaRead(props.entered.type))
  return <Shown read={schema}>{(shown) => <Test schema={shown} {...props} />}</Shown>
}

function Test(props: TestStepProps & { schema: CredentialSchema }) {
  const { schema, entered, entries, settings, clear, go } = props
  const say = useTexts(texts)
  const sayTest = useTexts(testTexts)
  const sayField = useTexts(fieldTexts)
  const queries = useQueryClient()
  const announce = useAnnounce()
  const saving = useSaving()
  const { faults, draft, whole, labelOf } = useChecked(schema, entered, entries.secrets)
  const { organizationId, version } = settings
  const test = useTest(organizationId, saving.refuse)
  const isTested = test.tested?.kind === 'found' && test.tested.draft === JSON.stringify(draft)
  const isLost = entered.hadSecrets && Object.keys(entries.secrets).length === 0

  const check = () => {
    const found = faults(false)
    saving.refuse(found)
    return found.length === 0
  }
  const save = async () => {
    const isSaved = await saving.run(async () => {
      await saveConnector(organizationId, whole, version)
      await queries.refetchQueries(settingsRead(organizationId))
      announce('own', say('saved'))
      // The next step is of what is saved: secrets are needed no more.
      await go('kontering')
      clear()
      return say('saved')
    }, labelOf)
    if (!isSaved) await queries.refetchQueries(settingsRead(organizationId))
  }
  return (
    <Form
      faults={saving.faults}
      submit={() => void (isTested ? save() : check() && test.run(draft, labelOf))}
    >
      <p>{say('test_intro')}</p>
      {isLost && <InlineMessage status="warning">{sayField('lost')}</InlineMessage>}
      <Entered {...props} />
      {saving.conflict && (
        <InlineMessage status="warning">{say('changed_meanwhile')}</InlineMessage>
      )}
      <Next back="palogging" go={go}>
        <Button
          type={isTested ? 'button' : 'submit'}
          variant={isTested ? 'secondary' : 'primary'}
          aria-disabled={test.isTesting ? true : undefined}
          {...(test.tested && { 'aria-describedby': 'test-result' })}
          {...(isTested && { onClick: () => void test.run(draft, labelOf) })}
        >
          {sayTest('test')}
        </Button>
        <Button
          type={isTested ? 'submit' : 'button'}
          variant={isTested ? 'primary' : 'secondary'}
          aria-disabled={!isTested || saving.isSaving ? true : undefined}
          aria-describedby={isTested ? saving.outcome && 'save-outcome' : 'save-first'}
        >
          {say('save_and_go')}
        </Button>
      </Next>
      {!isTested && (
        <p id="save-first" className="less">
          {sayTest('save_first')}
        </p>
      )}
      <TestResult {...test} id="test-result" />
      <ShownOutcome id="save-outcome" outcome={saving.outcome} dismiss={saving.dismiss} />
    </Form>
  )
}

/** What is about to be tested, without what is secret. */
function Entered({ schema, entered, entries }: TestStepProps & { schema: CredentialSchema }) {
  const say = useTexts(texts)
  const words = useFieldWords(entered.type)
  const nameOf = useTypeName()
  const shown = groupsOf(schema, entered)
    .flatMap(({ fields }) => fields)
    .flatMap((field) => {
      const { kind, name } = field
      const value = (kind === 'target' ? entered.target[name] : entries.secrets[name]) ?? ''
      if (value === '') return []
      const told =
        kind === 'secret'
          ? say('secret_entered')
          : value.length > 60
            ? `${value.slice(0, 60)}…`
            : words.choice(value)
      return [{ name, label: words.label(field), told }]
    })
  return (
    <dl className="entered">
      <div>
        <dt>{say('system')}</dt>
        <dd>{nameOf(entered.type)}</dd>
      </div>
      {shown.map(({ name, label, told }) => (
        <div key={name}>
          <dt>{label}</dt>
          <dd>{told}</dd>
        </div>
      ))}
    </dl>
  )
}
