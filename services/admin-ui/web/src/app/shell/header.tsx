import { BellIcon } from '@navikt/aksel-icons'
import { Dropdown, InternalHeader, Spacer } from '@navikt/ds-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { openAlertsRead } from '../../shared/alerts/queries.ts'
import { useRead } from '../../shared/api/read.ts'
import { choicesRead } from '../../shared/organizations/queries.ts'
import { useSession } from '../../shared/session/session.tsx'
import { useSignOut } from '../../shared/session/sign-out.ts'
import { useFormat, useLanguage, useTexts } from '../../shared/texts/language.tsx'
import { languages } from '../../shared/texts/texts.ts'
import { ChooseOrganization } from './choose-organization.tsx'
import { ChosenOrganization } from './chosen-organization.tsx'
import { Navigation } from './navigation.tsx'
import { texts } from './texts.ts'
import { chooseTheme, storedTheme, themes } from './theme.ts'

const languageNames = { nb: 'Bokmål', nn: 'Nynorsk', en: 'English' }

export function Header({ organizationId }: { organizationId: string | undefined }) {
  const session = useSession()
  const [isChoosing, setChoosing] = useState(false)
  const total = useRead(choicesRead('')).data?.total ?? 0
  return (
    <>
      <InternalHeader>
        <InternalHeader.Title as={Link} to="/">
          Bilagsbro
        </InternalHeader.Title>
        <ChosenOrganization
          organizationId={organizationId}
          total={total}
          choose={() => setChoosing(true)}
        />
        <Spacer />
        <AlertCount />
        <Dropdown>
          <InternalHeader.UserButton as={Dropdown.Toggle} name={session.name ?? session.userId} />
          <Choices />
        </Dropdown>
      </InternalHeader>
      <Navigation organizationId={organizationId} />
      {/* Not in the header, which is dark in every theme. */}
      {isChoosing && (
        <ChooseOrganization
          organizationId={organizationId}
          total={total}
          close={() => setChoosing(false)}
        />
      )}
    </>
  )
}

/** The way to the alerts, and beside it how many are open: what has focus is not read again when the number changes. */
function AlertCount() {
  const say = useTexts(texts)
  const format = useFormat()
  const { data } = useRead(openAlertsRead)
  const count = data?.total ?? 0
  return (
    <div className="header-alerts">
      <InternalHeader.Button as={Link} to="/varsler">
        <BellIcon aria-hidden="true" fontSize="1.25rem" /> {say('alerts')}
      </InternalHeader.Button>
      {count > 0 && (
        <span className="header-count">
          {format.number(count)}
          <span className="only-heard"> {say('open_alerts', { n: count })}</span>
        </span>
      )}
    </div>
  )
}

function Choices() {
  const say = useTexts(texts)
  const signOut = useSignOut()
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
        <Dropdown.Menu.List.Item onClick={signOut}>{say('sign_out')}</Dropdown.Menu.List.Item>
      </Dropdown.Menu.List>
    </Dropdown.Menu>
  )
}
