import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useRead } from '../../shared/api/read.ts'
import { nameOf } from '../../shared/organizations/name-of.ts'
import { organizationRead } from '../../shared/organizations/queries.ts'
import { Page } from '../../shared/parts/page.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { holds, isGlobal, useSession } from '../../shared/session/session.tsx'
import { useHitsAnnounced } from '../../shared/table/use-hits.ts'
import { useTexts } from '../../shared/texts/language.tsx'
import { Filters } from './filters.tsx'
import { List } from './list.tsx'
import { OnlyFor } from './only-for.tsx'
import { Paging } from './paging.tsx'
import { logRead, namesRead } from './queries.ts'
import { askedOf, type LogSearch } from './search.ts'
import { texts } from './texts.ts'

/** What was done in an organisation, asked of its ledger, and answered. */
export function LogPage() {
  const { org } = useParams({ from: '/signed-in/organisasjoner/$org/logg' })
  const search = useSearch({ from: '/signed-in/organisasjoner/$org/logg' })
  const navigate = useNavigate()
  const session = useSession()
  const organization = useRead(organizationRead(org))
  const open = (next: LogSearch) =>
    void navigate({
      to: '/organisasjoner/$org/logg',
      params: { org },
      search: next,
      resetScroll: false,
    })
  // Whoever has no role at all in it learns from the service that it does not exist.
  if (holds(session, ['org_support'], org) && !holds(session, ['org_admin', 'auditor'], org))
    return <OnlyFor organizationId={org} />
  return <Log organizationId={org} name={nameOf(organization, org)} {...{ search, open }} />
}

/** The same of all organisations. */
export function LogsPage() {
  const search = useSearch({ from: '/signed-in/logg' })
  const navigate = useNavigate()
  const session = useSession()
  const open = (next: LogSearch) => void navigate({ to: '/logg', search: next, resetScroll: false })
  if (!isGlobal(session)) return <OnlyFor />
  return <Log {...{ search, open }} />
}

interface LogProps {
  readonly organizationId?: string
  readonly name?: string
  readonly search: LogSearch
  readonly open: (search: LogSearch) => void
}

function Log({ organizationId, name, search, open }: LogProps) {
  const say = useTexts(texts)
  const queries = useQueryClient()
  const log = useRead(logRead(organizationId, search))
  const names = useNames(organizationId)
  useHitsAnnounced(
    JSON.stringify([organizationId, askedOf(search)]),
    log.isPlaceholderData ? undefined : log.data?.total,
  )
  const show = (next: LogSearch) => {
    // The same again is asked for anew.
    if (JSON.stringify(next) === JSON.stringify(search))
      void queries.invalidateQueries(logRead(organizationId, search))
    else open(next)
  }
  return (
    <Page title={say('title')} organization={name ?? say('all_organizations')}>
      <p className="organization">{name ?? say('all_organizations')}</p>
      <Filters search={search} show={show} />
      <Shown read={log} lines={8}>
        {(found) => (
          <>
            <List found={found} {...{ organizationId, name, names }} />
            <Paging next={found.next} search={search} open={open} />
          </>
        )}
      </Shown>
    </Page>
  )
}

/** Of the log of one organisation none are needed. */
function useNames(organizationId: string | undefined) {
  const { data } = useRead({ ...namesRead, enabled: organizationId === undefined })
  return organizationId === undefined ? (data ?? new Map<string, string>()) : undefined
}
