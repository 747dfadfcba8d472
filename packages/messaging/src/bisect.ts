import { setTimeout as sleep } from 'node:timers/promises'
import type { Handler, Unusable } from './handler.ts'
import type { Received } from './encoding.ts'
import type { Trying } from './trying.ts'
import { asError } from './wait.ts'

/** `culprit`: the handler did not name it, but threw every time that it was given it. */
export type SetAside = Unusable & { readonly culprit?: true }

const tries = 3
const pauseMs = 20

/**
 * Handles events in their order. Where the handler throws, halves the events until the culprit stands alone; an event
 * that makes the handler throw every time is set aside. A fault of the infrastructure is never an event's fault.
 */
export async function handleAll(
  handler: Handler,
  events: Received[],
  { keepTrying }: Trying,
  signal: AbortSignal,
): Promise<readonly SetAside[]> {
  const handle = async (some: Received[], tried: number): Promise<readonly SetAside[]> => {
    try {
      return (await keepTrying(() => handler.handle(some), signal)) ?? []
    } catch (error) {
      if (signal.aborted) throw error
      if (some.length > 1) {
        const middle = Math.ceil(some.length / 2)
        const first = await handle(some.slice(0, middle), 1)
        return [...first, ...(await handle(some.slice(middle), 1))]
      }
      if (tried < tries) {
        await sleep(pauseMs, undefined, { signal })
        return handle(some, tried + 1)
      }
      return [
        {
          culprit: true,
          event: some[0]!,
          reason: `Handling it failed ${tries} times: ${asError(error).message}`,
        },
      ]
    }
  }
  return handle(events, 1)
}
