import { Button } from '@navikt/ds-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { alertsRead, type Alert } from '../../shared/alerts/queries.ts'
import { useRead } from '../../shared/api/read.ts'
import { nameOf } from '../../shared/organizations/name-of.ts'
import { organizationRead } from '../../shared/organizations/queries.ts'
import { Page } from '../../shared/parts/page.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { Paging } from '../../shared/table/paging.tsx'
import { texts as tableTexts } from '../../shared/table/texts.ts'
import { useSteady } from '../../shared/table/use-steady.ts'
import { useTexts } from '../../shared/texts/language.tsx'
import { AlertsTable } from './alerts-table.tsx'
import { pageOf, pageSize, queryOf, shownStates, stateOf, type AlertsSearch } from './search.ts'
import { texts } from './texts.ts'

/** What happened to the person's organisations, and whether it is over. */
export function AlertsPage() {
  const say = useTexts(texts)
  const search = useSearch({ from: '/signed-in/varsler' })
  const alerts = useRead(alertsRead(queryOf(search)))
  return (
    <Page title={say('title')}>
      <p>{say('lead')}</p>
      <States search={search} />
      {search.organisasjon !== undefined && (
        <Only organizationId={search.organisasjon} vis={search.vis} />
      )}
      <Shown read={alerts} lines={5}>
        {({ rows, total = rows.length }) => (
          <List
            rows={rows}
            total={total}
            of={alerts.isPlaceholderData ? 'before' : JSON.stringify(search)}
            search={search}
          />
        )}
      </Shown>
    </Page>
  )
}

/** The address says which of them are shown; the way to the others. */
function States({ search: { vis = 'apne', organisasjon } }: { search: AlertsSearch }) {
  const say = useTexts(texts)
  return (
    <nav aria-label={say('states')} className="states">
      <ul>
        {Object.entries(shownStates).map(([name, state]) => (
          <li key={name}>
            <Link
              to="/varsler"
              search={{
                ...(name !== 'apne' && { vis: name }),
                ...(organisasjon !== undefined && { organisasjon }),
              }}
              aria-current={name === vis ? 'page' : undefined}
              activeOptions={{ exact: true, includeSearch: true }}
              resetScroll={false}
            >
              {say(state)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Only({ organizationId, vis }: { organizationId: string; vis: string | undefined }) {
  const say = useTexts(texts)
  const name = nameOf(useRead(organizationRead(organizationId)), organizationId)
  return (
    <p>
      {say('only', { name })}{' '}
      <Link to="/varsler" search={vis === undefined ? {} : { vis }}>
        {say('all')}
      </Link>
    </p>
  )
}

interface ListProps {
  readonly rows: readonly Alert[]
  readonly total: number
  /** Which list it is. */
  readonly of: string
  readonly search: AlertsSearch
}

function List({ rows: now, total, of, search }: ListProps) {
  const say = useTexts(texts)
  const sayOfTables = useTexts(tableTexts)
  const navigate = useNavigate()
  const { rows, waiting, bringIn } = useSteady(of, now, ({ id }) => id)
  const state = stateOf(search)
  if (rows.length === 0 && waiting === 0 && total === 0)
    return (
      <>
        <p>{say(`none_${state}`)}</p>
        {state === 'open' && <p>{say('none_help')}</p>}
      </>
    )
  return (
    <>
      <p className="less">{say(`help_${state}`)}</p>
      {waiting > 0 && (
        <Button size="small" variant="secondary" onClick={bringIn}>
          {sayOfTables('news', { n: waiting })}
        </Button>
      )}
      <AlertsTable rows={rows} total={total} state={state} />
      <Paging
        name={say('title')}
        page={pageOf(search)}
        pageSize={pageSize}
        total={total}
        open={(side) =>
          void navigate({ to: '/varsler', search: { ...search, side: String(side) } })
        }
      />
    </>
  )
}
