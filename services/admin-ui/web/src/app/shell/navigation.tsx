import { Link, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { ChevronDownIcon, ChevronUpIcon } from '@navikt/aksel-icons'
import { useSession } from '../../shared/session/session.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import { navGroups, type NavEntry } from '../nav.ts'
import { texts } from './texts.ts'

/** Only what the person may open. Where there is little room it is behind a button. */
export function Navigation({ organizationId }: { organizationId: string | undefined }) {
  const say = useTexts(texts)
  const session = useSession()
  const toggle = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const address = useRouterState({ select: ({ location }) => location.href })
  useEffect(() => setOpen(false), [address])
  const shown = navGroups.map(({ name, entries }) => ({
    name,
    entries: entries.filter((entry) => entry.isFor(session, organizationId)),
  }))
  if (shown.every(({ entries }) => entries.length === 0)) return null
  const onKey = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape' || !isOpen) return
    setOpen(false)
    toggle.current?.focus()
  }
  const Chevron = isOpen ? ChevronUpIcon : ChevronDownIcon
  return (
    <nav aria-label={say('nav')} className="pages-nav" data-open={isOpen} onKeyDown={onKey}>
      <button
        type="button"
        ref={toggle}
        className="pages-nav-toggle"
        aria-expanded={isOpen}
        aria-controls="pages"
        onClick={() => setOpen(!isOpen)}
      >
        {say('menu')} <Chevron aria-hidden="true" />
      </button>
      <div id="pages" className="pages-nav-groups">
        {shown.map(({ name, entries }) => (
          <Group
            key={name}
            name={say(name)}
            entries={entries}
            organizationId={organizationId}
            leave={() => setOpen(false)}
          />
        ))}
      </div>
    </nav>
  )
}

interface GroupProps {
  readonly name: string
  readonly entries: readonly NavEntry[]
  readonly organizationId: string | undefined
  readonly leave: () => void
}

function Group({ name, entries, organizationId, leave }: GroupProps) {
  const say = useTexts(texts)
  if (entries.length === 0) return null
  return (
    <div className="pages-nav-group">
      <p aria-hidden="true" className="pages-nav-name">
        {name}
      </p>
      <ul aria-label={name}>
        {entries.map(({ text, to, exact = false }) => (
          <li key={to}>
            <Link
              to={to}
              params={{ org: organizationId ?? '' }}
              activeOptions={{ exact, includeSearch: false }}
              onClick={leave}
            >
              {say(text)}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
