import { Heading, Table } from '@navikt/ds-react'
import { addresses } from '../../shared/addresses.ts'
import { Moment } from '../../shared/parts/moment.tsx'
import { To } from '../../shared/parts/to.tsx'
import { useFailureWords } from '../../shared/records/failures.ts'
import { WideTable } from '../../shared/table/wide-table.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { attemptStanding, type AttemptStanding } from './attempt-standing.ts'
import { useEventWords } from './event-words.ts'
import type { Attempt, Revision, Which } from './queries.ts'
import { texts } from './texts.ts'

interface AttemptsProps {
  readonly which: Which
  readonly attempts: readonly Attempt[]
  readonly revisions: readonly Revision[]
  /** There are several revisions to tell apart. */
  readonly hasSeveral: boolean
}

/** Each time that it was sent, and what the ledger said. */
export function Attempts({ which, attempts, revisions, hasSeveral }: AttemptsProps) {
  const say = useTexts(texts)
  return (
    <section aria-labelledby="attempts">
      <Heading level="2" size="medium" id="attempts">
        {say('attempts')}
      </Heading>
      <WideTable caption={say('attempts_caption', { n: attempts.length })}>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell scope="col">{say('attempt')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{say('sent_at')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{say('ended_at')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{say('result')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{say('mapping')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{say('run')}</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {attempts.map((attempt) => (
            <Row
              key={`${attempt.revision} ${attempt.attempt}`}
              which={which}
              attempt={attempt}
              standing={attemptStanding(attempt, {
                isLast: !attempts.some((other) => isLater(other, attempt)),
                of: revisions.find(({ revision }) => revision === attempt.revision),
              })}
              hasSeveral={hasSeveral}
            />
          ))}
        </Table.Body>
      </WideTable>
    </section>
  )
}

const isLater = (one: Attempt, other: Attempt) =>
  one.revision === other.revision && one.attempt > other.attempt

interface RowProps {
  readonly which: Which
  readonly attempt: Attempt
  readonly standing: AttemptStanding
  readonly hasSeveral: boolean
}

function Row({ which, attempt, standing, hasSeveral }: RowProps) {
  const say = useTexts(texts)
  const format = useFormat()
  const { requestedAt, endedAt, mappingVersion, runId } = attempt
  return (
    <Table.Row>
      <Table.HeaderCell scope="row">
        {format.number(attempt.attempt)}
        {hasSeveral && (
          <div className="less">{say('mapping_version', { v: attempt.revision })}</div>
        )}
      </Table.HeaderCell>
      <Table.DataCell>{requestedAt ? <Moment at={requestedAt} /> : '–'}</Table.DataCell>
      <Table.DataCell>
        {endedAt ? <Moment at={endedAt} /> : standing === 'under_way' ? say('under_way') : '–'}
      </Table.DataCell>
      <Table.DataCell>
        <Result attempt={attempt} standing={standing} />
      </Table.DataCell>
      <Table.DataCell>
        {mappingVersion ? say('mapping_version', { v: mappingVersion }) : '–'}
      </Table.DataCell>
      <Table.DataCell>
        {runId ? (
          <To address={addresses.run(which.organizationId, runId)}>{say('see_run')}</To>
        ) : (
          '–'
        )}
      </Table.DataCell>
    </Table.Row>
  )
}

/** What became of it in our words; what the ledger said stays in its own. */
function Result({ attempt, standing }: Pick<RowProps, 'attempt' | 'standing'>) {
  const say = useTexts(texts)
  const words = useEventWords()
  const failures = useFailureWords()
  const { status, code, class: cls, message, traceId, voucherNumber } = attempt
  return (
    <>
      {standing === 'told' ? words.attempt(status) : say(`attempt.${standing}`)}
      {voucherNumber && ` ${voucherNumber}`}
      {code && `: ${failures.title({ code, class: cls })}`}
      {code && message && (
        <div className="less record-answer" lang="en">
          {failures.said(message)}
        </div>
      )}
      {traceId && <div className="less record-hash">{say('trace', { id: traceId })}</div>}
    </>
  )
}
