import { Button } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Conflict } from '../../shared/form/conflict.tsx'
import { TextInput } from '../../shared/form/fields.tsx'
import { FoundAgain } from '../../shared/form/found-again.tsx'
import { Form } from '../../shared/form/form.tsx'
import { isParts, merged } from '../../shared/form/merge.ts'
import { Unsaved } from '../../shared/form/unsaved.tsx'
import { useKeptDraft } from '../../shared/form/use-kept-draft.ts'
import { useSaving } from '../../shared/form/use-saving.ts'
import { useAnnounce } from '../../shared/live/status.tsx'
import { ShownOutcome } from '../../shared/parts/outcome.tsx'
import { usePerson } from '../../shared/session/person.ts'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import {
  draftOf,
  isSame,
  limits,
  standardOf,
  valuesOf,
  type Limit,
  type Thresholds,
} from './limits.ts'
import { saveThresholds, thresholdsRead } from './queries.ts'
import { texts } from './texts.ts'

interface ThresholdsFormProps {
  readonly organizationId: string | undefined
  readonly newest: Thresholds
  readonly canChange: boolean
}

/** What somebody was at, and what the fields began with. */
interface Begun {
  readonly base: Thresholds
  readonly draft: ReturnType<typeof draftOf>
}

const isBegun = (value: unknown): value is Begun =>
  isParts(value) &&
  isParts(value['base']) &&
  isParts(value['draft']) &&
  limits.every((limit) => typeof (value['draft'] as Record<string, unknown>)[limit] === 'string')

export function ThresholdsForm({ organizationId, newest, canChange }: ThresholdsFormProps) {
  const say = useTexts(texts)
  const queries = useQueryClient()
  const announce = useAnnounce()
  // What the fields began with: a change by somebody else does not move under the hands of whoever is at it.
  const { found, keep } = useKeptDraft(isBegun)
  const [base, setBase] = useState(found?.base ?? newest)
  const [draft, setDraft] = useState(() => found?.draft ?? draftOf(newest))
  const saving = useSaving()
  const saveButton = useRef<HTMLButtonElement>(null)
  const begin = (from: Thresholds) => {
    setBase(from)
    setDraft(draftOf(from))
    saving.endConflict()
  }
  /** What is pressed goes away by it, and focus would go with that. */
  const take = () => {
    begin(newest)
    saveButton.current?.focus()
  }
  const isDirty = !isSame(draftOf(base), draft)
  keep(isDirty ? { base, draft } : undefined)
  // What was just saved is newer than what was read before.
  if (!isDirty && !saving.conflict && newest.version > base.version) begin(newest)

  const save = async () => {
    const made = valuesOf(draft, (limit, max) => say('wrong', { field: say(limit), max }))
    if ('faults' in made) return saving.refuse(made.faults)
    // Whoever was told of a conflict has seen the newest.
    const from = saving.conflict ? newest.version : base.version
    const isSaved = await saving.run(async () => {
      if (!isDirty && !saving.conflict) return say('unchanged')
      begin(await saveThresholds(organizationId, from, made.values))
      announce('own', say('saved'))
      return say('saved')
    })
    await queries.invalidateQueries(thresholdsRead(organizationId))
    const now = queries.getQueryData(thresholdsRead(organizationId).queryKey)
    // What somebody else changed stays theirs where it was not changed here.
    if (!isSaved && now) setDraft((mine) => merged(draftOf(base), mine, draftOf(now)))
  }
  const set = (limit: Limit, value: string) => setDraft({ ...draft, [limit]: value })
  return (
    <Form faults={saving.faults} submit={() => void save()} readOnly={!canChange}>
      {found && isDirty && <FoundAgain />}
      {limits.map((limit) => (
        <LimitField
          key={limit}
          limit={limit}
          standard={standardOf(newest, limit)}
          value={draft[limit]}
          change={canChange ? (value) => set(limit, value) : undefined}
        />
      ))}
      {saving.conflict && newest.version !== base.version && (
        <Conflict by={newest.changedBy ?? ''} at={newest.changedAt ?? ''}>
          <p>{say('keep')}</p>
          <Button size="small" variant="secondary" type="button" onClick={take}>
            {say('take')}
          </Button>
        </Conflict>
      )}
      {canChange && (
        <div className="buttons">
          <Button
            ref={saveButton}
            aria-disabled={saving.isSaving ? true : undefined}
            aria-describedby={saving.outcome && 'limits-outcome'}
          >
            {say('save')}
          </Button>
        </div>
      )}
      <ShownOutcome id="limits-outcome" outcome={saving.outcome} dismiss={saving.dismiss} />
      <Changed thresholds={newest} />
      <Unsaved isDirty={isDirty} />
    </Form>
  )
}

interface LimitFieldProps {
  readonly limit: Limit
  readonly standard: number
  readonly value: string
  readonly change: ((value: string) => void) | undefined
}

/** Empty means the standard, which stands beside it. */
function LimitField({ limit, standard, value, change }: LimitFieldProps) {
  const say = useTexts(texts)
  const place = useRef<HTMLDivElement>(null)
  const reset = () => {
    place.current?.querySelector('input')?.focus()
    change?.('')
  }
  return (
    <div className="limit" ref={place}>
      <TextInput
        name={`/${limit}`}
        label={say(limit)}
        help={`${say(`help_${limit}`)} ${say('standard', { n: standard })}`}
        value={value}
        onChange={change ?? (() => undefined)}
        inputMode="numeric"
        width={8}
      />
      {change && value !== '' && (
        <Button size="small" variant="tertiary" type="button" onClick={reset}>
          {say('reset')}
          <span className="only-heard"> {say(limit)}</span>
        </Button>
      )}
    </div>
  )
}

function Changed({ thresholds: { changedAt, changedBy } }: { thresholds: Thresholds }) {
  const say = useTexts(texts)
  const format = useFormat()
  const person = usePerson()
  if (!changedAt) return null
  const who = person(changedBy ?? '')
  return <p className="less">{say('changed', { at: format.moment(changedAt), who })}</p>
}
