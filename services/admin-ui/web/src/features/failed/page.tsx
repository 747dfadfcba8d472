import { Heading } from '@navikt/ds-react'
import { useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { addresses } from '../../shared/addresses.ts'
import { useRead } from '../../shared/api/read.ts'
import { causesRead, type FailureCause } from '../../shared/failures/causes.ts'
import { sumOf } from '../../shared/format/sum.ts'
import { nameOf } from '../../shared/organizations/name-of.ts'
import { statusRead, type Status } from '../../shared/organizations/status.ts'
import { Page } from '../../shared/parts/page.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { To } from '../../shared/parts/to.tsx'
import { useFocusKept } from '../../shared/parts/use-focus-kept.ts'
import { holds, retriers, useSession } from '../../shared/session/session.tsx'
import { useHitsAnnounced } from '../../shared/table/use-hits.ts'
import { useTexts } from '../../shared/texts/language.tsx'
import { Causes } from './causes.tsx'
import { FailedList } from './failed-list.tsx'
import { Filters } from './filters.tsx'
import { failedRead } from './queries.ts'
import { Retry } from './retry.tsx'
import { listId, type FailedSearch } from './search.ts'
import { texts } from './texts.ts'

/** What failed: its causes first, to mend each once, and then the records. */
export function FailedPage() {
  const say = useTexts(texts)
  const { org } = useParams({ from: '/signed-in/organisasjoner/$org/feil' })
  const status = useRead(statusRead(org))
  const causes = useRead(causesRead(org))
  const { data } = status
  // Of whoever waits for what becomes of a retry, nothing goes away meanwhile.
  const [isRetrying, setRetrying] = useState(false)
  const [isChoosing, setChoosing] = useState(false)
  const hasFailed = (data?.errorCount ?? 0) > 0 || isRetrying || isChoosing
  return (
    <Page title={say('title')} organization={nameOf(status, org)}>
      <p className="organization">{nameOf(status, org)}</p>
      <Shown read={status}>{(shown) => <Summary status={shown} />}</Shown>
      {/* A foreign organisation does not exist: the first read has said so. */}
      {data && (
        <>
          {causes.isError && causes.data === undefined && (
            <Heading level="2" size="medium">
              {say('causes')}
            </Heading>
          )}
          <Shown read={causes}>
            {({ rows }) => (
              <>
                {hasFailed && (
                  <Kept>
                    <RetryAll organizationId={org} causes={rows} onOpen={setRetrying} />
                  </Kept>
                )}
                <Causes organizationId={org} connector={data.connector?.type} causes={rows} />
              </>
            )}
          </Shown>
          {hasFailed && (
            <Kept>
              <List organizationId={org} causes={causes.data?.rows ?? []} onOpen={setChoosing} />
            </Kept>
          )}
          <p>
            <To address={addresses.failureCodes(org)}>{say('all_codes')}</To>
          </p>
        </>
      )}
    </Page>
  )
}

function Summary({ status: { errorCount, sums } }: { status: Status }) {
  const say = useTexts(texts)
  const again = sums.retry_scheduled.count
  if (errorCount === 0)
    return (
      <>
        <p className="lead">{say('nothing')}</p>
        <p>{say('nothing_help')}</p>
      </>
    )
  return (
    <p className="lead">
      {say('summary', { n: errorCount })}
      {again > 0 && ` ${say('summary_again', { n: again })}`}
    </p>
  )
}

interface OfCausesProps {
  readonly organizationId: string
  readonly causes: readonly FailureCause[]
  readonly onOpen: (isOpen: boolean) => void
}

const Kept = ({ children }: { children: ReactNode }) => <div {...useFocusKept()}>{children}</div>

function RetryAll({ organizationId, causes, onOpen }: OfCausesProps) {
  const say = useTexts(texts)
  const session = useSession()
  const failed = causes.filter(({ status }) => status === 'failed')
  const going = failed.filter(({ retriable }) => retriable)
  const countOf = (some: readonly FailureCause[]) => some.reduce((sum, { count }) => sum + count, 0)
  const count = countOf(going)
  const others = countOf(failed) - count
  if (!holds(session, retriers, organizationId)) return null
  return (
    <Retry
      organizationId={organizationId}
      text={say('retry_all')}
      wanted={{ all: true }}
      count={count}
      amount={sumOf(going.map(({ amount }) => amount))}
      variant="primary"
      reason={count === 0 ? say('none_to_retry') : undefined}
      onOpen={onOpen}
      note={others > 0 ? say('others_stay', { n: others }) : undefined}
    />
  )
}

function List({ organizationId, causes, onOpen }: OfCausesProps) {
  const say = useTexts(texts)
  const search = useSearch({ from: '/signed-in/organisasjoner/$org/feil' })
  const navigate = useNavigate()
  const change = (next: FailedSearch) =>
    void navigate({
      to: '/organisasjoner/$org/feil',
      params: { org: organizationId },
      search: next,
      resetScroll: false,
    })
  const read = useRead(failedRead(organizationId, search))
  const { q, arsak, type } = search
  const found = read.isPlaceholderData ? undefined : read.data?.total
  useHitsAnnounced(JSON.stringify([q, arsak, type]), found)
  return (
    <section aria-labelledby={listId}>
      <Heading level="2" size="medium" id={listId} ref={useHeadingReached()} tabIndex={-1}>
        {say('list')}
      </Heading>
      <Filters
        search={search}
        causes={causes.filter(({ status }) => status === 'failed')}
        change={change}
      />
      <Shown read={read} lines={8}>
        {(page) => (
          <FailedList
            organizationId={organizationId}
            page={page}
            of={read.isPlaceholderData ? 'before' : JSON.stringify(search)}
            search={search}
            change={change}
            onOpen={onOpen}
          />
        )}
      </Shown>
    </section>
  )
}

/** A link to the list brings focus along. */
function useHeadingReached() {
  const heading = useRef<HTMLHeadingElement>(null)
  const { hash, href } = useLocation()
  useEffect(() => {
    if (hash === listId) heading.current?.focus()
  }, [hash, href])
  return heading
}
