import { Label } from '@navikt/ds-react'
import { useId, type ComponentProps } from 'react'

interface DayInputProps extends ComponentProps<'input'> {
  readonly label: string
  readonly size?: never
  readonly isSmall?: boolean
  readonly isWrong?: boolean
}

/** The browser's own field of a day, dressed as the others: it knows the person's way of writing, and takes the keyboard. */
export function DayInput({ label, isSmall = false, isWrong = false, ...input }: DayInputProps) {
  const own = useId()
  const id = input.id ?? own
  const size = isSmall ? 'small' : 'medium'
  return (
    <div
      className={`aksel-form-field aksel-form-field--${size}${isWrong ? ' aksel-text-field--error' : ''}`}
    >
      <Label htmlFor={id} size={size} className="aksel-form-field__label">
        {label}
      </Label>
      <input
        {...input}
        id={id}
        type="date"
        aria-invalid={isWrong || undefined}
        className={`aksel-text-field__input aksel-body-short aksel-body-short--${size} day-input`}
      />
    </div>
  )
}
