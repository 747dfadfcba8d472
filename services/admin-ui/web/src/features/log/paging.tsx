import { Button } from '@navikt/ds-react'
import { useRef } from 'react'
import { useTexts } from '../../shared/texts/language.tsx'
import { askedOf, type LogSearch } from './search.ts'
import { texts } from './texts.ts'

interface PagingProps {
  /** What the next page begins behind. */
  readonly next: string | null
  readonly search: LogSearch
  readonly open: (search: LogSearch) => void
}

/** A page begins behind an entry, so that new ones move nothing: there is the next page, and those that somebody came by. */
export function Paging({ next, search, open }: PagingProps) {
  const say = useTexts(texts)
  const before = useRef(new Map<string, string | undefined>())
  const { etter } = search
  const newer = etter === undefined ? undefined : before.current.get(etter)
  const behind = (entry: string): LogSearch => ({ ...askedOf(search), etter: entry })
  const go = (to: LogSearch) => {
    open(to)
    // What is pressed is not on every page.
    document.querySelector<HTMLElement>('#log-list')?.focus()
  }
  const older = () => {
    before.current.set(next!, etter)
    go(behind(next!))
  }
  if (etter === undefined && next === null) return null
  return (
    <nav aria-label={say('paging')} className="buttons paging not-printed">
      {etter !== undefined && (
        <Button size="small" variant="secondary" onClick={() => go(askedOf(search))}>
          {say('newest')}
        </Button>
      )}
      {newer !== undefined && (
        <Button size="small" variant="secondary" onClick={() => go(behind(newer))}>
          {say('newer')}
        </Button>
      )}
      {next !== null && (
        <Button size="small" variant="secondary" onClick={older}>
          {say('older')}
        </Button>
      )}
    </nav>
  )
}
