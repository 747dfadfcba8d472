import { randomUUID } from 'node:crypto'

export type NewId = () => string

export const randomId: NewId = () => randomUUID()

/** Ids that count up from one: `id-1`, `id-2`; for tests. */
export function countedIds(prefix = 'id'): NewId {
  let count = 0
  return () => `${prefix}-${++count}`
}
