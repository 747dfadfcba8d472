import { Table } from '@navikt/ds-react'
import { useState } from 'react'
import { useField } from '../form/form.tsx'
import { isSame } from '../form/merge.ts'
import { payeeKinds, useRecordWords } from '../records/words.ts'
import { useTexts } from '../texts/language.tsx'
import { Missing, RowButton, RowNotes, type TableProps } from './category-table.tsx'
import { pointerTo, type PayeeDraft, type PayeeKind } from './draft.ts'
import { nameOf } from './ledger.ts'
import { PayeeDialog } from './payee-dialog.tsx'
import type { ShownRow } from './rows.ts'
import { texts } from './texts.ts'

interface PayeeTableProps extends TableProps {
  readonly rowOf: (kind: PayeeKind) => ShownRow
}

/** What records are booked against, for each kind of payee, and whether payees have numbers of their own. */
export function PayeeTable(props: PayeeTableProps) {
  const { draft, ledger, options, canChange, change } = props
  const say = useTexts(texts)
  const words = useRecordWords()
  const [open, setOpen] = useState<PayeeKind>()
  const hasSubledger = options.includes('subledger')
  const use = (kind: PayeeKind, payee: PayeeDraft) =>
    change({ ...draft, payees: { ...draft.payees, [kind]: payee } })
  return (
    <>
      <p>{say('payees_help', { system: ledger.system })}</p>
      <div className="wide" tabIndex={0} role="region" aria-label={say('payees')}>
        <Table size="small">
          <caption className="only-heard">{say('payees')}</caption>
          <Table.Header>
            <Table.Row>
              <Table.HeaderCell scope="col">{say('payee')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{say('credit')}</Table.HeaderCell>
              {hasSubledger && <Table.HeaderCell scope="col">{say('subledger')}</Table.HeaderCell>}
              {canChange && <Table.HeaderCell scope="col">{say('actions')}</Table.HeaderCell>}
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {payeeKinds.map((kind) => (
              <PayeeRow key={kind} {...props} kind={kind} open={() => setOpen(kind)} />
            ))}
          </Table.Body>
        </Table>
      </div>
      {open && (
        <PayeeDialog
          name={words.payeeKind(open)}
          payee={draft.payees[open]}
          ledger={ledger}
          hasSubledger={hasSubledger}
          use={(payee) => use(open, payee)}
          close={() => setOpen(undefined)}
        />
      )}
    </>
  )
}

interface PayeeRowProps extends PayeeTableProps {
  readonly kind: PayeeKind
  readonly open: () => void
}

function PayeeRow({ kind, rowOf, draft, saved, ledger, options, canChange, open }: PayeeRowProps) {
  const say = useTexts(texts)
  const words = useRecordWords()
  const row = rowOf(kind)
  const { id, fault } = useField(pointerTo('credits', kind))
  const { account, subledger } = draft.payees[kind]
  const isChanged = !isSame(draft.payees[kind], saved.payees[kind])
  const lacks = account === '' && (row.isMissing || row.waiting > 0)
  const subledgers: Readonly<Record<string, string>> = {
    supplier: say('subledger_supplier'),
    employee: say('subledger_employee'),
  }
  return (
    <Table.Row className={lacks || fault ? 'row-amber' : ''}>
      <Table.HeaderCell scope="row">
        {words.payeeKind(kind)}
        <RowNotes row={row} isChanged={isChanged} />
      </Table.HeaderCell>
      <Table.DataCell>
        {lacks ? <Missing /> : account === '' ? say('none') : nameOf(account, ledger.accounts)}
      </Table.DataCell>
      {options.includes('subledger') && (
        <Table.DataCell>{subledgers[subledger] ?? say('subledger_none')}</Table.DataCell>
      )}
      {canChange && (
        <Table.DataCell>
          <RowButton id={id} name={words.payeeKind(kind)} isMissing={lacks} open={open} />
        </Table.DataCell>
      )}
    </Table.Row>
  )
}
