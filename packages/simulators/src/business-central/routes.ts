import * as entities from './entities.ts'
import {
  addDimension,
  changeDimension,
  removeDimension,
  rowOf,
  valueOn,
} from './dimension-set-lines.ts'
import type { Entity, Query } from './entity.ts'
import { etagOf, writeRow } from './entity.ts'
import { badRequest, dialogError, entityChanged, missingToken, recordNotFound } from './errors.ts'
import type { Body } from './input.ts'
import { changeLine, createLine, deleteLine, lineOf } from './journal-lines.ts'
import { changeJournal, createJournal, deleteJournal, journalOf } from './journals.ts'
import { listAnswer, listEntries, type Page } from './list.ts'
import { postJournal } from './posting.ts'
import { employees, vendors } from './seed.ts'
import type { Answer, Session } from './session.ts'

export interface Call extends Page {
  readonly keys: readonly string[]
  readonly body: Body
  readonly ifMatch: string | undefined
}
export interface Route {
  /** What faults and request counts call it. */
  readonly operation: string
  readonly run: (session: Session, call: Call) => Answer
}

const one = <Row>(entity: Entity<Row>, row: Row, query: Query, status = 200): Answer => ({
  status,
  body: writeRow(entity, row, query),
  headers: { etag: etagOf(entity.etag(row)) },
})

function created<Row>(session: Session, entity: Entity<Row>, row: Row, id: string, query: Query) {
  const location = `${session.address}/companies(${session.company.id})/${entity.set}(${id})`
  return { status: 201, body: writeRow(entity, row, query), headers: { location } }
}

/** A changed or deleted record must be named by the version that was read, or by `*`. */
function checkIfMatch(ifMatch: string | undefined, stamp: number): void {
  if (ifMatch === undefined) throw missingToken()
  if (ifMatch !== '*' && ifMatch !== etagOf(stamp)) throw entityChanged()
}

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

const gone: Answer = { status: 204 }
const { accounts, dimensions, dimensionValues, dimensionSetLines, journals, journalLines } =
  entities

const reads: Record<string, Route> = {
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
  employees: listed(entities.employees, () => employees),
  generalLedgerSetup: listed(entities.generalLedgerSetup, ({ company }) => [company]),
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

const creates: Record<string, Route> = {
  journals: {
    operation: 'journals.create',
    run(session, { body, query }) {
      const journal = createJournal(session, body)
      return created(session, journals, journal, journal.id, query)
    },
  },
  'journals()/journalLines': {
    operation: 'journalLines.create',
    run(session, { keys, body, query }) {
      if ('dimensionSetLines' in body)
        throw badRequest("Deep insert of 'dimensionSetLines' is not part of this stand-in.")
      const line = createLine(session, journalOf(session, keys[0]!), body)
      return created(session, journalLines, line, line.id, query)
    },
  },
  journalLines: reads.journalLines!,
  'journalLines()/dimensionSetLines': {
    operation: 'dimensionSetLines.create',
    run(session, { keys, body, query }) {
      const line = lineOf(session, keys.at(-1)!)
      const row = rowOf(line, addDimension(session, line, body))
      return created(session, dimensionSetLines, row, row.value.dimension.id, query)
    },
  },
  'journals()/Microsoft.NAV.post': {
    operation: 'journals.post',
    run(session, { keys }) {
      postJournal(session, journalOf(session, keys[0]!))
      return gone
    },
  },
}

const changes: Record<string, Route> = {
  'journals()': {
    operation: 'journals.change',
    run(session, { keys, body, query, ifMatch }) {
      const journal = journalOf(session, keys[0]!)
      checkIfMatch(ifMatch, journal.stamp)
      changeJournal(session, journal, body)
      return one(journals, journal, query)
    },
  },
  'journalLines()': {
    operation: 'journalLines.change',
    run(session, { keys, body, query, ifMatch }) {
      const line = lineOf(session, keys.at(-1)!)
      checkIfMatch(ifMatch, line.stamp)
      changeLine(session, line, body)
      return one(journalLines, line, query)
    },
  },
  'journalLines()/dimensionSetLines()': {
    operation: 'dimensionSetLines.change',
    run(session, { keys, body, query, ifMatch }) {
      const line = lineOf(session, keys.at(-2)!)
      const before = valueOn(line, keys.at(-1)!)
      checkIfMatch(ifMatch, line.stamp)
      const value = changeDimension(session, line, before, body)
      return one(dimensionSetLines, rowOf(line, value), query)
    },
  },
}

const deletes: Record<string, Route> = {
  'journals()': {
    operation: 'journals.delete',
    run(session, { keys, ifMatch }) {
      const journal = journalOf(session, keys[0]!)
      checkIfMatch(ifMatch, journal.stamp)
      deleteJournal(session, journal)
      return gone
    },
  },
  'journalLines()': {
    operation: 'journalLines.delete',
    run(session, { keys, ifMatch }) {
      const line = lineOf(session, keys.at(-1)!)
      checkIfMatch(ifMatch, line.stamp)
      deleteLine(session, line)
      return gone
    },
  },
  'journalLines()/dimensionSetLines()': {
    operation: 'dimensionSetLines.delete',
    run(session, { keys, ifMatch }) {
      const line = lineOf(session, keys.at(-2)!)
      const value = valueOn(line, keys.at(-1)!)
      checkIfMatch(ifMatch, line.stamp)
      removeDimension(session, line, value)
      return gone
    },
  },
}

const routes = new Map<string, ReadonlyMap<string, Route>>(
  Object.entries({ GET: reads, POST: creates, PATCH: changes, DELETE: deletes }).map(
    ([method, table]) => [method, new Map(Object.entries(table))],
  ),
)

/** A line is reached through its journal or by itself: the same page either way. */
export function routeOf(method: string, pattern: string): Route | undefined {
  const table = routes.get(method)
  return (
    table?.get(pattern) ??
    (pattern.startsWith('journals()/journalLines()') ? table?.get(pattern.slice(11)) : undefined)
  )
}
export const isKnown = (pattern: string) =>
  [...routes.keys()].some((method) => routeOf(method, pattern) !== undefined)
