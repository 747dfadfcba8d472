import {
  addDimension,
  changeDimension,
  removeDimension,
  rowOf,
  valueOn,
} from './dimension-set-lines.ts'
import { dimensionSetLines, journalLines, journals } from './entities.ts'
import { badRequest } from './errors.ts'
import { changeLine, createLine, deleteLine, lineOf } from './journal-lines.ts'
import { changeJournal, createJournal, deleteJournal, journalOf } from './journals.ts'
import { postJournal } from './posting.ts'
import { reads } from './reads.ts'
import { checkIfMatch, created, gone, one, type Route } from './route.ts'

export const creates: Record<string, Route> = {
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

export const changes: Record<string, Route> = {
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

export const deletes: Record<string, Route> = {
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
