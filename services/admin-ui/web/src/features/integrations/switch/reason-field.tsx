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
  /** Something before it is to be put right first. */
  readonly isLater?: boolean
}

/** Why somebody does something, for those who ask later. */
export function ReasonField({ label, value, change, fault, isLater }: ReasonFieldProps) {
  const say = useTexts(texts)
  return (
    <DialogField
      label={label}
      help={say('reason_help')}
      value={value}
      change={change}
      fault={fault && say(fault)}
      {...(isLater !== undefined && { isLater })}
    />
  )
}

interface DialogFieldProps {
  readonly label: string
  readonly help: string
  readonly value: string
  readonly change: (value: string) => void
  readonly fault: string | undefined
  readonly isLater?: boolean
}

/** A field of a dialog: where it is refused, focus goes there, and the reason is read with it. */
export function DialogField({
  label,
  help,
  value,
  change,
  fault,
  isLater = false,
}: DialogFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  useEffect(() => {
    if (fault !== undefined && !isLater) field.current?.focus()
  }, [fault, isLater])
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
        <ErrorMessage id={id} showIcon className="fault">
          {fault}
        </ErrorMessage>
      )}
    </div>
  )
}
