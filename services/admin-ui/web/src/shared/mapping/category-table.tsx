import { Button, Table, Tag } from '@navikt/ds-react'
import { useState } from 'react'
import { useField } from '../form/form.tsx'
import { isSame } from '../form/merge.ts'
import { useTexts } from '../texts/language.tsx'
import { codings, emptyRow, pointerTo, type MappingDraft, type RowDraft } from './draft.ts'
import { entriesOf, nameOf, useCodingWords, type Ledger } from './ledger.ts'
import { RowDialog } from './row-dialog.tsx'
import type { ShownRow } from './rows.ts'
import { texts } from './texts.ts'

export interface TableProps {
  readonly draft: MappingDraft
  /** What is saved. */
  readonly saved: MappingDraft
  readonly ledger: Ledger
  /** What the ledger has a place for, beside the account. */
  readonly options: readonly string[]
  readonly canChange: boolean
  readonly change: (draft: MappingDraft) => void
}

interface CategoryTableProps extends TableProps {
  readonly rows: readonly ShownRow[]
  /** The one that somebody came for. */
  readonly first?: string
}

/** How each expense type is booked, what lacks an account first. */
export function CategoryTable(props: CategoryTableProps) {
  const { rows, draft, ledger, options, canChange, change } = props
  const say = useTexts(texts)
  const words = useCodingWords(draft.dimensions)
  /** Which row is being changed; `''`: a new one. */
  const [open, setOpen] = useState<string>()
  const shown = codings.filter((coding) => options.includes(coding))
  const missing = rows.filter(({ key }) => (draft.categories[key]?.account ?? '') === '').length
  const use = (key: string, row: RowDraft) =>
    change({ ...draft, categories: { ...draft.categories, [key]: row } })
  const removable = (key: string) => {
    if (rows.find((row) => row.key === key)?.inUse !== false) return undefined
    return () => {
      const { [key]: _, ...categories } = draft.categories
      change({ ...draft, categories })
      setOpen(undefined)
    }
  }
  return (
    <>
      {rows.length === 0 ? (
        <>
          <p>{say('no_categories')}</p>
          <p>{say('no_categories_help')}</p>
        </>
      ) : (
        <div className="wide" tabIndex={0} role="region" aria-label={say('categories')}>
          <Table size="small">
            <caption>{say('categories_caption', { n: rows.length, missing })}</caption>
            <Table.Header>
              <Table.Row>
                <Table.HeaderCell scope="col">{say('category')}</Table.HeaderCell>
                <Table.HeaderCell scope="col">{say('account')}</Table.HeaderCell>
                {canChange && <Table.HeaderCell scope="col">{say('actions')}</Table.HeaderCell>}
                {shown.map((coding) => (
                  <Table.HeaderCell key={coding} scope="col">
                    {words(coding)}
                  </Table.HeaderCell>
                ))}
              </Table.Row>
            </Table.Header>
            <Table.Body>
              {rows.map((row) => (
                <CategoryRow key={row.key} {...props} row={row} open={() => setOpen(row.key)} />
              ))}
            </Table.Body>
          </Table>
        </div>
      )}
      {canChange && (
        <div className="buttons under">
          <Button type="button" size="small" variant="secondary" onClick={() => setOpen('')}>
            {say('add')}
          </Button>
        </div>
      )}
      {open !== undefined && (
        <RowDialog
          {...(open !== '' && { category: open })}
          draft={draft}
          ledger={ledger}
          options={options}
          use={use}
          remove={open === '' ? undefined : removable(open)}
          close={() => setOpen(undefined)}
        />
      )}
    </>
  )
}

interface CategoryRowProps extends Omit<CategoryTableProps, 'rows'> {
  readonly row: ShownRow
  readonly open: () => void
}

function CategoryRow(props: CategoryRowProps) {
  const { row, first, draft, saved, ledger, options, canChange, open } = props
  const { key } = row
  const { id, fault } = useField(pointerTo('categories', key))
  const coding = draft.categories[key] ?? emptyRow
  const isChanged = !isSame(coding, saved.categories[key] ?? emptyRow)
  const lacks = coding.account === ''
  return (
    <Table.Row className={lacks || fault ? 'row-amber' : ''} selected={key === first}>
      <Table.HeaderCell scope="row">
        {key}
        <RowNotes row={row} isChanged={isChanged} />
      </Table.HeaderCell>
      <Table.DataCell>
        {lacks ? <Missing /> : nameOf(coding.account, ledger.accounts)}
      </Table.DataCell>
      {/* Beside the account, so that it is there on a narrow screen, too. */}
      {canChange && (
        <Table.DataCell>
          <RowButton id={id} name={key} isMissing={lacks} open={open} />
        </Table.DataCell>
      )}
      {codings
        .filter((one) => options.includes(one))
        .map((one) => (
          <Table.DataCell key={one}>
            {nameOf(coding[one], entriesOf(ledger, one, draft.dimensions)) || '–'}
          </Table.DataCell>
        ))}
    </Table.Row>
  )
}

export function Missing() {
  const say = useTexts(texts)
  return (
    <Tag variant="outline" data-color="warning" size="small">
      {say('missing')}
    </Tag>
  )
}

/** What stands under the name of a row. */
export function RowNotes({ row, isChanged }: { row: ShownRow; isChanged: boolean }) {
  const say = useTexts(texts)
  const { waiting, failing, problem } = row
  const notes = [
    ...(waiting > 0 ? [say('waiting', { n: waiting })] : []),
    ...(failing > 0 ? [say('failing', { n: failing })] : []),
    ...(isChanged ? [say('changed')] : []),
    ...(problem === undefined ? [] : [problem]),
  ]
  return notes.length === 0 ? null : <div className="less row-notes">{notes.join('. ')}</div>
}

interface RowButtonProps {
  readonly id: string
  readonly name: string
  readonly isMissing: boolean
  readonly open: () => void
}

/** The same width for all, and a name that says which row. */
export function RowButton({ id, name, isMissing, open }: RowButtonProps) {
  const say = useTexts(texts)
  return (
    <Button
      id={id}
      type="button"
      size="small"
      variant={isMissing ? 'primary' : 'tertiary'}
      aria-label={say(isMissing ? 'choose_of' : 'change_of', { key: name })}
      onClick={open}
    >
      {say(isMissing ? 'choose' : 'change')}
    </Button>
  )
}
