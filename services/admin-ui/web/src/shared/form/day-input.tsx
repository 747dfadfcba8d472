import { Label } from '@navikt/ds-react'
import { useId, type ComponentProps } from 'react'
import { useTexts } from '../texts/language.tsx'
import { texts } from './texts.ts'

interface DayInputProps extends ComponentProps<'input'> {
  readonly label: string
  readonly size?: never
  readonly isSmall?: boolean
  readonly isWrong?: boolean
}

/** A day is typed, as `12.11.2026`: a browser's own field follows the language of the machine, not that of the page. */
export function DayInput({ label, isSmall = false, isWrong = false, ...input }: DayInputProps) {
  const say = useTexts(texts)
  const own = useId()
  const id = input.id ?? own
  const size = isSmall ? 'small' : 'medium'
  return (
    <div
      className={`aksel-form-field aksel-form-field--${size}${isWrong ? ' aksel-text-field--error' : ''}`}
    >
      <Label htmlFor={id} size={size} className="aksel-form-field__label">
        {label} <span className="form-of-day">{say('form_of_day')}</span>
      </Label>
      <input
        {...input}
        id={id}
        type="text"
        autoComplete="off"
        aria-invalid={isWrong || undefined}
        className={`aksel-text-field__input aksel-body-short aksel-body-short--${size} day-input`}
      />
    </div>
  )
}
