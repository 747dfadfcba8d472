import { Button } from '@navikt/ds-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { AlertRegion } from '../../shared/alerts/alert-region.tsx'
import type { components } from '../../shared/api/generated/status-query.ts'
import { useRead } from '../../shared/api/read.ts'
import { HealthWord } from '../../shared/health/health.tsx'
import { Page } from '../../shared/parts/page.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { Paging } from '../../shared/table/paging.tsx'
import { useHitsAnnounced } from '../../shared/table/use-hits.ts'
import { useSteady } from '../../shared/table/use-steady.ts'
import { texts as tableTexts } from '../../shared/table/texts.ts'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { Filters } from './filters.tsx'
import { OverviewTable } from './overview-table.tsx'
import { overviewRead } from './queries.ts'
import { healthLevels, pageOf, pageSize, type OverviewSearch } from './search.ts'
import { texts } from './texts.ts'

type Overview = components['schemas']['Overview']

/** All organisations, those first that need somebody most. */
export function OrganizationsPage() {
  const say = useTexts(texts)
  const search = useSearch({ from: '/signed-in/organisasjoner' })
  const navigate = useNavigate()
  const change = (next: OverviewSearch) =>
    void navigate({ to: '/organisasjoner', search: next, resetScroll: false })
  const overview = useRead(overviewRead(search))
  const { q, tilstand, system, paa } = search
  useHitsAnnounced(
    JSON.stringify([q, tilstand, system, paa]),
    overview.isPlaceholderData ? undefined : overview.data?.total,
  )
  return (
    <Page title={say('title')}>
      <AlertRegion
        alertId={search.varsel}
        close={() => {
          const { varsel: _, ...kept } = search
          change(kept)
        }}
      />
      <Summary counts={overview.data?.byHealth} />
      <Filters search={search} change={change} />
      <Shown read={overview} lines={8}>
        {(shown) => (
          <List
            shown={shown}
            of={overview.isPlaceholderData ? 'before' : JSON.stringify(search)}
            search={search}
            change={change}
          />
        )}
      </Shown>
    </Page>
  )
}

/** Its line is there from the beginning, so that nothing below it moves. */
function Summary({ counts }: { counts: Overview['byHealth'] | undefined }) {
  const say = useTexts(texts)
  const format = useFormat()
  const levels = healthLevels.filter((level) => counts && counts[level] > 0)
  if (!counts || levels.length === 0) return <p className="summary">{'\u00A0'}</p>
  return (
    <ul className="summary" aria-label={say('summary')}>
      {levels.map((level) => (
        <li key={level}>
          <HealthWord level={level} /> {format.number(counts[level])}
        </li>
      ))}
    </ul>
  )
}

interface ListProps {
  readonly shown: Overview
  /** Which list it is. */
  readonly of: string
  readonly search: OverviewSearch
  readonly change: (search: OverviewSearch) => void
}

function List({ shown, of, search, change }: ListProps) {
  const say = useTexts(texts)
  const sayOfTables = useTexts(tableTexts)
  const { rows, waiting, bringIn } = useSteady(of, shown.rows, (row) => row.organizationId)
  const total = shown.total ?? rows.length
  if (rows.length === 0 && waiting === 0 && total === 0)
    return (
      <>
        <p>{say('empty')}</p>
        <p>{say('empty_help')}</p>
      </>
    )
  return (
    <>
      {waiting > 0 && (
        <Button size="small" variant="secondary" onClick={bringIn}>
          {sayOfTables('news', { n: waiting })}
        </Button>
      )}
      <OverviewTable rows={rows} total={total} search={search} change={change} />
      <Paging
        name={say('title')}
        page={pageOf(search)}
        pageSize={pageSize}
        total={total}
        open={(side) => change({ ...search, side: String(side) })}
      />
    </>
  )
}
