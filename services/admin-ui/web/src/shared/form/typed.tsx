import { ErrorMessage, TextField } from '@navikt/ds-react'
import { useEffect, useId, useRef } from 'react'
import { DayInput } from './day-input.tsx'

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
  /** What is wrong with it. */
  readonly fault?: string
}

export function Day({ name, label, value, fault }: DayProps) {
  const faultId = useId()
  return (
    <div>
      <DayInput
        ref={useField(value)}
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
