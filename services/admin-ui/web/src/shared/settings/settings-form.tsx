import { Button } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState, type ReactNode } from 'react'
import { readAgain } from '../api/read.ts'
import { Conflict } from '../form/conflict.tsx'
import { isConflict, type FieldFault } from '../form/faults.ts'
import { FoundAgain } from '../form/found-again.tsx'
import { Form } from '../form/form.tsx'
import { isParts, isSame, merged } from '../form/merge.ts'
import { Unsaved } from '../form/unsaved.tsx'
import { useKeptDraft } from '../form/use-kept-draft.ts'
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
  readonly placeOf?: (field: string) => string
  /** Left out: to save. */
  readonly saveLabel?: string
  readonly children: (draft: Draft, change: (draft: Draft) => void) => ReactNode
}

/** What somebody was at, and on top of which version. */
interface Begun<Draft> {
  readonly base: { readonly version: number; readonly draft: Draft }
  readonly draft: Draft
}

const isBegun = <Draft,>(value: unknown): value is Begun<Draft> =>
  isParts(value) &&
  isParts(value['base']) &&
  isParts(value['base']['draft']) &&
  isParts(value['draft'])

interface Quicker {
  readonly by: string
  readonly at: string
  readonly sentences: readonly string[]
}

/**
 * A part of the settings to be changed. What somebody else saves does not move under the hands of whoever is at it: they
 * are told when they save, with what differs, and decide.
 */
export function SettingsForm<Draft>(props: SettingsFormProps<Draft>) {
  const { settings: newest, canChange, draftOf, check, differences, children } = props
  const say = useTexts(texts)
  const queries = useQueryClient()
  const announce = useAnnounce()
  const saving = useSaving()
  const outcomeId = useId()
  const begun = (settings: Settings) => ({ version: settings.version, draft: draftOf(settings) })
  const { found, keep } = useKeptDraft(isBegun<Draft>)
  const [base, setBase] = useState(() => found?.base ?? begun(newest))
  const [draft, setDraft] = useState(() => found?.draft ?? base.draft)
  const [quicker, setQuicker] = useState<Quicker>()
  const begin = (settings: Settings, kept = draftOf(settings)) => {
    setBase(begun(settings))
    setDraft(kept)
    setQuicker(undefined)
  }
  const saveButton = useRef<HTMLButtonElement>(null)
  /** What is pressed goes away by it, and focus would go with that. */
  const takeNewest = () => {
    begin(newest)
    saveButton.current?.focus()
  }
  const isDirty = !isSame(base.draft, draft)
  keep(isDirty ? { base, draft } : undefined)
  if (!isDirty && newest.version !== base.version && !saving.isSaving) begin(newest)

  const readNewest = () =>
    queries.fetchQuery({ ...settingsRead(newest.organizationId), staleTime: 0 })
  /** What was changed here goes on, on top of what they saved. */
  const meet = async () => {
    const fresh = await readNewest()
    const { changedBy: by, changedAt: at } = fresh
    begin(fresh, merged(base.draft, draft, draftOf(fresh)))
    setQuicker({ by, at, sentences: differences(base.draft, draftOf(fresh)) })
  }
  const save = async () => {
    const found = check(draft)
    if (found.length > 0) return saving.refuse(found)
    // What changed elsewhere in the settings is no conflict.
    const version = isSame(base.draft, draftOf(newest)) ? newest.version : base.version
    let isMet = false
    const send = () =>
      props.save(draft, version).catch((error: unknown) => {
        isMet = isConflict(error)
        throw error
      })
    const isSaved = await saving.run(
      async () => {
        if (!isDirty) return say('unchanged')
        await send()
        setQuicker(undefined)
        announce('own', props.saved(draft))
        return props.saved(draft)
      },
      props.labelOf,
      props.placeOf,
    )
    if (isMet) return meet().catch(saving.fail)
    if (isSaved) {
      const fresh = await readNewest().catch(() => undefined)
      if (fresh) begin(fresh)
      else setBase({ version, draft })
      await readAgain(queries, {
        organizationId: newest.organizationId,
        kinds: ['connector', 'records'],
      })
    }
    return undefined
  }
  return (
    <Form faults={saving.faults} submit={() => void save()} readOnly={!canChange}>
      {found && isDirty && <FoundAgain />}
      {children(draft, setDraft)}
      {quicker && (
        <Conflict by={quicker.by} at={quicker.at}>
          {quicker.sentences.length === 0 && <p>{say('elsewhere')}</p>}
          <ul>
            {quicker.sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <p>{say('keep')}</p>
          <Button size="small" variant="secondary" type="button" onClick={takeNewest}>
            {say('take')}
          </Button>
        </Conflict>
      )}
      {canChange && (
        <div className="buttons">
          <Button
            ref={saveButton}
            aria-disabled={saving.isSaving ? true : undefined}
            aria-describedby={saving.outcome && outcomeId}
          >
            {props.saveLabel ?? say('save')}
          </Button>
          {isDirty && (
            <Button variant="secondary" type="button" onClick={takeNewest}>
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
