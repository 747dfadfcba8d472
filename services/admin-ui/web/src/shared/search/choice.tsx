import { Select } from '@navikt/ds-react'
import { useTexts } from '../texts/language.tsx'
import { texts } from './texts.ts'

export type Choices = readonly (readonly [value: string, text: string])[]

interface ChoiceProps {
  readonly name: string
  readonly label: string
  /** As it stands in the address. */
  readonly value: string | undefined
  readonly choices: Choices
  /** Left out: it counts when the form is sent. */
  readonly choose?: (value: string) => void
}

/** One of several that are looked for, or all. */
export function Choice({ name, label, value = '', choices, choose }: ChoiceProps) {
  const say = useTexts(texts)
  return (
    <Select
      label={label}
      name={name}
      size="small"
      {...(choose
        ? { value, onChange: ({ target }) => choose(target.value) }
        : { defaultValue: value })}
    >
      <option value="">{say('all')}</option>
      {choices.map(([one, text]) => (
        <option key={one} value={one}>
          {text}
        </option>
      ))}
    </Select>
  )
}

/** Values with the words that they are shown in. */
export const choicesOf = <Value extends string>(
  values: readonly Value[],
  say: (value: Value) => string,
): Choices => values.map((value) => [value, say(value)])
