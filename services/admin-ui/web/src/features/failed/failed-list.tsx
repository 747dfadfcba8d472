import { Button } from '@navikt/ds-react'
import { useEffect, useState } from 'react'
import type { components } from '../../shared/api/generated/status-query.ts'
import { sumOf } from '../../shared/format/sum.ts'
import { keyOf } from '../../shared/records/key.ts'
import { mayGo } from '../../shared/records/may-go.ts'
import type { RecordRow } from '../../shared/records/words.ts'
import { holds, retriers, useSession } from '../../shared/session/session.tsx'
import { Paging } from '../../shared/table/paging.tsx'
import { SelectPage } from '../../shared/table/selectable.tsx'
import { texts as tableTexts } from '../../shared/table/texts.ts'
import { useLeaving } from '../../shared/table/use-leaving.ts'
import { useSelection } from '../../shared/table/use-selection.ts'
import { useTexts } from '../../shared/texts/language.tsx'
import { FailedTable } from './failed-table.tsx'
import { Retry } from './retry.tsx'
import { isNarrowed, pageOf, pageSize, type FailedSearch } from './search.ts'
import { texts } from './texts.ts'

interface FailedListProps {
  readonly organizationId: string
  readonly page: components['schemas']['Records']
  /** Which list it is. */
  readonly of: string
  readonly search: FailedSearch
  readonly change: (search: FailedSearch) => void
  /** Hears whether there is something that a person has not seen the end of. */
  readonly onOpen: (isOpen: boolean) => void
}

/** The failed records one by one: to choose among, and to have sent again. */
export function FailedList(props: FailedListProps) {
  const { organizationId, page, of, search, change, onOpen } = props
  const say = useTexts(texts)
  const sayOfTables = useTexts(tableTexts)
  const mayRetry = holds(useSession(), retriers, organizationId)
  const leaving = useLeaving({ of, page, pageSize, keyOf })
  const selection = useSelection<RecordRow>(organizationId, keyOf)
  const { rows, waiting, left } = leaving
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    if (left.some(selection.has)) selection.choose(left, false)
  }, [left, selection])
  const total = page.total ?? rows.length
  return (
    <>
      {waiting > 0 && (
        <Button size="small" variant="secondary" onClick={leaving.bringIn}>
          {sayOfTables('news', { n: waiting })}
        </Button>
      )}
      {mayRetry && (rows.length > 0 || selection.chosen.size > 0 || isOpen) && (
        <SelectPage selection={selection} rows={rows.filter(mayGo)}>
          <RetryChosen
            organizationId={organizationId}
            chosen={[...selection.chosen.values()]}
            onSent={selection.clear}
            onOpen={(now) => {
              setOpen(now)
              onOpen(now)
            }}
          />
        </SelectPage>
      )}
      {rows.length === 0 ? (
        <p>{isNarrowed(search) ? say('no_hits') : say('empty_list')}</p>
      ) : (
        <FailedTable
          organizationId={organizationId}
          leaving={leaving}
          total={total}
          search={search}
          change={change}
          selection={mayRetry ? selection : undefined}
        />
      )}
      <Paging
        name={say('list')}
        page={pageOf(search)}
        pageSize={pageSize}
        total={total}
        open={(side) => change({ ...search, side: String(side) })}
      />
    </>
  )
}

interface RetryChosenProps {
  readonly organizationId: string
  readonly chosen: readonly RecordRow[]
  readonly onSent: () => void
  readonly onOpen: (isOpen: boolean) => void
}

/** As many as the service takes at once. */
const most = 1_000

function RetryChosen({ organizationId, chosen, onSent, onOpen }: RetryChosenProps) {
  const say = useTexts(texts)
  const reason =
    chosen.length === 0 ? say('choose_first') : chosen.length > most ? say('too_many') : undefined
  return (
    <Retry
      organizationId={organizationId}
      text={say('retry_chosen')}
      wanted={{ records: chosen.map(({ recordId, revision }) => ({ recordId, revision })) }}
      count={chosen.length}
      amount={sumOf(chosen.map(({ amount }) => amount))}
      reason={reason}
      onSent={onSent}
      onOpen={onOpen}
    />
  )
}
