import { ErrorMessage, TextField } from '@navikt/ds-react'
import { useEffect, useId, useRef } from 'react'
import { writtenDay } from '../format/days.ts'
import { useTexts } from '../texts/language.tsx'
import { DayInput } from './day-input.tsx'
import { texts } from './texts.ts'

interface TypedProps {
  readonly name: string
  readonly label: string
  /** As it stands in the address. */
  readonly value: string
}

/** What the address says stands in the field, until somebody types something else. */
function useField(value: string) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (field.current) field.current.value = value
  }, [value])
  return field
}

export const Typed = ({ name, label, value }: TypedProps) => (
  <TextField ref={useField(value)} name={name} label={label} size="small" autoComplete="off" />
)

interface DayProps extends TypedProps {
  /** The name of the field that holds no day. */
  readonly wrong: string | undefined
  /** What else is wrong with it. */
  readonly fault?: string
}

export function Day({ name, label, value, wrong, ...known }: DayProps) {
  const say = useTexts(texts)
  const faultId = useId()
  const fault = wrong === name ? say('no_day') : known.fault
  return (
    <div>
      <DayInput
        ref={useField(writtenDay(value))}
        name={name}
        label={label}
        isSmall
        {...(fault && { isWrong: true, 'aria-describedby': faultId })}
      />
      {fault && (
        <ErrorMessage id={faultId} size="small" showIcon>
          {fault}
        </ErrorMessage>
      )}
    </div>
  )
}
