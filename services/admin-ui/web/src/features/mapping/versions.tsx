import { Button, Heading, Table } from '@navikt/ds-react'
import { useState } from 'react'
import { useRead } from '../../shared/api/read.ts'
import { useDifferences } from '../../shared/mapping/differences.ts'
import { draftOf } from '../../shared/mapping/draft.ts'
import { Moment } from '../../shared/parts/moment.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { To } from '../../shared/parts/to.tsx'
import { usePerson } from '../../shared/session/person.ts'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { comparedRead, versionsRead } from './queries.ts'
import { texts } from './texts.ts'

interface VersionsProps {
  readonly organizationId: string
  /** Of this page, without a version. */
  readonly address: string
  /** Whose differences are shown. */
  readonly version: number | undefined
}

const first = 10
const all = 500

/** Every version that there was: since when, by whom, and what it changed. */
export function Versions({ organizationId, address, version }: VersionsProps) {
  const say = useTexts(texts)
  const format = useFormat()
  const person = usePerson()
  const [limit, setLimit] = useState(first)
  const versions = useRead(versionsRead(organizationId, limit))
  return (
    <section>
      <Heading level="2" size="medium">
        {say('versions')}
      </Heading>
      <Shown read={versions}>
        {({ rows, next }) =>
          rows.length === 0 ? (
            <p>{say('version_none')}</p>
          ) : (
            <>
              <div className="wide" tabIndex={0} role="region" aria-label={say('versions')}>
                <Table size="small">
                  <caption>{say('versions_caption', { n: rows.length })}</caption>
                  <Table.Header>
                    <Table.Row>
                      {(['number', 'from', 'saved', 'by', 'changes'] as const).map((column) => (
                        <Table.HeaderCell key={column} scope="col">
                          {say(column)}
                        </Table.HeaderCell>
                      ))}
                    </Table.Row>
                  </Table.Header>
                  <Table.Body>
                    {rows.map((row) => (
                      <Table.Row key={row.version} selected={row.version === version}>
                        <Table.HeaderCell scope="row">
                          {say('version_row', { version: row.version })}
                        </Table.HeaderCell>
                        <Table.DataCell>
                          {row.effectiveFrom ? format.day(row.effectiveFrom) : say('all_days')}
                        </Table.DataCell>
                        <Table.DataCell>
                          <Moment at={row.savedAt} />
                        </Table.DataCell>
                        <Table.DataCell>{person(row.savedBy)}</Table.DataCell>
                        <Table.DataCell>
                          <To address={`${address}?versjon=${row.version}`}>
                            {say('show_changes', { version: row.version })}
                          </To>
                        </Table.DataCell>
                      </Table.Row>
                    ))}
                  </Table.Body>
                </Table>
              </div>
              {next !== null && limit < all && (
                <div className="buttons under">
                  <Button
                    type="button"
                    size="small"
                    variant="secondary"
                    onClick={() => setLimit(all)}
                  >
                    {say('show_all')}
                  </Button>
                </div>
              )}
            </>
          )
        }
      </Shown>
      {version !== undefined && <Changes organizationId={organizationId} version={version} />}
    </section>
  )
}

function Changes({ organizationId, version }: { organizationId: string; version: number }) {
  const say = useTexts(texts)
  const differences = useDifferences()
  const compared = useRead(comparedRead(organizationId, version))
  return (
    <section aria-labelledby="changes">
      <Heading level="3" size="small" id="changes">
        {say('changes_of', { version })}
      </Heading>
      <Shown read={compared}>
        {({ before, after }) => (
          <ul>
            {differences(draftOf(before), draftOf(after)).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
      </Shown>
    </section>
  )
}
