import { Heading } from '@navikt/ds-react'
import { addresses } from '../../shared/addresses.ts'
import { Moment } from '../../shared/parts/moment.tsx'
import { To } from '../../shared/parts/to.tsx'
import { administrators, holds, useSession, type Role } from '../../shared/session/session.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import { useEventWords } from './event-words.ts'
import type { LogRow } from './queries.ts'
import { texts } from './texts.ts'

/** May read what was sent and answered. */
const logReaders: readonly Role[] = [...administrators, 'auditor']

interface EventsProps {
  readonly organizationId: string
  readonly events: readonly LogRow[]
  /** There are several revisions to tell apart. */
  readonly hasSeveral: boolean
}

/** What happened to it, the latest first. */
export function Events({ organizationId, events, hasSeveral }: EventsProps) {
  const say = useTexts(texts)
  const readsLog = holds(useSession(), logReaders, organizationId)
  const words = useEventWords()
  const told = events.flatMap((event, at) => {
    const what = words.what(event, events.slice(at + 1))
    if (what === undefined) return []
    const text = hasSeveral && event.revision ? words.ofRevision(event.revision, what) : what
    return [{ event, text }]
  })
  return (
    <section aria-labelledby="events">
      <Heading level="2" size="medium" id="events">
        {say('events')}
      </Heading>
      <ol className="record-events" reversed>
        {told.map(({ event, text }) => (
          <li key={event.id}>
            <div>
              <To address={readsLog ? addresses.logEntry(organizationId, event.id) : undefined}>
                {text}
              </To>
            </div>
            {isPersonsWord(event) && <div className="record-answer">«{event.message}»</div>}
            <div className="less">
              <Moment at={event.at} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What a person wrote; what a ledger said stands with the attempt. */
const isPersonsWord = ({ kind, actor, message, code }: LogRow) =>
  actor !== undefined &&
  message !== undefined &&
  message !== '' &&
  (kind === 'sync.handled' ||
    kind === 'record.withdrawn' ||
    (kind === 'sync.queued' && code !== 'date_moved'))
