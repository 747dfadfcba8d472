import { Button } from '@navikt/ds-react'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useRead } from '../../shared/api/read.ts'
import { Day } from '../../shared/form/typed.tsx'
import { useTyped } from '../../shared/form/use-typed.ts'
import { nameOf } from '../../shared/organizations/name-of.ts'
import { statusRead } from '../../shared/organizations/status.ts'
import { Page } from '../../shared/parts/page.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { SearchButtons } from '../../shared/search/buttons.tsx'
import { Choice, choicesOf } from '../../shared/search/choice.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import { runsRead } from './queries.ts'
import { RunTable } from './run-table.tsx'
import { isNarrowed, outcomes, readSearch, triggers, type RunsSearch } from './search.ts'
import { texts } from './texts.ts'

/** Every run of an organisation, the latest first. */
export function RunsPage() {
  const say = useTexts(texts)
  const { org } = useParams({ from: '/signed-in/organisasjoner/$org/overforinger' })
  const search = useSearch({ from: '/signed-in/organisasjoner/$org/overforinger' })
  const navigate = useNavigate()
  const change = (next: RunsSearch) =>
    void navigate({
      to: '/organisasjoner/$org/overforinger',
      params: { org },
      search: next,
      resetScroll: false,
    })
  const organization = useRead(statusRead(org))
  const runs = useRead(runsRead(org, search))
  const name = nameOf(organization, org)
  const narrowed = isNarrowed(search)
  return (
    <Page title={say('title')} organization={name}>
      <p className="organization">{name}</p>
      <Filters search={search} change={change} />
      <Shown read={runs} lines={8}>
        {({ rows, next }) => (
          <>
            {rows.length === 0 ? (
              <>
                <p>{say(narrowed ? 'empty_search' : 'empty')}</p>
                <p>{say(narrowed ? 'empty_search_help' : 'empty_help')}</p>
              </>
            ) : (
              <RunTable organizationId={org} runs={rows} />
            )}
            <Pages search={search} next={next} change={change} />
          </>
        )}
      </Shown>
    </Page>
  )
}

interface FiltersProps {
  readonly search: RunsSearch
  readonly change: (search: RunsSearch) => void
}

function Filters({ search, change }: FiltersProps) {
  const say = useTexts(texts)
  const { form, wrong, read, forget } = useTyped()
  const look = (chosen: RunsSearch = {}) => {
    const typed = read(chosen)
    if (typed) change(readSearch(typed))
  }
  return (
    <form
      role="search"
      ref={form}
      className="filters"
      onSubmit={(event) => {
        event.preventDefault()
        look()
      }}
    >
      <Choice
        name="hvordan"
        label={say('how')}
        value={search.hvordan}
        choices={choicesOf(triggers, say)}
        choose={(hvordan) => look({ hvordan })}
      />
      <Choice
        name="utfall"
        label={say('outcome')}
        value={search.utfall}
        choices={choicesOf(outcomes, (outcome) => say(`outcome.${outcome}`))}
        choose={(utfall) => look({ utfall })}
      />
      <Day name="fra" label={say('from')} value={search.fra ?? ''} wrong={wrong} />
      <Day name="til" label={say('to')} value={search.til ?? ''} wrong={wrong} />
      <SearchButtons
        verb="show"
        reset={() => {
          forget()
          change({})
        }}
      />
    </form>
  )
}

interface PagesProps extends FiltersProps {
  readonly next: string | null
}

function Pages({ search, next, change }: PagesProps) {
  const say = useTexts(texts)
  const { etter, ...kept } = search
  if (next === null && etter === undefined) return null
  return (
    <nav className="paging" aria-label={say('pages')}>
      {etter !== undefined && (
        <Button size="small" variant="secondary" onClick={() => change(kept)}>
          {say('newest')}
        </Button>
      )}
      {next !== null && (
        <Button size="small" variant="secondary" onClick={() => change({ ...kept, etter: next })}>
          {say('older')}
        </Button>
      )}
    </nav>
  )
}
