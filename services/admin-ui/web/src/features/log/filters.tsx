import { Button } from '@navikt/ds-react'
import { useState } from 'react'
import { Day, Typed } from '../../shared/form/typed.tsx'
import { useTyped } from '../../shared/form/use-typed.ts'
import { dayInNorway } from '../../shared/format/oslo.ts'
import { logKinds, logStatuses, useLogWords } from '../../shared/log/words.ts'
import { SearchButtons } from '../../shared/search/buttons.tsx'
import { Choice, choicesOf } from '../../shared/search/choice.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import { readSearch, stretches, type LogSearch } from './search.ts'
import { texts } from './texts.ts'

interface FiltersProps {
  readonly search: LogSearch
  /** Nothing changes until somebody has what they chose shown. */
  readonly show: (search: LogSearch) => void
}

const stretchNames = ['week', 'month', 'last_month'] as const

/** What is looked for. Each field has the name that it has in the address; the newest entries are shown first. */
export function Filters({ search, show }: FiltersProps) {
  const say = useTexts(texts)
  const words = useLogWords()
  const { form, wrong, read, forget } = useTyped()
  const [isTurned, setTurned] = useState(false)
  // Choices that nobody asked to be shown go when the address says something else.
  const shown = JSON.stringify(search)
  const look = (chosen: LogSearch = {}) => {
    const typed = read(chosen)
    if (!typed) return
    const next = readSearch(typed)
    const turned = next.fra !== undefined && next.til !== undefined && next.fra > next.til
    setTurned(turned)
    if (turned) form.current!.querySelector<HTMLElement>('[name="til"]')?.focus()
    else show(next)
  }
  return (
    <form
      role="search"
      ref={form}
      className="not-printed"
      onSubmit={(event) => {
        event.preventDefault()
        look()
      }}
    >
      <div className="filters">
        <Day name="fra" label={say('from')} value={search.fra ?? ''} wrong={wrong} />
        <Day
          name="til"
          label={say('to')}
          value={search.til ?? ''}
          wrong={wrong}
          {...(isTurned && { fault: say('turned') })}
        />
        <Choice
          key={`status ${shown}`}
          name="status"
          label={say('status')}
          value={search.status}
          choices={choicesOf(logStatuses, words.status)}
        />
        <Choice
          key={`hendelse ${shown}`}
          name="hendelse"
          label={say('kind')}
          value={search.hendelse}
          choices={choicesOf(logKinds, (kind) => words.kind(kind))}
        />
        <Typed name="q" label={say('search')} value={search.q ?? ''} />
        <SearchButtons
          verb="show"
          variant="primary"
          reset={() => {
            forget()
            form.current!.reset()
            show({})
          }}
        />
      </div>
      <div className="buttons">
        {stretchNames.map((name) => (
          <Button
            key={name}
            type="button"
            size="xsmall"
            variant="tertiary"
            onClick={() => look(stretches(dayInNorway())[name])}
          >
            {say(name)}
          </Button>
        ))}
      </div>
    </form>
  )
}
