import { Button, ErrorMessage, Textarea, TextField } from '@navikt/ds-react'
import { EyeIcon, EyeSlashIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import { useField } from '../../../shared/form/form.tsx'
import { useTexts } from '../../../shared/texts/language.tsx'
import { texts } from './field-texts.ts'

interface SecretInputProps {
  readonly name: string
  readonly label: string
  readonly help: string
  /** A certificate, or several headers. */
  readonly lines: boolean
  readonly value: string
  readonly change: (value: string) => void
}

/** A secret while it is written: covered unless somebody wants to look, and open to paste. */
export function SecretInput({ name, label, help, lines, value, change }: SecretInputProps) {
  const say = useTexts(texts)
  const { id, fault, faultId } = useField(name)
  const [isShown, setShown] = useState(false)
  const field = {
    id,
    label,
    description: help,
    value,
    autoComplete: 'off',
    autoCapitalize: 'none',
    spellCheck: false,
    error: fault !== undefined,
    ...(fault !== undefined && { 'aria-describedby': faultId }),
  } as const
  return (
    <div className="secret">
      {lines ? (
        <Textarea
          {...field}
          className={isShown ? 'code' : 'code covered'}
          minRows={3}
          maxRows={8}
          onChange={({ target }) => change(target.value)}
        />
      ) : (
        <TextField
          {...field}
          type={isShown ? 'text' : 'password'}
          onChange={({ target }) => change(target.value)}
        />
      )}
      <Button
        type="button"
        size="small"
        variant="tertiary"
        icon={isShown ? <EyeSlashIcon aria-hidden /> : <EyeIcon aria-hidden />}
        aria-pressed={isShown}
        aria-label={say('show_name', { label })}
        onClick={() => setShown(!isShown)}
      >
        {say('show')}
      </Button>
      {fault !== undefined && (
        <ErrorMessage id={faultId} showIcon className="fault">
          {fault}
        </ErrorMessage>
      )}
    </div>
  )
}

interface CodeInputProps {
  readonly name: string
  readonly label: string
  readonly help: string
  readonly value: string
  readonly change: (value: string) => void
}

/** A template or an expression. */
export function CodeInput({ name, label, help, value, change }: CodeInputProps) {
  const { id, fault, faultId, readOnly } = useField(name)
  return (
    <div>
      <Textarea
        id={id}
        label={label}
        description={help}
        value={value}
        readOnly={readOnly}
        className="code"
        autoComplete="off"
        spellCheck={false}
        minRows={1}
        maxRows={20}
        error={fault !== undefined}
        {...(fault !== undefined && { 'aria-describedby': faultId })}
        onChange={({ target }) => change(target.value)}
      />
      {fault !== undefined && (
        <ErrorMessage id={faultId} showIcon className="fault">
          {fault}
        </ErrorMessage>
      )}
    </div>
  )
}
