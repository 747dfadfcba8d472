import { type Entity, etagOf, type Query, writeRow } from './entity.ts'
import { entityChanged, missingToken } from './errors.ts'
import type { Body } from './input.ts'
import type { Page } from './list.ts'
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

export const one = <Row>(entity: Entity<Row>, row: Row, query: Query, status = 200): Answer => ({
  status,
  body: writeRow(entity, row, query),
  headers: { etag: etagOf(entity.etag(row)) },
})

export function created<Row>(
  session: Session,
  entity: Entity<Row>,
  row: Row,
  id: string,
  query: Query,
) {
  const location = `${session.address}/companies(${session.company.id})/${entity.set}(${id})`
  return { status: 201, body: writeRow(entity, row, query), headers: { location } }
}

/** A changed or deleted record must be named by the version that was read, or by `*`. */
export function checkIfMatch(ifMatch: string | undefined, stamp: number): void {
  if (ifMatch === undefined) throw missingToken()
  if (ifMatch !== '*' && ifMatch !== etagOf(stamp)) throw entityChanged()
}

export const gone: Answer = { status: 204 }
