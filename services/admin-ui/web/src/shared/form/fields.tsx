import {
  Checkbox,
  CheckboxGroup,
  ErrorMessage,
  Radio,
  RadioGroup,
  Select,
  TextField,
} from '@navikt/ds-react'
import type { ReactNode } from 'react'
import { useField } from './form.tsx'

interface FieldProps {
  /** Unique in its form; a fault names it. */
  readonly name: string
  readonly label: string
  readonly help?: ReactNode
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Aksel's own place for errors speaks by itself, over the summary that has focus: the text is ours, tied to the field. */
export function Fault({ name }: { name: string }) {
  const { fault, faultId } = useField(name)
  return fault === undefined ? null : (
    <ErrorMessage id={faultId} showIcon className="fault">
      {fault}
    </ErrorMessage>
  )
}

/** What a field of Aksel's own needs to be one of the form. */
export function useAksel(name: string) {
  const { id, fault, faultId, readOnly } = useField(name)
  return {
    id,
    readOnly,
    error: fault !== undefined,
    ...(fault !== undefined && { 'aria-describedby': faultId }),
  }
}

interface TextInputProps extends FieldProps {
  readonly inputMode?: 'numeric' | 'text'
  /** In characters. */
  readonly width?: number
  readonly hideLabel?: boolean
  readonly size?: 'medium' | 'small'
}

export function TextInput({ name, help, width, onChange, ...field }: TextInputProps) {
  return (
    <div>
      <TextField
        {...field}
        {...useAksel(name)}
        description={help}
        autoComplete="off"
        {...(width !== undefined && { htmlSize: width })}
        onChange={({ target }) => onChange(target.value)}
      />
      <Fault name={name} />
    </div>
  )
}

interface Choice {
  readonly value: string
  readonly text: string
  /** What follows from it. */
  readonly help?: string
}

interface ChoiceProps extends FieldProps {
  readonly choices: readonly Choice[]
}

export function RadioInput({ name, label, help, value, onChange, choices }: ChoiceProps) {
  return (
    <div>
      <RadioGroup
        {...useAksel(name)}
        legend={label}
        description={help}
        value={value}
        onChange={(chosen: string) => onChange(chosen)}
      >
        {choices.map((choice) => (
          <Radio
            key={choice.value}
            value={choice.value}
            {...(choice.help && { description: choice.help })}
          >
            {choice.text}
          </Radio>
        ))}
      </RadioGroup>
      <Fault name={name} />
    </div>
  )
}

interface ChecksInputProps extends Pick<ChoiceProps, 'name' | 'label' | 'help' | 'choices'> {
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}

export function ChecksInput({ name, label, help, value, onChange, choices }: ChecksInputProps) {
  return (
    <div>
      <CheckboxGroup
        {...useAksel(name)}
        legend={label}
        description={help}
        value={[...value]}
        onChange={(chosen: string[]) => onChange(chosen)}
      >
        {choices.map((choice) => (
          <Checkbox key={choice.value} value={choice.value}>
            {choice.text}
          </Checkbox>
        ))}
      </CheckboxGroup>
      <Fault name={name} />
    </div>
  )
}

export function SelectInput({ name, help, choices, onChange, ...field }: ChoiceProps) {
  return (
    <div>
      <Select
        {...field}
        {...useAksel(name)}
        description={help}
        onChange={({ target }) => onChange(target.value)}
      >
        {choices.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </Select>
      <Fault name={name} />
    </div>
  )
}

interface FileInputProps extends Pick<FieldProps, 'name' | 'label' | 'help'> {
  readonly accept: string
  readonly onChange: (file: File | undefined) => void
}

export function FileInput({ name, label, help, accept, onChange }: FileInputProps) {
  return (
    <div>
      <TextField
        {...useAksel(name)}
        label={label}
        description={help}
        type={'file' as 'text'}
        accept={accept}
        onChange={({ target }) => onChange(target.files?.[0])}
      />
      <Fault name={name} />
    </div>
  )
}
