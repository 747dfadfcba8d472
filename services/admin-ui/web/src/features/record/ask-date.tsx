import { Radio, RadioGroup } from '@navikt/ds-react'
import { useState } from 'react'
import { dayInNorway } from '../../shared/format/oslo.ts'
import { useRecordWords } from '../../shared/records/words.ts'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { Ask } from './ask.tsx'
import { useReasonField, type AskedProps } from './ask-deed.tsx'
import { texts } from './deed-texts.ts'
import { firstDayAfter } from './days.ts'
import { chooseDate } from './deeds.ts'

type Choice = 'next_open' | 'today'

/** Asks on which day a record of a closed period is booked. */
export function AskDate({ which, shown, end, close }: AskedProps) {
  const say = useTexts(texts)
  const format = useFormat()
  const words = useRecordWords()
  const reasonField = useReasonField()
  const closed = shown.reason?.postingDate ?? dayInNorway()
  const today = dayInNorway()
  const first = firstDayAfter(closed)
  const [date, setDate] = useState<Choice>(first < today ? 'next_open' : 'today')
  return (
    <Ask
      title={say('date_title')}
      description={say('date_ask', {
        ref: words.name(shown),
        amount: format.amount(shown.amount),
        month: format.month(closed),
      })}
      verb={say('date_do')}
      fields={[reasonField]}
      confirm={async ({ reason = '' }, key) =>
        end('date', await chooseDate(which, { date, reason: reason.trim() }, key))
      }
      close={close}
    >
      <RadioGroup
        legend={say('date_choice')}
        value={date}
        onChange={(chosen: Choice) => setDate(chosen)}
      >
        {first < today && (
          <Radio value="next_open">{say('next_open', { day: format.day(first) })}</Radio>
        )}
        <Radio value="today">{say('today', { day: format.day(today) })}</Radio>
      </RadioGroup>
    </Ask>
  )
}
