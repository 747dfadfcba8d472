import { useHealthWords } from '../../shared/health/health.tsx'
import { connectorNames } from '../../shared/runs/connectors.ts'
import { Reset } from '../../shared/search/buttons.tsx'
import { Choice, choicesOf, type Choices } from '../../shared/search/choice.tsx'
import { SearchForm } from '../../shared/search/search-form.tsx'
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
  const { side: _, ...kept } = search
  // What is empty does not stand in the address.
  const set = (name: keyof typeof kept, value: string) => change({ ...kept, [name]: value })
  const choose = (name: 'tilstand' | 'system' | 'paa', label: string, choices: Choices) => (
    <Choice
      {...{ name, label, choices }}
      value={search[name]}
      choose={(value) => set(name, value)}
    />
  )
  return (
    <SearchForm label={say('search')} value={search.q} look={(text) => set('q', text)}>
      {choose('tilstand', say('health'), choicesOf(healthLevels, words.level))}
      {choose(
        'system',
        say('system'),
        choicesOf(systems, (system) => connectorNames[system]),
      )}
      {choose('paa', say('enabled'), [
        ['ja', say('on')],
        ['nei', say('off')],
      ])}
      <Reset reset={() => change({})} />
    </SearchForm>
  )
}
