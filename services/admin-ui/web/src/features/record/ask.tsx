import { ErrorMessage, TextField } from '@navikt/ds-react'
import { useId, useState, type ReactNode } from 'react'
import { DayInput } from '../../shared/form/day-input.tsx'
import { Confirm } from '../../shared/parts/confirm.tsx'
import { missingOf, type Answers, type AskedField } from './fields.ts'

interface AskProps {
  readonly title: string
  readonly description: string
  readonly verb: string
  /** Something comes to an end by it. */
  readonly ends?: boolean
  readonly fields?: readonly AskedField[]
  /** Before the fields. */
  readonly children?: ReactNode
  readonly confirm: (answers: Answers, key: string) => Promise<void>
  readonly close: () => void
}

/** Asks before something is done about one record, and for what the log is to say of it. */
export function Ask({ fields = [], children, confirm, description, ...props }: AskProps) {
  const id = useId()
  const [answers, setAnswers] = useState<Answers>({})
  const [missing, setMissing] = useState<Answers>({})
  const isComplete = () => {
    const found = missingOf(fields, answers)
    setMissing(found)
    const first = fields.find(({ name }) => name in found)
    if (first) document.getElementById(id + first.name)?.focus()
    return first === undefined
  }
  return (
    <Confirm
      {...props}
      description={<p>{description}</p>}
      isComplete={isComplete}
      confirm={(key) => confirm(answers, key)}
    >
      {children}
      {fields.map((field) => (
        <Field
          key={field.name}
          id={id + field.name}
          field={field}
          value={answers[field.name] ?? ''}
          missing={missing[field.name]}
          change={(value) => setAnswers({ ...answers, [field.name]: value })}
        />
      ))}
    </Confirm>
  )
}

interface FieldProps {
  readonly id: string
  readonly field: AskedField
  readonly value: string
  readonly missing: string | undefined
  readonly change: (value: string) => void
}

function Field({ id, field, value, missing, change }: FieldProps) {
  const { label, help, isDay } = field
  const isWrong = missing !== undefined
  const described = isWrong && { 'aria-describedby': `${id}missing` }
  return (
    <div>
      {isDay ? (
        <DayInput
          id={id}
          label={label}
          value={value}
          isWrong={isWrong}
          {...described}
          onChange={({ target }) => change(target.value)}
        />
      ) : (
        <TextField
          id={id}
          label={label}
          {...(help !== undefined && { description: help })}
          value={value}
          maxLength={500}
          autoComplete="off"
          error={isWrong}
          {...described}
          onChange={({ target }) => change(target.value)}
        />
      )}
      {isWrong && (
        <ErrorMessage id={`${id}missing`} showIcon>
          {missing}
        </ErrorMessage>
      )}
    </div>
  )
}
