import { Button, Heading } from '@navikt/ds-react'
import { useState } from 'react'
import { useSteady } from '../../shared/table/use-steady.ts'
import { texts as tableTexts } from '../../shared/table/texts.ts'
import { PrintHeading } from '../../shared/parts/print-heading.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { useLogWords, type LogRow } from '../../shared/log/words.ts'
import { Deeds } from './deeds.tsx'
import { LogTable } from './log-table.tsx'
import { printedAtMost, type FoundLog } from './queries.ts'
import { isNarrowed, isReference, type LogSearch } from './search.ts'
import { texts } from './texts.ts'
import { Verify } from './verify.tsx'

interface ListProps {
  readonly found: FoundLog
  readonly organizationId: string | undefined
  readonly name: string | undefined
  readonly names: ReadonlyMap<string, string> | undefined
}

/** The entries that were found, and what can be done with all of them. */
export function List({ found, organizationId, name, names }: ListProps) {
  const search = found.of
  const say = useTexts(texts)
  const sayOfTables = useTexts(tableTexts)
  const { rows, waiting, bringIn } = useSteady(
    JSON.stringify([organizationId, search]),
    found.rows,
    keyOf,
  )
  const [paper, setPaper] = useState<readonly LogRow[]>()
  const filter = useFilterWords(search)
  const count = found.total === undefined ? say('many') : say('count', { n: found.total })
  const caption = `${count}. ${filter}`
  const isEmpty = rows.length === 0 && waiting === 0
  return (
    <section aria-labelledby="log-list" className={paper && 'has-paper'}>
      <Heading level="2" size="small" id="log-list" tabIndex={-1} className="not-printed">
        {count}
      </Heading>
      {!isEmpty && <Deeds {...{ organizationId, search, setPaper }} />}
      {organizationId !== undefined && <Verify organizationId={organizationId} />}
      <PrintHeading
        title={say('title')}
        facts={[
          [say('organization'), name ?? say('all_organizations')],
          [say('filter'), filter],
          [say('entries'), count],
          ...(paper && paper.length < (found.total ?? Infinity)
            ? [[say('on_paper'), say('newest_only', { n: printedAtMost })] as const]
            : []),
        ]}
      />
      {paper && (
        <div className="only-print">
          <LogTable rows={paper} caption={caption} names={names} />
        </div>
      )}
      <div className="on-screen">
        {waiting > 0 && (
          <Button size="small" variant="secondary" className="not-printed" onClick={bringIn}>
            {sayOfTables('news', { n: waiting })}
          </Button>
        )}
        {isEmpty ? (
          <Empty search={search} isOfAll={organizationId === undefined} />
        ) : (
          <LogTable rows={rows} caption={caption} names={names} />
        )}
      </div>
    </section>
  )
}

const keyOf = ({ id }: LogRow) => id

function Empty({ search, isOfAll }: { search: LogSearch; isOfAll: boolean }) {
  const say = useTexts(texts)
  if (!isNarrowed(search))
    return (
      <>
        <p>{say('empty')}</p>
        <p>{say('empty_help')}</p>
      </>
    )
  return (
    <>
      <p>{say('empty_search')}</p>
      <p>{say(isOfAll && isReference(search.q ?? '') ? 'empty_reference' : 'empty_search_help')}</p>
    </>
  )
}

/** What was looked for, in a sentence that stands on paper, too. */
function useFilterWords({ fra, til, status, hendelse, q }: LogSearch): string {
  const say = useTexts(texts)
  const words = useLogWords()
  const format = useFormat()
  const parts = [
    fra && say('since', { day: format.day(fra) }),
    til && say('until', { day: format.day(til) }),
    status && say('of_status', { status: words.status(status) }),
    hendelse && say('of_kind', { kind: words.kind(hendelse) }),
    q && say('with', { q }),
  ].filter(Boolean)
  return [say('newest_first'), ...(parts.length > 0 ? parts : [say('unfiltered')])].join(', ')
}
