import { Button } from '@navikt/ds-react'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useRead } from '../../shared/api/read.ts'
import { nameOf } from '../../shared/organizations/name-of.ts'
import { statusRead } from '../../shared/organizations/status.ts'
import { Page } from '../../shared/parts/page.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { Paging } from '../../shared/table/paging.tsx'
import { keyOf } from '../../shared/records/key.ts'
import { useHitsAnnounced } from '../../shared/table/use-hits.ts'
import { useSteady } from '../../shared/table/use-steady.ts'
import { texts as tableTexts } from '../../shared/table/texts.ts'
import { useTexts } from '../../shared/texts/language.tsx'
import { Filters } from './filters.tsx'
import { Narrowed } from './narrowed.tsx'
import { recordsRead, type Found } from './queries.ts'
import { RecordTable } from './record-table.tsx'
import { askedOf, isNarrowed, pageOf, pageSize, type RecordsSearch } from './search.ts'
import { texts } from './texts.ts'

/** The records of an organisation, whatever became of them. */
export function RecordsPage() {
  const say = useTexts(texts)
  const { org } = useParams({ from: '/signed-in/organisasjoner/$org/bilag' })
  const search = useSearch({ from: '/signed-in/organisasjoner/$org/bilag' })
  const navigate = useNavigate()
  const change = (next: RecordsSearch) =>
    void navigate({
      to: '/organisasjoner/$org/bilag',
      params: { org },
      search: next,
      resetScroll: false,
    })
  const organization = useRead(statusRead(org))
  const records = useRead(recordsRead(org, search))
  useHitsAnnounced(
    JSON.stringify([org, askedOf(search)]),
    records.isPlaceholderData ? undefined : records.data?.total,
  )
  return (
    <Page title={say('title')} organization={nameOf(organization, org)}>
      <p className="organization">{nameOf(organization, org)}</p>
      <Narrowed organizationId={org} search={search} change={change} />
      {!search.varsel && <Filters search={search} change={change} />}
      <Shown read={records} lines={8}>
        {(found) => (
          <List
            organizationId={org}
            found={found}
            of={records.isPlaceholderData ? 'before' : JSON.stringify([org, search])}
            search={search}
            change={change}
          />
        )}
      </Shown>
    </Page>
  )
}

interface ListProps {
  readonly organizationId: string
  readonly found: Found
  /** Which list it is. */
  readonly of: string
  readonly search: RecordsSearch
  readonly change: (search: RecordsSearch) => void
}

function List({ organizationId, found, of, search, change }: ListProps) {
  const say = useTexts(texts)
  const sayOfTables = useTexts(tableTexts)
  const { rows, waiting, bringIn } = useSteady(of, found.rows, keyOf)
  if (rows.length === 0 && waiting === 0 && found.total === 0)
    return (
      <>
        <p>{say(isNarrowed(search) ? 'empty_search' : 'empty')}</p>
        <p>{say(isNarrowed(search) ? 'empty_search_help' : 'empty_help')}</p>
      </>
    )
  return (
    <>
      {waiting > 0 && (
        <Button size="small" variant="secondary" onClick={bringIn}>
          {sayOfTables('news', { n: waiting })}
        </Button>
      )}
      <RecordTable
        organizationId={organizationId}
        rows={rows}
        total={found.total}
        search={search}
        change={change}
      />
      <Paging
        name={say('title')}
        page={pageOf(search)}
        pageSize={pageSize}
        total={found.total}
        open={(side) => change({ ...search, side: String(side) })}
      />
    </>
  )
}
