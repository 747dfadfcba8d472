import { ErrorMessage, Radio, RadioGroup, TextField } from '@navikt/ds-react'
import { useId, useRef, useState } from 'react'
import type { FailureCause } from '../../shared/failures/causes.ts'
import { Confirm } from '../../shared/parts/confirm.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import type { decidePeriod } from './queries.ts'
import { texts } from './texts.ts'

export type PeriodAnswer = Omit<Parameters<typeof decidePeriod>[1], 'cause' | 'records'>

interface AskPeriodProps {
  readonly cause: FailureCause
  readonly decide: (answer: PeriodAnswer, key: string) => Promise<void>
  readonly close: () => void
}

/** Asks which date the records of a closed period go under, and why. */
export function AskPeriod({ cause, decide, close }: AskPeriodProps) {
  const say = useTexts(texts)
  const format = useFormat()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [date, setDate] = useState<PeriodAnswer['date']>('next_open')
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const [count] = useState(cause.count)
  const isComplete = () => {
    const isFilled = reason.trim() !== ''
    setMissing(!isFilled)
    if (!isFilled) field.current?.focus()
    return isFilled
  }
  return (
    <Confirm
      title={say('date_title')}
      description={
        <p>
          {say('date_ask', {
            n: count,
            month: format.month(cause.mend.period ?? cause.subject?.value ?? ''),
          })}
        </p>
      }
      verb={say('do_redate', { n: count })}
      isComplete={isComplete}
      confirm={(key) => decide({ date, reason: reason.trim() }, key)}
      close={close}
    >
      <RadioGroup
        legend={say('date')}
        value={date}
        onChange={(chosen: PeriodAnswer['date']) => setDate(chosen)}
      >
        <Radio value="next_open" description={say('next_open_help')}>
          {say('next_open')}
        </Radio>
        <Radio value="today">{say('today', { day: format.day(new Date()) })}</Radio>
      </RadioGroup>
      <div>
        <TextField
          ref={field}
          label={say('reason')}
          description={say('reason_help')}
          value={reason}
          maxLength={500}
          autoComplete="off"
          error={isMissing}
          {...(isMissing && { 'aria-describedby': `${id}missing` })}
          onChange={({ target }) => setReason(target.value)}
        />
        {isMissing && (
          <ErrorMessage id={`${id}missing`} showIcon>
            {say('reason_missing')}
          </ErrorMessage>
        )}
      </div>
    </Confirm>
  )
}
