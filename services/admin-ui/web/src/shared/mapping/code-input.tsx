import { SelectInput, TextInput } from '../form/fields.tsx'
import type { CatalogueEntry } from './queries.ts'

interface CodeInputProps {
  readonly name: string
  readonly label: string
  readonly help?: string
  readonly value: string
  readonly onChange: (code: string) => void
  /** What the ledger has; left out where that is not known: then the code is written. */
  readonly entries: readonly CatalogueEntry[] | undefined
  /** What no code means. */
  readonly none: string
}

/** A code of the ledger, chosen from its list. One that the list does not have stays until it is changed. */
export function CodeInput({ entries, none, ...field }: CodeInputProps) {
  if (!entries || entries.length === 0) return <TextInput {...field} width={12} />
  const { value } = field
  const isListed = value === '' || entries.some(({ code }) => code === value)
  const open = entries.filter(({ code, blocked }) => blocked === undefined || code === value)
  return (
    <SelectInput
      {...field}
      choices={[
        { value: '', text: none },
        ...(isListed ? [] : [{ value, text: value }]),
        ...open.map(({ code, name }) => ({
          value: code,
          text: name === code ? code : `${code} ${name}`,
        })),
      ]}
    />
  )
}
