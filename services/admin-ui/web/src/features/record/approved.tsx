import { Heading, Table } from '@navikt/ds-react'
import { useRead } from '../../shared/api/read.ts'
import { Shown } from '../../shared/parts/shown.tsx'
import { WideTable } from '../../shared/table/wide-table.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { approvedRead, type Approved, type Which } from './queries.ts'
import { texts } from './texts.ts'

/** What somebody approved: the lines, and the files that belong to them. */
export function ApprovedContent({ which }: { which: Which }) {
  const say = useTexts(texts)
  const approved = useRead(approvedRead(which))
  return (
    <section aria-labelledby="content">
      <Heading level="2" size="medium" id="content">
        {say('content')}
      </Heading>
      <Shown read={approved}>
        {(content) => (
          <>
            {content.isWithdrawal ? <p>{say('withdrawal')}</p> : <Lines content={content} />}
            <Files files={content.attachments} />
          </>
        )}
      </Shown>
    </section>
  )
}

/** A column that no line has anything in is left out. */
const rare = ['costCenter', 'project', 'vatCode'] as const

function Lines({ content }: { content: Approved }) {
  const say = useTexts(texts)
  const format = useFormat()
  const { lines, total = '0.00' } = content
  const names = { costCenter: say('cost_center'), project: say('project'), vatCode: say('vat') }
  const columns = rare.filter((name) => lines.some((line) => line[name] !== undefined))
  const haveText = lines.some(({ hasText }) => hasText)
  return (
    <WideTable caption={say('content_caption', { n: lines.length, amount: format.amount(total) })}>
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell scope="col">{say('category')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{say('day')}</Table.HeaderCell>
          {columns.map((name) => (
            <Table.HeaderCell key={name} scope="col">
              {names[name]}
            </Table.HeaderCell>
          ))}
          {haveText && <Table.HeaderCell scope="col">{say('text')}</Table.HeaderCell>}
          <Table.HeaderCell scope="col" align="right">
            {say('amount')}
          </Table.HeaderCell>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {lines.map((line) => (
          <Table.Row key={line.lineId}>
            <Table.HeaderCell scope="row">{line.category}</Table.HeaderCell>
            <Table.DataCell>{format.day(line.date)}</Table.DataCell>
            {columns.map((name) => (
              <Table.DataCell key={name}>{line[name] ?? '–'}</Table.DataCell>
            ))}
            {haveText && <Table.DataCell>{line.hasText ? say('has_text') : '–'}</Table.DataCell>}
            <Table.DataCell align="right" className="figure">
              {format.amount(line.amount)}
            </Table.DataCell>
          </Table.Row>
        ))}
      </Table.Body>
    </WideTable>
  )
}

function Files({ files }: { files: Approved['attachments'] }) {
  const say = useTexts(texts)
  return (
    <>
      <Heading level="3" size="small" className="record-files">
        {say('files')}
      </Heading>
      {files.length === 0 ? (
        <p>{say('no_files')}</p>
      ) : (
        <ul>
          {files.map(({ filename, mediaType, sha256 }) => (
            <li key={sha256 + filename}>
              {filename} <span className="less">({mediaType})</span>
              <div className="less record-hash">
                {say('fingerprint')}: <code>{sha256}</code>
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
