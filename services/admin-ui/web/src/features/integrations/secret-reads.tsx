import { Button, ReadMore, Table } from '@navikt/ds-react'
import { useState } from 'react'
import { useRead } from '../../shared/api/read.ts'
import { Moment } from '../../shared/parts/moment.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { schemaRead } from '../../shared/settings/queries.ts'
import { useLanguage, useTexts } from '../../shared/texts/language.tsx'
import { secretReadsRead, type ConnectorType, type SecretRead } from './queries.ts'
import { texts } from './texts.ts'
import { useTypeName } from './type-name.ts'

/** Who was given stored secrets in clear, and when: nobody that should not have been. */
export function SecretReads({ organizationId }: { organizationId: string }) {
  const say = useTexts(texts)
  const [isOpen, setOpen] = useState(false)
  return (
    <ReadMore header={say('secret_reads')} open={isOpen} onOpenChange={setOpen} className="section">
      <p>{say('secret_reads_help')}</p>
      {isOpen && <Reads organizationId={organizationId} />}
    </ReadMore>
  )
}

function Reads({ organizationId }: { organizationId: string }) {
  const say = useTexts(texts)
  // The beginning of each page up to this one.
  const [before, setBefore] = useState<readonly string[]>([])
  const reads = useRead(secretReadsRead(organizationId, before.at(-1)))
  return (
    <Shown read={reads}>
      {({ rows, next }) =>
        rows.length === 0 ? (
          <p>{say('secret_reads_none')}</p>
        ) : (
          <>
            <ReadsTable rows={rows} />
            <div className="paging">
              {before.length > 0 && (
                <Button
                  size="small"
                  variant="tertiary"
                  onClick={() => setBefore(before.slice(0, -1))}
                >
                  {say('newer')}
                </Button>
              )}
              {next !== null && (
                <Button
                  size="small"
                  variant="tertiary"
                  onClick={() => setBefore([...before, next])}
                >
                  {say('older')}
                </Button>
              )}
            </div>
          </>
        )
      }
    </Shown>
  )
}

function ReadsTable({ rows }: { rows: readonly SecretRead[] }) {
  const say = useTexts(texts)
  const nameOf = useTypeName()
  return (
    <div className="wide" role="region" aria-label={say('secret_reads')} tabIndex={0}>
      <Table size="small">
        <caption>{say('secret_reads_caption', { n: rows.length })}</caption>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell scope="col">{say('when')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{say('who')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{say('which')}</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {rows.map(({ id, at, by, connector, fields }) => (
            <Table.Row key={id}>
              <Table.HeaderCell scope="row">
                <Moment at={at} />
              </Table.HeaderCell>
              <Table.DataCell>
                {by === `${connector}-adapter`
                  ? say('by_service', { system: nameOf(connector) })
                  : by}
              </Table.DataCell>
              <Table.DataCell>
                <Labels type={connector} fields={fields} />
              </Table.DataCell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </div>
  )
}

/** Secrets by what their form calls them. */
function Labels({ type, fields }: { type: ConnectorType; fields: readonly string[] }) {
  const { language } = useLanguage()
  const { data } = useRead(schemaRead(type))
  return fields
    .map((name) => data?.fields.find((field) => field.name === name)?.label[language] ?? name)
    .join(', ')
}
