import { Table } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { sumOf } from '../../shared/format/sum.ts'
import { holds, useSession, type Role } from '../../shared/session/session.tsx'
import { WideTable } from '../../shared/table/wide-table.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { texts } from './booking-texts.ts'
import { accountNamesRead, type Which } from './queries.ts'
import { isCredit, withoutSign } from './sides.ts'

export type VoucherLines = readonly {
  readonly account: string
  readonly amount: string
  readonly vatCode?: string
  readonly dimensions?: readonly { readonly code: string; readonly value: string }[]
  readonly subledger?: { readonly kind: 'supplier' | 'employee'; readonly number: string }
}[]

interface VoucherTableProps {
  readonly which: Which
  readonly caption: string
  readonly lines: VoucherLines
}

/** A voucher's lines with their sums; a column that no line has anything in is left out. */
export function VoucherTable({ which, caption, lines }: VoucherTableProps) {
  const say = useTexts(texts)
  const format = useFormat()
  const names = useAccountNames(which.organizationId, lines)
  const dimensions = [
    ...new Set(lines.flatMap((line) => line.dimensions?.map(({ code }) => code) ?? [])),
  ]
  const hasVat = lines.some(({ vatCode }) => vatCode !== undefined)
  const hasSubledger = lines.some(({ subledger }) => subledger !== undefined)
  const debits = lines.filter(({ amount }) => !isCredit(amount)).map(({ amount }) => amount)
  const credits = lines.filter(({ amount }) => isCredit(amount)).map(({ amount }) => amount)
  const others = dimensions.length + Number(hasVat) + Number(hasSubledger)
  return (
    <WideTable caption={caption}>
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell scope="col">{say('account')}</Table.HeaderCell>
          {dimensions.map((code) => (
            <Table.HeaderCell key={code} scope="col">
              {code}
            </Table.HeaderCell>
          ))}
          {hasVat && <Table.HeaderCell scope="col">{say('vat')}</Table.HeaderCell>}
          {hasSubledger && <Table.HeaderCell scope="col">{say('subledger')}</Table.HeaderCell>}
          <Table.HeaderCell scope="col" align="right">
            {say('debit')}
          </Table.HeaderCell>
          <Table.HeaderCell scope="col" align="right">
            {say('credit')}
          </Table.HeaderCell>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {lines.map((line, index) => (
          <Table.Row key={index}>
            <Table.HeaderCell scope="row">
              {line.account} <span className="less">{names?.get(line.account)}</span>
            </Table.HeaderCell>
            {dimensions.map((code) => (
              <Table.DataCell key={code}>
                {line.dimensions?.find((one) => one.code === code)?.value ?? '–'}
              </Table.DataCell>
            ))}
            {hasVat && <Table.DataCell>{line.vatCode ?? '–'}</Table.DataCell>}
            {hasSubledger && (
              <Table.DataCell>
                {line.subledger ? say(line.subledger.kind, { number: line.subledger.number }) : '–'}
              </Table.DataCell>
            )}
            <Amounts amount={line.amount} />
          </Table.Row>
        ))}
        <Table.Row className="record-sum">
          <Table.HeaderCell scope="row">{say('sum')}</Table.HeaderCell>
          {others > 0 && <Table.DataCell colSpan={others} />}
          <Table.DataCell align="right" className="figure">
            {format.amount(sumOf(debits))}
          </Table.DataCell>
          <Table.DataCell align="right" className="figure">
            {format.amount(withoutSign(sumOf(credits)))}
          </Table.DataCell>
        </Table.Row>
      </Table.Body>
    </WideTable>
  )
}

function Amounts({ amount }: { amount: string }) {
  const format = useFormat()
  const shown = format.amount(withoutSign(amount))
  return (
    <>
      <Table.DataCell align="right" className="figure">
        {!isCredit(amount) && shown}
      </Table.DataCell>
      <Table.DataCell align="right" className="figure">
        {isCredit(amount) && shown}
      </Table.DataCell>
    </>
  )
}

/** May read what the ledger calls its accounts; others see their numbers. */
const readers: readonly Role[] = ['global_admin', 'org_admin', 'auditor']

function useAccountNames(organizationId: string, lines: VoucherLines) {
  const session = useSession()
  const accounts = [...new Set(lines.map(({ account }) => account))].toSorted()
  return useQuery({
    ...accountNamesRead(organizationId, accounts),
    enabled: holds(session, readers, organizationId),
  }).data
}
