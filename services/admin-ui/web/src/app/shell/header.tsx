import { Dropdown, InternalHeader, Spacer } from '@navikt/ds-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { signOut, useSession } from '../../shared/session/session.tsx'
import { useLanguage, useTexts } from '../../shared/texts/language.tsx'
import { languages } from '../../shared/texts/texts.ts'
import { navEntries } from '../nav.ts'
import { texts } from './texts.ts'
import { chooseTheme, storedTheme, themes } from './theme.ts'

const languageNames = { nb: 'Bokmål', nn: 'Nynorsk', en: 'English' }

export function Header({ organizationId }: { organizationId: string | undefined }) {
  const session = useSession()
  return (
    <>
      <InternalHeader>
        <InternalHeader.Title as={Link} to="/">
          Bilagsbro
        </InternalHeader.Title>
        <Spacer />
        <Dropdown>
          <InternalHeader.UserButton as={Dropdown.Toggle} name={session.name ?? session.userId} />
          <Choices />
        </Dropdown>
      </InternalHeader>
      <Navigation organizationId={organizationId} />
    </>
  )
}

function Choices() {
  const say = useTexts(texts)
  const { language, choose } = useLanguage()
  const [theme, setTheme] = useState(storedTheme)
  const marked = (name: string, isChosen: boolean) => (isChosen ? say('chosen', { name }) : name)
  return (
    <Dropdown.Menu>
      <Dropdown.Menu.GroupedList>
        <Dropdown.Menu.GroupedList.Heading>{say('language')}</Dropdown.Menu.GroupedList.Heading>
        {languages.map((one) => (
          <Dropdown.Menu.GroupedList.Item key={one} lang={one} onClick={() => choose(one)}>
            {marked(languageNames[one], one === language)}
          </Dropdown.Menu.GroupedList.Item>
        ))}
      </Dropdown.Menu.GroupedList>
      <Dropdown.Menu.Divider />
      <Dropdown.Menu.GroupedList>
        <Dropdown.Menu.GroupedList.Heading>{say('theme')}</Dropdown.Menu.GroupedList.Heading>
        {themes.map((one) => (
          <Dropdown.Menu.GroupedList.Item
            key={one}
            onClick={() => {
              chooseTheme(one)
              setTheme(one)
            }}
          >
            {marked(say(`theme_${one}`), one === theme)}
          </Dropdown.Menu.GroupedList.Item>
        ))}
      </Dropdown.Menu.GroupedList>
      <Dropdown.Menu.Divider />
      <Dropdown.Menu.List>
        <Dropdown.Menu.List.Item onClick={() => void signOut()}>
          {say('sign_out')}
        </Dropdown.Menu.List.Item>
      </Dropdown.Menu.List>
    </Dropdown.Menu>
  )
}

/** Only what the person may open. */
function Navigation({ organizationId }: { organizationId: string | undefined }) {
  const say = useTexts(texts)
  const session = useSession()
  const shown = navEntries.filter((entry) => entry.isFor(session, organizationId))
  if (shown.length === 0) return null
  return (
    <nav aria-label={say('nav')} className="pages-nav">
      <ul>
        {shown.map(({ text, to }) => (
          <li key={to}>
            <Link
              to={to}
              params={{ org: organizationId ?? '' }}
              activeOptions={{ exact: true, includeSearch: false }}
            >
              {say(text)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
