import { GraphQLError } from 'graphql'
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
  const most = Math.min(first ?? last ?? mostRows, mostRows)
  const chosen = first === undefined && last ? range.slice(-most) : range.slice(0, most)
  return {
    // Nothing is not an empty list here.
    edges: chosen.length === 0 ? null : chosen.map((node) => ({ cursor: cursorOf(node), node })),
    pageInfo: {
      hasNextPage: !last && chosen.length < range.length,
      hasPreviousPage: from > 0,
    },
  }
}

const cursorOf = ({ dbId }: Row) => Buffer.from(`c:${dbId}`).toString('base64url')

function idAt(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString()
  if (/^c:\d+$/.test(text)) return text.slice(2)
  throw new GraphQLError('Invalid cursor.', { extensions: { code: 'INVALID_VALUE' } })
}

export const isAfter = (a: string, b: string) => Number(a) > Number(b)
