import { RadioInput, TextInput } from '../form/fields.tsx'
import { usePolicyWords } from './words.ts'
import { daysField, type PolicyDraft } from './policies.ts'

interface PolicyFieldsProps {
  /** Of the accounting system. */
  readonly system: string
  /** How vouchers can reach its books. */
  readonly modes: readonly ('book' | 'draft')[]
  readonly draft: PolicyDraft
  readonly change: (draft: PolicyDraft) => void
}

/** How records are booked, beside accounts: each choice says what follows from it. */
export function PolicyFields({ system, modes, draft, change }: PolicyFieldsProps) {
  const words = usePolicyWords(system)
  const field = (name: keyof PolicyDraft) => ({
    label: words.field(name),
    value: draft[name],
    onChange: (value: string) => change({ ...draft, [name]: value }),
  })
  const radios = (name: Exclude<keyof PolicyDraft, 'deliveredDays'>, values: readonly string[]) => (
    <RadioInput
      {...field(name)}
      name={`/${name}`}
      choices={values.map((value) => ({ value, ...words.choice(name, value) }))}
    />
  )
  return (
    <>
      {modes.length > 1 ? (
        radios('postingMode', modes)
      ) : (
        <p>
          {words.field('postingMode')}: {words.choice('postingMode', modes[0] ?? 'book').text}.{' '}
          {words.onlyMode}
        </p>
      )}
      {draft.postingMode === 'draft' && (
        <TextInput
          {...field('deliveredDays')}
          name={daysField}
          help={words.daysHelp}
          inputMode="numeric"
          width={4}
        />
      )}
      {radios('closedPeriods', ['hold', 'next_open', 'today'])}
      {radios('postingDate', ['approval', 'last_line'])}
      {radios('freeText', ['no', 'yes'])}
    </>
  )
}
