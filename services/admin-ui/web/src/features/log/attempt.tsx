import { Heading, Link } from '@navikt/ds-react'
import type { ReactNode } from 'react'
import type { components } from '../../shared/api/generated/status-query.ts'
import { useLogWords } from '../../shared/log/words.ts'
import { Facts, type Fact } from '../../shared/parts/facts.tsx'
import { useFailureWords } from '../../shared/records/failures.ts'
import { connectorNames } from '../../shared/runs/connectors.ts'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { Raw } from './raw.tsx'
import { texts } from './texts.ts'

type Attempted = components['schemas']['LoggedAttempt']
type Answered = components['schemas']['LoggedAnswer']

interface AttemptProps {
  readonly attempt: Attempted
  /** Who erased what was sent, and why, if somebody did. */
  readonly erased: ReactNode
}

/** The attempt that an entry belongs to: what was sent, and each answer. */
export function Attempt({ attempt, erased }: AttemptProps) {
  const say = useTexts(texts)
  const words = useLogWords()
  const format = useFormat()
  const { requestedAt, answeredAt, voucher, connector, payload, answers } = attempt
  const exact = (at: string | undefined) =>
    at !== undefined && <time dateTime={at}>{format.exact(at)}</time>
  const facts: Fact[] = [
    [say('status'), words.status(attempt.status)],
    [say('system'), connector && connectorNames[connector]],
    [say('sent_at'), exact(requestedAt)],
    [say('answered_at'), exact(answeredAt)],
    [say('amount'), attempt.amount !== undefined && format.amount(attempt.amount)],
    [say('reference'), attempt.reference],
    [say('voucher'), voucher && <Voucher voucher={voucher} />],
    [say('posting_date'), voucher && format.day(voucher.date)],
    [say('mapping'), attempt.mappingVersion !== undefined && format.number(attempt.mappingVersion)],
    [say('started_by'), attempt.startedBy],
  ]
  return (
    <>
      <section aria-labelledby="attempt">
        <Heading level="2" size="medium" id="attempt">
          {say('attempt', { n: attempt.attempt })}
        </Heading>
        <Facts facts={facts} />
      </section>
      <section aria-labelledby="sent">
        <Heading level="2" size="medium" id="sent">
          {say('sent')}
        </Heading>
        {payload === undefined ? (
          (erased ?? <p>{say('no_payload')}</p>)
        ) : (
          <>
            <p>{say('masked_help')}</p>
            <Raw name={say('sent')} text={payload} />
          </>
        )}
      </section>
      <section aria-labelledby="answers">
        <Heading level="2" size="medium" id="answers">
          {say('answers', { n: answers.length })}
        </Heading>
        {answers.length === 0 && <p>{say('no_answer')}</p>}
        <ol className="answers">
          {answers.map((answer) => (
            <li key={answer.entryId}>
              <Answer answer={answer} />
            </li>
          ))}
        </ol>
      </section>
    </>
  )
}

function Voucher({ voucher: { number, url } }: { voucher: NonNullable<Attempted['voucher']> }) {
  return url === undefined ? number : <Link href={url}>{number}</Link>
}

function Answer({ answer }: { answer: Answered }) {
  const say = useTexts(texts)
  const words = useLogWords()
  const failures = useFailureWords()
  const format = useFormat()
  const { at, status, class: cls, code, message, voucher, ledger } = answer
  const isFailure = cls !== undefined || code !== undefined
  const facts: Fact[] = [
    [say('time'), <time dateTime={at}>{format.exact(at)}</time>],
    [say('status'), words.status(status)],
    [say('why'), isFailure && failures.title({ class: cls, code })],
    [say('said'), message && failures.said(message)],
    [say('code'), code],
    [say('voucher'), voucher?.number],
    [say('http'), ledger && String(ledger.status)],
    [say('ledger_code'), ledger?.code],
    [say('correlation'), ledger?.correlationId],
  ]
  return <Facts facts={facts} />
}
