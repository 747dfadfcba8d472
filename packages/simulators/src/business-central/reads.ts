import * as entities from './entities.ts'
import type { Entity } from './entity.ts'
import { rowOf } from './dimension-set-lines.ts'
import { dialogError, recordNotFound } from './errors.ts'
import { lineOf } from './journal-lines.ts'
import { journalOf } from './journals.ts'
import { listAnswer, listEntries } from './list.ts'
import { one, type Route } from './route.ts'
import { employees, purchaseInvoices, vatGroups, vendors } from './seed.ts'
import type { Session } from './session.ts'

const { accounts, dimensions, dimensionValues, dimensionSetLines, journals, journalLines } =
  entities

function listed<Row>(entity: Entity<Row>, rowsOf: (session: Session) => Iterable<Row>): Route {
  return {
    operation: `${entity.set}.list`,
    run: (session, call) => listAnswer(session, entity, rowsOf(session), call),
  }
}

function read<Row>(
  entity: Entity<Row>,
  rowOfId: (session: Session, id: string) => Row | undefined,
): Route {
  return {
    operation: `${entity.set}.get`,
    run(session, { keys, query }) {
      const row = rowOfId(session, keys.at(-1)!)
      if (row === undefined) throw recordNotFound(entity.type, keys.at(-1)!)
      return one(entity, row, query)
    },
  }
}

const named = <Row extends { readonly number: string }>(
  set: string,
  rows: readonly Row[],
  id: string,
) => rows.find(({ number }) => entities.payeeId(set, number) === id)

export const reads: Record<string, Route> = {
  'companies()': read(entities.companies, ({ company }) => company),
  accounts: listed(accounts, ({ company }) => company.accounts.values()),
  'accounts()': read(accounts, ({ company }, id) => company.accountsById.get(id)),
  dimensions: listed(dimensions, ({ company }) => company.dimensions.values()),
  'dimensions()': read(dimensions, ({ company }, id) => company.dimensionsById.get(id)),
  dimensionValues: listed(dimensionValues, ({ company }) => company.valuesById.values()),
  'dimensionValues()': read(dimensionValues, ({ company }, id) => company.valuesById.get(id)),
  'dimensions()/dimensionValues': {
    operation: 'dimensionValues.list',
    run(session, call) {
      const dimension = session.company.dimensionsById.get(call.keys[0]!)
      if (!dimension) throw recordNotFound('Dimension', call.keys[0]!)
      return listAnswer(session, dimensionValues, dimension.values.values(), call)
    },
  },
  vendors: listed(entities.vendors, () => vendors),
  'vendors()': read(entities.vendors, (_, id) => named('vendors', vendors, id)),
  employees: listed(entities.employees, () => employees),
  'employees()': read(entities.employees, (_, id) => named('employees', employees, id)),
  purchaseInvoices: listed(entities.purchaseInvoices, () => purchaseInvoices),
  'purchaseInvoices()': read(entities.purchaseInvoices, (_, id) =>
    named('purchaseInvoices', purchaseInvoices, id),
  ),
  taxGroups: listed(entities.taxGroups, () => Object.keys(vatGroups)),
  'taxGroups()': read(entities.taxGroups, (_, id) =>
    Object.keys(vatGroups).find((group) => entities.payeeId('taxg', group) === id),
  ),
  generalLedgerSetup: listed(entities.generalLedgerSetup, ({ company }) => [company]),
  'generalLedgerSetup()': read(entities.generalLedgerSetup, ({ company }, id) =>
    company.id === id ? company : undefined,
  ),
  generalLedgerEntries: {
    operation: 'generalLedgerEntries.list',
    run: (session, call) => listEntries(session, session.company, call),
  },
  'generalLedgerEntries()': read(entities.generalLedgerEntries, ({ company }, id) => {
    const entry = company.ledger.entries[Number.parseInt(id.slice(0, 8), 16) - 1]
    return entry && entities.entryId(entry.number) === id ? entry : undefined
  }),
  journals: listed(journals, ({ company }) => company.journals.values()),
  'journals()': read(journals, journalOf),
  'journals()/journalLines': {
    operation: 'journalLines.list',
    run(session, call) {
      const { lines } = journalOf(session, call.keys[0]!)
      // The page's own filter ends at bank accounts: lines on employees are there, and not shown.
      const shown = lines.filter((line) => line.accountType !== 'Employee')
      return listAnswer(session, journalLines, shown, call)
    },
  },
  journalLines: {
    operation: 'journalLines.list',
    run() {
      throw dialogError(
        'You must specify a journal batch ID or a journal ID to get a journal line.',
        'Du må angi en kladde-ID for å hente en kladdelinje.',
      )
    },
  },
  'journalLines()': read(journalLines, lineOf),
  'journalLines()/dimensionSetLines': {
    operation: 'dimensionSetLines.list',
    run(session, call) {
      const line = lineOf(session, call.keys.at(-1)!)
      const rows = line.dimensions.map((value) => rowOf(line, value))
      return listAnswer(session, dimensionSetLines, rows, call)
    },
  },
}
