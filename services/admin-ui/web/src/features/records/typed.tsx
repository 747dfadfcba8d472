import { Label, TextField } from '@navikt/ds-react'
import { useEffect, useId, useRef } from 'react'

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

/** The browser's own field of a day: it knows the person's way of writing, and takes the keyboard. */
export function Day({ name, label, value }: TypedProps) {
  const id = useId()
  return (
    <div className="aksel-form-field aksel-form-field--small">
      <Label htmlFor={id} size="small" className="aksel-form-field__label">
        {label}
      </Label>
      <input
        ref={useField(value)}
        id={id}
        name={name}
        type="date"
        className="aksel-text-field__input aksel-body-short aksel-body-short--small"
      />
    </div>
  )
}
