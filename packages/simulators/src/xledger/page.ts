import { invalidValue } from './errors.ts'
import type { Row } from './rows.ts'

export interface PageArguments {
  readonly first?: number | null
  readonly last?: number | null
  readonly after?: string | null
  readonly before?: string | null
}

/** The most that one answer holds, whatever is asked for. */
const mostRows = 10_000

/** A part of the rows, which are in the order of their ids; a cursor names the row that it belongs to. */
export function pageOf(rows: readonly Row[], { first, last, after, before }: PageArguments) {
  const from = after ? rows.findIndex(({ dbId }) => isAfter(dbId, idAt(after))) : 0
  const until = before ? rows.findIndex(({ dbId }) => !isAfter(idAt(before), dbId)) : rows.length
  const range = from < 0 ? [] : rows.slice(from, until < 0 ? rows.length : until)
  checkCount('first', first)
  checkCount('last', last)
  const fromEnd = last !== undefined && last !== null
  if (fromEnd && first !== undefined && first !== null)
    throw invalidValue('first, last: Only one of them can be given.')
  const most = Math.min(first ?? last ?? mostRows, mostRows)
  const chosen = fromEnd ? range.slice(Math.max(0, range.length - most)) : range.slice(0, most)
  const left = chosen.length < range.length
  return {
    // Nothing is not an empty list here.
    edges: chosen.length === 0 ? null : chosen.map((node) => ({ cursor: cursorOf(node), node })),
    pageInfo: {
      hasNextPage: fromEnd ? until >= 0 && until < rows.length : left,
      hasPreviousPage: fromEnd ? left || from > 0 : from > 0,
    },
  }
}

function checkCount(name: string, count: number | null | undefined): void {
  if (typeof count === 'number' && count < 0)
    throw invalidValue(`${name}: ${count} is less than 0.`)
}

const cursorOf = ({ dbId }: Row) => Buffer.from(`c:${dbId}`).toString('base64url')

function idAt(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString()
  if (/^c:\d+$/.test(text)) return text.slice(2)
  throw invalidValue('Invalid cursor.')
}

export const isAfter = (a: string, b: string) => Number(a) > Number(b)
