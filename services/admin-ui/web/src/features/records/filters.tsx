import { ReadMore } from '@navikt/ds-react'
import {
  payeeKinds,
  recordTypes,
  useRecordWords,
  type RecordReason,
} from '../../shared/records/words.ts'
import { SearchButtons } from '../../shared/search/buttons.tsx'
import { Choice, choicesOf, type Choices } from '../../shared/search/choice.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import { readSearch, statusChoices, type RecordsSearch } from './search.ts'
import { texts } from './texts.ts'
import { Day, Typed } from '../../shared/form/typed.tsx'
import { useTyped } from '../../shared/form/use-typed.ts'

interface FiltersProps {
  readonly search: RecordsSearch
  readonly change: (search: RecordsSearch) => void
}

/** For which a record can wait, or was settled: those that a person may look for. */
const reasons = [
  'mapping_missing',
  'period_closed',
  'connector_disabled',
  'connector_suspended',
  'awaiting_run',
  'awaiting_revision',
  'awaiting_trial',
  'date_moved',
  'revision_unproven',
  'other_ledger',
  'reopened',
  'overdue',
  'by_person',
  'superseded',
  'withdrawn',
  'before_send_from',
] as const satisfies readonly RecordReason['code'][]

const rare = ['grunn', 'mottaker', 'minst', 'hoyst'] as const

/** What is looked for. Each field has the name that it has in the address; a change begins on the first page. */
export function Filters({ search, change }: FiltersProps) {
  const say = useTexts(texts)
  const words = useRecordWords()
  const { form, wrong, read, forget } = useTyped()
  const { side: _, ...kept } = search
  const look = (chosen: RecordsSearch = {}) => {
    const typed = read(chosen)
    if (typed) change(readSearch({ ...kept, ...typed }))
  }
  const choose = (name: keyof RecordsSearch, label: string, choices: Choices) => (
    <Choice
      {...{ name, label, choices }}
      value={search[name]}
      choose={(value) => look({ [name]: value })}
    />
  )
  const statuses = choicesOf(statusChoices, (status) =>
    status === 'waiting' ? say('waiting') : words.status(status),
  )
  const isRare = rare.some((name) => search[name] !== undefined)
  return (
    <form
      role="search"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault()
        look()
      }}
    >
      <div className="filters">
        <Typed name="q" label={say('search')} value={search.q ?? ''} />
        {choose('status', say('status'), statuses)}
        {choose('type', say('type'), choicesOf(recordTypes, words.type))}
        <Day name="fra" label={say('from')} value={search.fra ?? ''} wrong={wrong} />
        <Day name="til" label={say('to')} value={search.til ?? ''} wrong={wrong} />
        <SearchButtons
          verb="search"
          reset={() => {
            forget()
            change({})
          }}
        />
      </div>
      <ReadMore header={say('more_filters')} size="small" defaultOpen={isRare}>
        <div className="filters">
          {choose(
            'grunn',
            say('reason'),
            choicesOf(reasons, (code) => words.reason({ code })),
          )}
          {choose('mottaker', say('payee'), choicesOf(payeeKinds, words.payeeKind))}
          <Typed name="minst" label={say('least')} value={search.minst ?? ''} />
          <Typed name="hoyst" label={say('most')} value={search.hoyst ?? ''} />
        </div>
      </ReadMore>
    </form>
  )
}
