import type { FailureCause } from '../../shared/failures/causes.ts'
import { useSentences } from '../../shared/failures/use-sentences.ts'
import { recordTypes, useRecordWords } from '../../shared/records/words.ts'
import { Reset } from '../../shared/search/buttons.tsx'
import { Choice, choicesOf } from '../../shared/search/choice.tsx'
import { SearchForm } from '../../shared/search/search-form.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import type { FailedSearch } from './search.ts'
import { texts } from './texts.ts'

interface FiltersProps {
  readonly search: FailedSearch
  readonly causes: readonly FailureCause[]
  readonly change: (search: FailedSearch) => void
}

/** What is looked for. A change begins on the first page. */
export function Filters({ search, causes, change }: FiltersProps) {
  const say = useTexts(texts)
  const words = useRecordWords()
  const sentences = useSentences()
  const { side: _, ...kept } = search
  // What is empty does not stand in the address.
  const set = (name: keyof typeof kept, value: string) => change({ ...kept, [name]: value })
  const { arsak = '' } = search
  const named = causes.map((cause) => [cause.fingerprint, sentences(cause).title] as const)
  const isGone = arsak !== '' && !named.some(([fingerprint]) => fingerprint === arsak)
  return (
    <SearchForm label={say('search')} value={search.q} look={(text) => set('q', text)}>
      <Choice
        name="arsak"
        label={say('cause')}
        value={arsak}
        choices={isGone ? [...named, [arsak, say('solved_cause')]] : named}
        choose={(value) => set('arsak', value)}
      />
      <Choice
        name="type"
        label={say('type')}
        value={search.type}
        choices={choicesOf(recordTypes, words.type)}
        choose={(value) => set('type', value)}
      />
      <Reset reset={() => change({})} />
    </SearchForm>
  )
}
