import { TextField } from '@navikt/ds-react'
import { useEffect, useRef } from 'react'
import { DayInput } from '../../shared/form/day-input.tsx'

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

export const Day = ({ name, label, value }: TypedProps) => (
  <DayInput ref={useField(value)} name={name} label={label} isSmall />
)
