import { Heading, InlineMessage } from '@navikt/ds-react'
import { useRef } from 'react'
import { addresses } from '../../shared/addresses.ts'
import { answerOf } from '../../shared/failures/answer.ts'
import { useFailureWords } from '../../shared/records/failures.ts'
import type { FailureCause } from '../../shared/failures/causes.ts'
import { useSentences } from '../../shared/failures/use-sentences.ts'
import { LinkButton } from '../../shared/parts/link-button.tsx'
import { To } from '../../shared/parts/to.tsx'
import { useFocusKept } from '../../shared/parts/use-focus-kept.ts'
import { administrators, holds, retriers, useSession } from '../../shared/session/session.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { listId } from './search.ts'
import { fixOf, type Fix } from './fix.ts'
import { PeriodChoice } from './period-choice.tsx'
import { Retry } from './retry.tsx'
import { texts } from './texts.ts'

interface CauseProps {
  readonly organizationId: string
  readonly connector: string | undefined
  readonly cause: FailureCause
  /** No record has it any more; it is shown for what became of them. */
  readonly isGone: boolean
  readonly onOpen: (isOpen: boolean) => void
}

/** One cause: what it is, how much it holds up, where it is put right, and the retry of exactly its records. */
export function Cause({ organizationId, connector, cause, isGone, onOpen }: CauseProps) {
  const say = useTexts(texts)
  const session = useSession()
  const { title, remedy } = useSentences()(cause)
  const isAdministrator = holds(session, administrators, organizationId)
  const fix = fixOf(cause, { organizationId, connector, isAdministrator })
  const { fingerprint, status, count, amount, retriable, fixedAt } = cause
  const mayRetry = retriable && holds(session, retriers, organizationId)
  const open = useRef(new Set<string>())
  const tell = (part: string) => (isOpen: boolean) => {
    if (isOpen) open.current.add(part)
    else open.current.delete(part)
    onOpen(open.current.size > 0)
  }
  return (
    <li className={`cause cause-${status}`} {...useFocusKept()}>
      <Heading level="3" size="small">
        {title}
      </Heading>
      {isGone ? <p>{say('solved')}</p> : <Extent cause={cause} />}
      {!isGone && <Remedy cause={cause} remedy={remedy} />}
      {!isGone && fixedAt !== undefined && <Fixed cause={cause} />}
      <div className="cause-actions">
        {fix.kind === 'period' ? (
          <PeriodChoice {...{ organizationId, cause, title, isGone }} onOpen={tell('period')} />
        ) : (
          !isGone && <FixLink fix={fix} title={title} />
        )}
        {!isGone && (
          <To address={recordsOf(organizationId, cause)}>
            {say('see_records')}
            <span className="only-heard">: {title}</span>
          </To>
        )}
        {mayRetry && (
          <Retry
            organizationId={organizationId}
            text={say(status === 'waiting' ? 'look_again' : 'retry_cause')}
            of={title}
            wanted={{ cause: fingerprint }}
            count={count}
            amount={amount}
            variant={status === 'waiting' || fixedAt === undefined ? 'secondary' : 'primary'}
            reason={isGone ? say('solved') : undefined}
            onOpen={tell('retry')}
          />
        )}
      </div>
    </li>
  )
}

const recordsOf = (organizationId: string, { status, fingerprint }: FailureCause) =>
  status === 'failed'
    ? `${addresses.failedRecords(organizationId, { arsak: fingerprint })}#${listId}`
    : addresses.records(organizationId, { arsak: fingerprint })

function Extent({ cause: { status, count, amount, oldestAt, againAt } }: { cause: FailureCause }) {
  const say = useTexts(texts)
  const format = useFormat()
  return (
    <p>
      {say(status === 'failed' ? 'extent' : 'extent_waiting', {
        n: count,
        amount: format.amount(amount),
        day: format.day(oldestAt),
      })}
      {againAt !== undefined && ` ${say('again', { at: format.moment(againAt) })}`}
    </p>
  )
}

function Remedy({ cause: { message }, remedy }: { cause: FailureCause; remedy: string }) {
  const say = useTexts(texts)
  const { said } = useFailureWords()
  const answer = message === undefined ? undefined : answerOf(said(message))
  return (
    <>
      {remedy !== '' && <p>{remedy}.</p>}
      {answer !== undefined && <p className="less">{say('answer', { answer })}</p>}
    </>
  )
}

function Fixed({ cause: { status, count, fixedAt = '' } }: { cause: FailureCause }) {
  const say = useTexts(texts)
  const format = useFormat()
  return (
    <InlineMessage status="info">
      {status === 'waiting'
        ? say('opened', { n: count })
        : say('fixed', { at: format.moment(fixedAt), n: count })}
    </InlineMessage>
  )
}

interface FixLinkProps {
  readonly fix: Exclude<Fix, { kind: 'period' }>
  readonly title: string
}

/** What mends it stands out from what only tells about it. */
function FixLink({ fix, title }: FixLinkProps) {
  const say = useTexts(texts)
  const of = <span className="only-heard">: {title}</span>
  return fix.kind === 'about' ? (
    <To address={fix.address}>
      {say('about')}
      {of}
    </To>
  ) : (
    <LinkButton address={fix.address} variant="primary" size="small">
      {say('fix')}
      {of}
    </LinkButton>
  )
}
