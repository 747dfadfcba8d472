import { Button, Search, Select } from '@navikt/ds-react'
import { useRef, type FormEvent } from 'react'
import { useHealthWords } from '../../shared/health/health.tsx'
import { connectorNames } from '../../shared/runs/connectors.ts'
import { useTexts } from '../../shared/texts/language.tsx'
import { healthLevels, systems, type OverviewSearch } from './search.ts'
import { texts } from './texts.ts'

interface FiltersProps {
  readonly search: OverviewSearch
  readonly change: (search: OverviewSearch) => void
}

/** What is looked for. A change begins on the first page. */
export function Filters({ search, change }: FiltersProps) {
  const say = useTexts(texts)
  const words = useHealthWords()
  const field = useRef<HTMLInputElement>(null)
  const { side: _, ...kept } = search
  // What is empty does not stand in the address.
  const set = (name: keyof typeof kept, value: string) => change({ ...kept, [name]: value })
  const look = (event: FormEvent) => {
    event.preventDefault()
    set('q', field.current?.value.trim() ?? '')
  }
  const choose = (name: 'tilstand' | 'system' | 'paa', label: string, choices: Choices) => (
    <Select
      label={label}
      size="small"
      value={search[name] ?? ''}
      onChange={({ target }) => set(name, target.value)}
    >
      <option value="">{say('all')}</option>
      {choices.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </Select>
  )
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
      {choose(
        'tilstand',
        say('health'),
        healthLevels.map((level) => [level, words.level(level)]),
      )}
      {choose(
        'system',
        say('system'),
        systems.map((system) => [system, connectorNames[system]]),
      )}
      {choose('paa', say('enabled'), [
        ['ja', say('on')],
        ['nei', say('off')],
      ])}
      <Button type="button" size="small" variant="tertiary" onClick={() => change({})}>
        {say('reset')}
      </Button>
    </form>
  )
}

type Choices = readonly (readonly [value: string, text: string])[]
