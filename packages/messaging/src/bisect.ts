import type { Handler, Rejection } from './handler.ts'
import type { Received } from './encoding.ts'
import type { Persistence } from './persistence.ts'
import { asError, sleep } from './wait.ts'

/** `culprit`: it was not the handler that rejected it, but it made the handler throw every time. */
export type Refused = Rejection & { readonly culprit?: true }

const tries = 3
const pauseMs = 20

/**
 * Handles events in their order. Where that throws, halves them until the culprit stands alone; one that throws every
 * time is rejected. What the infrastructure does is never an event's fault.
 */
export async function handleAll(
  handler: Handler,
  events: Received[],
  { persist }: Persistence,
  signal: AbortSignal,
): Promise<readonly Refused[]> {
  const handle = async (some: Received[], tried: number): Promise<readonly Refused[]> => {
    try {
      return (await persist(() => handler.handle(some), signal)) ?? []
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
