import { Button, InlineMessage } from '@navikt/ds-react'
import { useParams } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useRead } from '../../shared/api/read.ts'
import { Conflict } from '../../shared/form/conflict.tsx'
import { isConflict } from '../../shared/form/faults.ts'
import { FoundAgain } from '../../shared/form/found-again.tsx'
import { Form } from '../../shared/form/form.tsx'
import { isParts, isSame, merged } from '../../shared/form/merge.ts'
import { Unsaved } from '../../shared/form/unsaved.tsx'
import { useKeptDraft } from '../../shared/form/use-kept-draft.ts'
import { useSaving } from '../../shared/form/use-saving.ts'
import { useAnnounce } from '../../shared/live/status.tsx'
import { ShownOutcome } from '../../shared/parts/outcome.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { schemaRead, settingsRead, type Settings } from '../../shared/settings/queries.ts'
import { SettingsPage } from '../../shared/settings/settings-page.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import { isEntered, wayOf, type EnteredTarget, type Secrets } from './connection/draft.ts'
import { ConnectionFields } from './connection/fields.tsx'
import { texts as fieldTexts } from './connection/field-texts.ts'
import { TestResult } from './connection/test-result.tsx'
import { texts as testTexts } from './connection/test-texts.ts'
import { useChecked } from './connection/use-checked.ts'
import { useTest } from './connection/use-test.ts'
import { texts } from './credentials-texts.ts'
import { saveConnector, type Connector, type CredentialSchema } from './queries.ts'

/** How the accounting system is signed in to: another key, or another ledger, without a change of anything else. */
export function CredentialsPage() {
  const say = useTexts(texts)
  const { org, type } = useParams({
    from: '/signed-in/organisasjoner/$org/innstillinger/integrasjoner/$type/palogging',
  })
  return (
    <SettingsPage title={say('title')} organizationId={org} type={type}>
      {(settings, _, canChange) =>
        settings.connector && (
          <Asked settings={settings} connector={settings.connector} canChange={canChange} />
        )
      }
    </SettingsPage>
  )
}

interface AskedProps {
  readonly settings: Settings
  readonly connector: Connector
  readonly canChange: boolean
}

function Asked(props: AskedProps) {
  const schema = useRead(schemaRead(props.connector.type))
  return <Shown read={schema}>{(shown) => <CredentialsForm schema={shown} {...props} />}</Shown>
}

/** What is stored, as the form begins with it: never a secret. */
function storedOf(schema: CredentialSchema, { type, target, secrets }: Connector): EnteredTarget {
  const stored = secrets.map(({ field }) => field)
  const way = schema.secretSets.find(
    (set) => set.length === stored.length && set.every((name) => stored.includes(name)),
  )
  return { type, target, ...(way && { way: way.join('+') }) }
}

/** What somebody was at, on top of which version. */
interface Begun {
  readonly version: number
  readonly before: EnteredTarget
  readonly entered: EnteredTarget
}

const isBegun = (value: unknown): value is Begun =>
  isParts(value) &&
  typeof value['version'] === 'number' &&
  isEntered(value['before']) &&
  isEntered(value['entered'])

function CredentialsForm(props: AskedProps & { schema: CredentialSchema }) {
  const { settings, connector, schema, canChange } = props
  const say = useTexts(texts)
  const sayTest = useTexts(testTexts)
  const queries = useQueryClient()
  const announce = useAnnounce()
  const sayField = useTexts(fieldTexts)
  const stored = storedOf(schema, connector)
  const { found, keep } = useKeptDraft(isBegun)
  const [base, setBase] = useState(() => ({
    version: found?.version ?? settings.version,
    before: found?.before ?? stored,
  }))
  const [entered, setEntered] = useState(found?.entered ?? stored)
  const [secrets, setSecrets] = useState<Secrets>({})
  const saving = useSaving()
  const { organizationId } = settings
  const { faults, draft, whole, labelOf } = useChecked(schema, entered, secrets)
  const test = useTest(organizationId, saving.refuse)
  const { before } = base
  const hasSecrets = Object.values(secrets).some((value) => value !== '')
  const isDirty =
    hasSecrets ||
    Boolean(entered.expires) ||
    wayOf(schema, entered).id !== wayOf(schema, before).id ||
    !isSame(entered.target, before.target)
  keep(isDirty ? { ...base, entered } : undefined)
  const isTested = test.tested?.kind === 'found' && test.tested.draft === JSON.stringify(draft)
  /** What was changed here goes on, on top of what is stored now. */
  const begin = (version: number, now: EnteredTarget, kept = now) => {
    setBase({ version, before: now })
    setEntered(kept)
  }
  // What somebody else saves meanwhile counts once this form has nothing of its own.
  if (!isDirty && !saving.isSaving && base.version < settings.version)
    begin(settings.version, stored)

  const check = () => {
    const found = faults(true)
    saving.refuse(found)
    return found.length === 0
  }
  const save = async () => {
    if (!isTested || !check()) return
    let isMet = false
    await saving.run(async () => {
      // What changed elsewhere in the settings is no conflict.
      const version = isSame(stored, before) ? settings.version : base.version
      const saved = await saveConnector(organizationId, whole, version).catch((error: unknown) => {
        isMet = isConflict(error)
        throw error
      })
      setSecrets({})
      begin(saved.version, saved.connector ? storedOf(schema, saved.connector) : entered)
      test.dismiss()
      announce('own', say('saved'))
      return say('saved')
    }, labelOf)
    await queries.refetchQueries(settingsRead(organizationId))
    const fresh = isMet ? queries.getQueryData(settingsRead(organizationId).queryKey) : undefined
    if (!fresh?.connector || fresh.connector.type !== connector.type) return
    const theirs = storedOf(schema, fresh.connector)
    begin(fresh.version, theirs, merged(before, entered, theirs))
  }
  return (
    <Form faults={saving.faults} submit={() => void save()} readOnly={!canChange}>
      {canChange && <p>{say('intro')}</p>}
      {found && isDirty && <FoundAgain />}
      {found && entered.hadSecrets && !hasSecrets && isDirty && (
        <InlineMessage status="warning">{sayField('lost')}</InlineMessage>
      )}
      <ConnectionFields
        schema={schema}
        entered={entered}
        secrets={secrets}
        stored={connector.secrets}
        refused={saving.faults.map(({ field }) => field)}
        change={(next, values) => {
          setEntered(next)
          setSecrets(values)
        }}
      />
      {saving.conflict && (
        <Conflict by={settings.changedBy} at={settings.changedAt}>
          <p>{say('conflict_help')}</p>
        </Conflict>
      )}
      {canChange && (
        <>
          <div className="buttons">
            <Button
              type="button"
              variant={isTested ? 'secondary' : 'primary'}
              aria-disabled={test.isTesting ? true : undefined}
              {...(test.tested && { 'aria-describedby': 'test-result' })}
              onClick={() => check() && void test.run(draft, labelOf)}
            >
              {sayTest('test')}
            </Button>
            <Button
              variant={isTested ? 'primary' : 'secondary'}
              aria-disabled={!isTested || saving.isSaving ? true : undefined}
              aria-describedby={isTested ? saving.outcome && 'credentials-outcome' : 'save-first'}
            >
              {sayTest('save')}
            </Button>
          </div>
          {!isTested && (
            <p id="save-first" className="less">
              {sayTest('save_first')}
            </p>
          )}
          <TestResult {...test} id="test-result" />
        </>
      )}
      <ShownOutcome id="credentials-outcome" outcome={saving.outcome} dismiss={saving.dismiss} />
      <Unsaved isDirty={isDirty} />
    </Form>
  )
}
