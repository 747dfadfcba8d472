import { Table } from '@navikt/ds-react'
import { useRead } from '../../shared/api/read.ts'
import { Moment } from '../../shared/parts/moment.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { WideTable } from '../../shared/table/wide-table.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { doubtRead, type Which } from './queries.ts'
import { alikeTogether, type Look } from './alike.ts'
import { texts } from './standing-texts.ts'

interface LookUpsProps {
  readonly which: Which
  readonly system: string
}

/** What was seen of it in the ledger, for the person who is to say whether it is there. */
export function LookUps({ which, system }: LookUpsProps) {
  const say = useTexts(texts)
  const format = useFormat()
  const doubt = useRead(doubtRead(which))
  return (
    <Shown read={doubt}>
      {({ reference, lookUps }) => (
        <>
          <p>{say('look_for', { ref: reference })}</p>
          {lookUps && <Looks looks={lookUps.latest} system={system} />}
          {lookUps?.nextLookAt && (
            <p>{say('next_look', { at: format.moment(lookUps.nextLookAt) })}</p>
          )}
        </>
      )}
    </Shown>
  )
}

function Looks({ looks, system }: { looks: readonly Look[]; system: string }) {
  const say = useTexts(texts)
  const format = useFormat()
  if (looks.length === 0) return <p>{say('no_looks')}</p>
  return (
    <WideTable
      caption={
        <>
          {say('looks', { system })}: {say('looks_caption', { n: looks.length })}
        </>
      }
    >
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell scope="col">{say('look_at')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{say('look_saw')}</Table.HeaderCell>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {alikeTogether(looks).map(({ look, count, firstAt }) => (
          <Table.Row key={look.at}>
            <Table.HeaderCell scope="row">
              <Moment at={look.at} />
            </Table.HeaderCell>
            <Table.DataCell>
              {look.saw === 'voucher'
                ? say('saw.voucher', { voucher: look.voucherNumber ?? '–' })
                : say(`saw.${look.saw}`)}
              {look.message && (
                <div className="less" lang="en">
                  {look.message}
                </div>
              )}
              {count > 1 && (
                <div>{say('looks_alike', { n: count, at: format.moment(firstAt) })}</div>
              )}
            </Table.DataCell>
          </Table.Row>
        ))}
      </Table.Body>
    </WideTable>
  )
}
