import type { EventDefinition } from '@bilagsbro/events/define-event'
import type { Received } from './encoding.ts'

/** An event that can never be handled, and a sentence why: it becomes a dead letter. */
export interface Unusable {
  readonly event: Received
  readonly reason: string
}

/**
 * Takes a batch, and returns when its effects are committed. Must be harmless when repeated: every event comes at
 * least once. A fault of the infrastructure is thrown and the same batch comes again; anything else that is thrown
 * halves the batch until the culprit stands alone, which becomes a dead letter.
 */
export type Handle<D extends EventDefinition> = (
  events: Received<D>[],
) => Promise<readonly Unusable[] | void>

export interface Handler {
  readonly definition: EventDefinition
  readonly handle: Handle<EventDefinition>
  readonly invalid: 'dead-letter' | 'skip'
}

/** `invalid: 'skip'` where another service dead-letters what is invalid on the topic, by the same rules. */
export function on<D extends EventDefinition>(
  definition: D,
  handle: Handle<D>,
  { invalid = 'dead-letter' }: { readonly invalid?: 'dead-letter' | 'skip' } = {},
): Handler {
  return { definition, handle: handle as unknown as Handle<EventDefinition>, invalid }
}
