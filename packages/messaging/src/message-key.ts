import type { EventDefinition } from '@bilagsbro/events/define-event'
import { idOf } from '@bilagsbro/kernel/name'

/**
 * The fault of an event's key, and the remedy; nothing when the key is the field that it should be. Order holds within a
 * key only: under different keys, events about one thing arrive in any order.
 */
export function keyProblem(
  { key: field }: EventDefinition,
  key: Buffer | null,
  data: Readonly<Record<string, unknown>>,
): string | undefined {
  const id = data[field] as string
  const remedy = `Send ${field} as the key, as plain text: order holds within a key only.`
  if (key === null) return `key: missing. ${remedy}`
  const text = key.toString()
  if (text === id || idOf(text) === idOf(id)) return undefined
  return `key: is ${shown(text)}, and ${field} is ${shown(id)}. ${remedy}`
}

const shown = (text: string) => JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text)
