import type { ReactNode } from 'react'
import { useRead } from '../../shared/api/read.ts'
import { Moment } from '../../shared/parts/moment.tsx'
import { useRecordWords } from '../../shared/records/words.ts'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { approvedRead, type Revision, type Which } from './queries.ts'
import { texts } from './texts.ts'

interface SummaryProps {
  readonly which: Which
  readonly shown: Revision
  readonly hasSeveral: boolean
}

/** What kind of record it is, how much, whose, and when it was approved. */
export function Summary({ which, shown, hasSeveral }: SummaryProps) {
  const say = useTexts(texts)
  const words = useRecordWords()
  const format = useFormat()
  const approved = useRead(approvedRead(which)).data
  const { recordType, approvedAt, revision, status, voucher } = shown
  const payee = words.payeeOf(shown)
  return (
    <dl className="figures">
      <Term name={say('type')}>{words.type(recordType)}</Term>
      <Term name={say('amount')}>{words.amountOf(shown)}</Term>
      <Term name={say('payee')}>
        {approved?.payee ? say('payee_is', { kind: payee, id: approved.payee.id }) : payee}
      </Term>
      <Term name={say('approved')}>
        {approvedAt ? <Moment at={approvedAt} /> : say('unread')}
        {approved && <div className="less">{say('by', { who: approved.approvedBy })}</div>}
      </Term>
      {voucher && (
        <Term name={say('voucher')}>
          {voucher.number}
          <div className="less">
            {say(status === 'posted' ? 'dated' : 'to_be_dated', { day: format.day(voucher.date) })}
          </div>
        </Term>
      )}
      {hasSeveral && <Term name={say('revision')}>{format.number(revision)}</Term>}
    </dl>
  )
}

const Term = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
