import { Button, Search, Select } from '@navikt/ds-react'
import { useRef, type FormEvent } from 'react'
import type { FailureCause } from '../../shared/failures/causes.ts'
import { useSentences } from '../../shared/failures/use-sentences.ts'
import { recordTypes, useRecordWords } from '../../shared/records/words.ts'
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
  const field = useRef<HTMLInputElement>(null)
  const { side: _, ...kept } = search
  // What is empty does not stand in the address.
  const set = (name: keyof typeof kept, value: string) => change({ ...kept, [name]: value })
  const look = (event: FormEvent) => {
    event.preventDefault()
    set('q', field.current?.value.trim() ?? '')
  }
  const { arsak = '' } = search
  const named = causes.map((cause) => [cause.fingerprint, sentences(cause).title] as const)
  const isGone = arsak !== '' && !named.some(([fingerprint]) => fingerprint === arsak)
  return (
    <form role="search" className="filters" onSubmit={look}>
      <Search
        key={search.q ?? ''}
        ref={field}
        label={say('search')}
        hideLabel={false}
        size="small"
        variant="secondary"
        defaultValue={search.q ?? ''}
        onClear={() => set('q', '')}
      >
        <Search.Button>{say('do_search')}</Search.Button>
      </Search>
      <Select
        label={say('cause')}
        size="small"
        value={arsak}
        onChange={({ target }) => set('arsak', target.value)}
      >
        <option value="">{say('all')}</option>
        {named.map(([fingerprint, title]) => (
          <option key={fingerprint} value={fingerprint}>
            {title}
          </option>
        ))}
        {isGone && <option value={arsak}>{say('solved_cause')}</option>}
      </Select>
      <Select
        label={say('type')}
        size="small"
        value={search.type ?? ''}
        onChange={({ target }) => set('type', target.value)}
      >
        <option value="">{say('all')}</option>
        {recordTypes.map((type) => (
          <option key={type} value={type}>
            {words.type(type)}
          </option>
        ))}
      </Select>
      <Button type="button" size="small" variant="tertiary" onClick={() => change({})}>
        {say('reset')}
      </Button>
    </form>
  )
}
