import { Heading, Table } from '@navikt/ds-react'
import { addresses } from '../../shared/addresses.ts'
import { To } from '../../shared/parts/to.tsx'
import { useFailureWords } from '../../shared/records/failures.ts'
import { WideTable } from '../../shared/table/wide-table.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import type { RunDetail } from './queries.ts'
import { texts } from './texts.ts'

interface CausesProps {
  readonly organizationId: string
  readonly run: RunDetail
}

/** What records of the run failed for, and how many of them fail to this day. */
export function Causes({ organizationId, run }: CausesProps) {
  const say = useTexts(texts)
  const failures = useFailureWords()
  const format = useFormat()
  const { causes, id } = run
  return (
    <section aria-labelledby="run-causes">
      <Heading level="2" size="medium" id="run-causes">
        {say('causes')}
      </Heading>
      {causes.length === 0 ? (
        <p>{say('no_causes')}</p>
      ) : (
        <WideTable caption={say('causes_caption', { n: causes.length })}>
          <Table.Header>
            <Table.Row>
              <Table.HeaderCell scope="col">{say('cause')}</Table.HeaderCell>
              <Table.HeaderCell scope="col" align="right">
                {say('count')}
              </Table.HeaderCell>
              <Table.HeaderCell scope="col" align="right">
                {say('amount')}
              </Table.HeaderCell>
              <Table.HeaderCell scope="col" align="right">
                {say('open')}
              </Table.HeaderCell>
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {causes.map(({ code, class: cls, count, amount, open }) => (
              <Table.Row key={code}>
                <Table.HeaderCell scope="row">
                  <To
                    address={
                      open > 0
                        ? addresses.records(organizationId, { overforing: id, kode: code })
                        : undefined
                    }
                  >
                    {failures.title({ code, class: cls })}
                  </To>
                </Table.HeaderCell>
                <Table.DataCell align="right">{format.number(count)}</Table.DataCell>
                <Table.DataCell align="right" className="figure">
                  {format.amount(amount)}
                </Table.DataCell>
                <Table.DataCell align="right">{format.number(open)}</Table.DataCell>
              </Table.Row>
            ))}
          </Table.Body>
        </WideTable>
      )}
    </section>
  )
}
