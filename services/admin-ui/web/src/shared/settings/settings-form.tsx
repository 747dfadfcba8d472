import { Button } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState, type ReactNode } from 'react'
import { readAgain } from '../api/read.ts'
import { Conflict } from '../form/conflict.tsx'
import type { FieldFault } from '../form/faults.ts'
import { Form } from '../form/form.tsx'
import { Unsaved } from '../form/unsaved.tsx'
import { useSaving } from '../form/use-saving.ts'
import { useAnnounce } from '../live/status.tsx'
import { ShownOutcome } from '../parts/outcome.tsx'
import { useTexts } from '../texts/language.tsx'
import { settingsRead, type Settings } from './queries.ts'
import { texts } from './form-texts.ts'

interface SettingsFormProps<Draft> {
  readonly settings: Settings
  readonly canChange: boolean
  /** What the fields hold, of settings; two that hold the same read the same as JSON. */
  readonly draftOf: (settings: Settings) => Draft
  /** What the page itself finds wrong, before anybody is asked. */
  readonly check: (draft: Draft) => readonly FieldFault[]
  readonly save: (draft: Draft, version: number) => Promise<unknown>
  /** What is said when it is saved. */
  readonly saved: (draft: Draft) => string
  /** In words, for whoever finds that somebody else saved first. */
  readonly differences: (before: Draft, after: Draft) => readonly string[]
  readonly labelOf?: (field: string) => string | undefined
  readonly children: (draft: Draft, change: (draft: Draft) => void) => ReactNode
}

/**
 * A part of the settings to be changed. What somebody else saves does not move under the hands of whoever is at it: they
 * are told when they save, with what differs, and decide.
 */
export function SettingsForm<Draft>(props: SettingsFormProps<Draft>) {
  const { settings: newest, canChange, draftOf, check, differences, saved, children } = props
  const say = useTexts(texts)
  const queries = useQueryClient()
  const announce = useAnnounce()
  const saving = useSaving()
  const outcomeId = useId()
  const begun = (settings: Settings) => ({ version: settings.version, draft: draftOf(settings) })
  const [base, setBase] = useState(() => begun(newest))
  const [draft, setDraft] = useState(base.draft)
  const begin = (settings: Settings) => {
    setBase(begun(settings))
    setDraft(draftOf(settings))
    saving.endConflict()
  }
  const isDirty = !isSame(base.draft, draft)
  if (!isDirty && !saving.conflict && newest.version !== base.version) begin(newest)
  const theirs = differences(base.draft, draftOf(newest))

  const save = async () => {
    const found = check(draft)
    if (found.length > 0) return saving.refuse(found)
    // Whoever was told of a conflict has seen the newest; what changed elsewhere is no conflict.
    const version = saving.conflict || theirs.length === 0 ? newest.version : base.version
    const isSaved = await saving.run(async () => {
      if (!isDirty) return say('unchanged')
      await props.save(draft, version)
      announce('own', saved(draft))
      return saved(draft)
    }, props.labelOf)
    const { organizationId } = newest
    const fresh = await queries
      .fetchQuery({ ...settingsRead(organizationId), staleTime: 0 })
      .catch(() => undefined)
    if (isSaved) {
      setBase({ version: fresh?.version ?? version, draft })
      if (fresh) begin(fresh)
    }
    void readAgain(queries, { organizationId, kinds: ['connector', 'records'] })
    return undefined
  }
  return (
    <Form faults={saving.faults} submit={() => void save()} readOnly={!canChange}>
      {children(draft, setDraft)}
      {saving.conflict && (
        <Conflict by={newest.changedBy} at={newest.changedAt}>
          {theirs.length === 0 && <p>{say('elsewhere')}</p>}
          <ul>
            {theirs.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
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
            aria-describedby={saving.outcome && outcomeId}
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
      <ShownOutcome id={outcomeId} outcome={saving.outcome} dismiss={saving.dismiss} />
      <Unsaved isDirty={isDirty} />
    </Form>
  )
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
