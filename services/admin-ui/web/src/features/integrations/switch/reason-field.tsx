import { ErrorMessage, TextField } from '@navikt/ds-react'
import { useEffect, useId, useRef } from 'react'
import { useTexts } from '../../../shared/texts/language.tsx'
import { texts } from '../texts.ts'

const longest = 500

export type ReasonFault = 'reason_missing' | 'reason_long'

export function reasonFault(reason: string): ReasonFault | undefined {
  if (reason.trim() === '') return 'reason_missing'
  return reason.trim().length > longest ? 'reason_long' : undefined
}

interface ReasonFieldProps {
  readonly label: string
  readonly value: string
  readonly change: (value: string) => void
  readonly fault: ReasonFault | undefined
}

/** Why somebody does something, for those who ask later. */
export function ReasonField({ label, value, change, fault }: ReasonFieldProps) {
  const say = useTexts(texts)
  return (
    <DialogField
      label={label}
      help={say('reason_help')}
      value={value}
      change={change}
      fault={fault && say(fault)}
    />
  )
}

interface DialogFieldProps {
  readonly label: string
  readonly help: string
  readonly value: string
  readonly change: (value: string) => void
  readonly fault: string | undefined
}

/** A field of a dialog: where it is refused, focus goes there, and the reason is read with it. */
export function DialogField({ label, help, value, change, fault }: DialogFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  useEffect(() => {
    if (fault !== undefined) field.current?.focus()
  }, [fault])
  return (
    <div>
      <TextField
        ref={field}
        label={label}
        description={help}
        autoComplete="off"
        value={value}
        onChange={({ target }) => change(target.value)}
        error={fault !== undefined}
        {...(fault !== undefined && { 'aria-describedby': id })}
      />
      {fault !== undefined && (
        <ErrorMessage id={id} showIcon>
          {fault}
        </ErrorMessage>
      )}
    </div>
  )
}
