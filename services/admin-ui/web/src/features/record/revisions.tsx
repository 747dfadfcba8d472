import { Heading, Table } from '@navikt/ds-react'
import { addresses } from '../../shared/addresses.ts'
import { Moment } from '../../shared/parts/moment.tsx'
import { To } from '../../shared/parts/to.tsx'
import { StatusWord } from '../../shared/records/status-word.tsx'
import { useWhy } from '../../shared/records/why.ts'
import { useRecordWords } from '../../shared/records/words.ts'
import { WideTable } from '../../shared/table/wide-table.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import type { Revision, Which } from './queries.ts'
import { texts } from './texts.ts'

interface RevisionsProps {
  readonly which: Which
  readonly revisions: readonly Revision[]
}

export function Revisions({ which, revisions }: RevisionsProps) {
  const say = useTexts(texts)
  return (
    <section aria-labelledby="revisions">
      <Heading level="2" size="medium" id="revisions">
        {say('revisions')}
      </Heading>
      <WideTable caption={say('revisions_caption', { n: revisions.length })}>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell scope="col">{say('revision')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{say('approved')}</Table.HeaderCell>
            <Table.HeaderCell scope="col" align="right">
              {say('amount')}
            </Table.HeaderCell>
            <Table.HeaderCell scope="col">{say('status')}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{say('voucher')}</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {revisions.map((one) => (
            <Row key={one.revision} which={which} one={one} />
          ))}
        </Table.Body>
      </WideTable>
    </section>
  )
}

function Row({ which, one }: { which: Which; one: Revision }) {
  const say = useTexts(texts)
  const words = useRecordWords()
  const why = useWhy()(one)
  const { organizationId, recordId, revision: shown } = which
  const isShown = one.revision === shown
  return (
    <Table.Row>
      <Table.HeaderCell scope="row">
        <To
          address={isShown ? undefined : addresses.record(organizationId, recordId, one.revision)}
        >
          {say('mapping_version', { v: one.revision })}
        </To>
        {isShown && <div className="less">{say('shown_now')}</div>}
      </Table.HeaderCell>
      <Table.DataCell>{one.approvedAt ? <Moment at={one.approvedAt} /> : '–'}</Table.DataCell>
      <Table.DataCell align="right" className="figure">
        {words.amountOf(one)}
      </Table.DataCell>
      <Table.DataCell>
        <StatusWord status={one.status} />
        {why && <div className="less">{why}</div>}
      </Table.DataCell>
      <Table.DataCell>{one.voucher?.number ?? '–'}</Table.DataCell>
    </Table.Row>
  )
}
