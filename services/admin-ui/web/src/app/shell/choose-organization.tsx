import { Button, Dialog, Search } from '@navikt/ds-react'
import { useState } from 'react'
import { Link } from '@tanstack/react-router'
import { useRead } from '../../shared/api/read.ts'
import { HealthWord } from '../../shared/health/health.tsx'
import { choicesRead, fewOrganizations } from '../../shared/organizations/queries.ts'
import { Shown } from '../../shared/parts/shown.tsx'
import { useHitsAnnounced } from '../../shared/table/use-hits.ts'
import { useTexts } from '../../shared/texts/language.tsx'
import { texts } from './texts.ts'

interface ChooseOrganizationProps {
  readonly organizationId: string | undefined
  /** How many the person has. */
  readonly total: number
  readonly close: () => void
}

/** The way to another organisation: found by its name where there are many. */
export function ChooseOrganization({ organizationId, total, close }: ChooseOrganizationProps) {
  const say = useTexts(texts)
  const [q, setQ] = useState('')
  const choices = useRead(choicesRead(q))
  const found = choices.isPlaceholderData ? undefined : choices.data
  useHitsAnnounced(q, found?.total)
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <Dialog.Popup closeOnOutsideClick={false} aria-describedby="choose-help" width="small">
        <Dialog.Header withClosebutton={false}>
          <Dialog.Title>{say('choose_title')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <p id="choose-help">{say('choose_help', { n: total })}</p>
          {total > fewOrganizations && (
            <form
              role="search"
              className="choose-search"
              onSubmit={(event) => event.preventDefault()}
            >
              <Search
                label={say('choose_search')}
                hideLabel={false}
                variant="simple"
                value={q}
                onChange={setQ}
              />
            </form>
          )}
          <Shown read={choices}>
            {({ rows, total: hits = rows.length }) => (
              <>
                <ul className="choices">
                  {rows.map(({ organizationId: id, name, health }) => (
                    <li key={id}>
                      <Link
                        to="/organisasjoner/$org"
                        params={{ org: id }}
                        aria-current={id === organizationId ? 'true' : undefined}
                        onClick={close}
                      >
                        {name ?? id}
                      </Link>{' '}
                      <HealthWord level={health.level} />
                    </li>
                  ))}
                </ul>
                {rows.length === 0 && <p>{say('choose_none')}</p>}
                {hits > rows.length && <p>{say('choose_more', { n: hits - rows.length })}</p>}
              </>
            )}
          </Shown>
        </Dialog.Body>
        <Dialog.Footer>
          <Button variant="secondary" onClick={close}>
            {say('close')}
          </Button>
        </Dialog.Footer>
      </Dialog.Popup>
    </Dialog>
  )
}
