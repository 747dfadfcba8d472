import { arraysOf } from '@bilagsbro/simulators/rest-ledger/connection'
import type { OrganizationEntry } from './demo-organizations.ts'

/** How it is known that a ledger with a REST API has booked, and how a doubt is settled. */
export const restWays = ['lookUp', 'promise', 'answer', 'array'] as const
export type RestWay = (typeof restWays)[number]

/** Which fields of the stand-in's connection a way does without. */
const without: Readonly<Record<RestWay, RegExp>> = {
  /** The ledger shows it, before and after. */
  lookUp: /^answer/,
  /** Its answer proves it; in doubt, the same request goes again under the same key. */
  promise: /^lookUp/,
  /** Its answer proves it; in doubt, the ledger shows it. */
  answer: /^$/,
  /** As that, for a hundred in one request. */
  array: /^$/,
}

/** The same organisation, connected in one way, with so many requests at once. */
export const connectedBy =
  (way: RestWay, requestsAtOnce: number) =>
  (entry: OrganizationEntry): OrganizationEntry => {
    const { target, ...connector } = entry.connector as { readonly target: Record<string, string> }
    const kept = Object.entries(target).filter(([name]) => !without[way].test(name))
    return {
      ...entry,
      connector: {
        ...connector,
        target: {
          ...Object.fromEntries(kept),
          ...(way === 'array' && arraysOf(target['endpoint']!)),
          requestsAtOnce: String(requestsAtOnce),
        },
      },
    }
  }

/** The same organisation; its vouchers go in arrays, where it has a ledger with a REST API. */
export const inArrays = (entry: OrganizationEntry): OrganizationEntry =>
  (entry.connector as { readonly type?: string }).type === 'rest'
    ? connectedBy('array', 8)(entry)
    : entry
