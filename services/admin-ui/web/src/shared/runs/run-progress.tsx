import { useEffect, useRef } from 'react'
import { addresses } from '../addresses.ts'
import { useRead } from '../api/read.ts'
import { useAnnounce } from '../live/status.tsx'
import { To } from '../parts/to.tsx'
import { usePerson } from '../session/person.ts'
import type { Run } from './words.ts'
import { useFormat, useTexts } from '../texts/language.tsx'
import type { SayOf } from '../texts/texts.ts'
import { runRead } from './queries.ts'
import { texts } from './progress-texts.ts'
import { waitedOf } from './waited.ts'

interface RunProgressProps {
  readonly run: Run
  readonly organizationId: string
  readonly id: string
  /** Of the person's own run. */
  readonly onEnd?: (run: Run) => void
}

/** A run that goes on: how far it is, spoken at its half. */
export function RunProgress({ run, organizationId, id, onEnd }: RunProgressProps) {
  const say = useTexts(texts)
  const format = useFormat()
  const announce = useAnnounce()
  const person = usePerson()
  const read = useRead(runRead(organizationId, run.id))
  const now = read.data ?? run
  const total = now.ready ?? now.counts?.planned ?? 0
  const done = doneOf(now)
  const isHalf = total > 1 && done * 2 >= total
  const at = format.moment(now.startedAt)

  useEffect(() => {
    if (isHalf && onEnd) announce('own', say('half'))
    // Said once, when it comes true.
  }, [isHalf])
  const ended = useRef(false)
  useEffect(() => {
    if (!now.completedAt || !onEnd || ended.current) return
    ended.current = true
    announce('own', outcomeText(now, say))
    onEnd(now)
  }, [now, onEnd, announce, say])

  return (
    <div className="run-progress">
      <p id={id}>
        {now.actor
          ? say('run_busy', { at, who: person(now.actor) })
          : say('run_busy_alone', { at })}
      </p>
      {total > 0 && now.counts ? (
        <>
          <progress aria-label={say('running')} value={done} max={total} />{' '}
          {say('progress', { k: done, n: total })}
        </>
      ) : (
        <progress aria-label={say('running')} />
      )}
    </div>
  )
}

const doneOf = ({ counts }: Run) => (counts ? counts.posted + counts.delivered + counts.failed : 0)

function outcomeText({ counts }: Run, say: SayOf<typeof texts>) {
  const { posted = 0, delivered = 0, failed = 0, deferred = 0 } = counts ?? {}
  const waits = waitedOf(counts ?? {})
  return failed + delivered + deferred === 0
    ? say('run_ok', { posted, waiting: waits })
    : say('run_mixed', { posted, delivered, failed, waiting: waits })
}

/** What became of a run's records, as a sentence. */
export function useRunOutcome() {
  const say = useTexts(texts)
  return (run: Run) => outcomeText(run, say)
}

/** What became of a run's records, with the way to those that failed. */
export function RunOutcome({ run, organizationId }: { run: Run; organizationId: string }) {
  const say = useTexts(texts)
  const failed = run.counts?.failed ?? 0
  const address = addresses.failedRecords(organizationId)
  return (
    <>
      {outcomeText(run, say)} {failed > 0 && <To address={address}>{say('see_failed')}</To>}
    </>
  )
}
