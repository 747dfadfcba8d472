import type { EventDefinition } from '@bilagsbro/events/define-event'
import type { Received } from './encoding.ts'

/** An event that can never be handled, and the reason in a sentence: it becomes a dead letter. */
export interface Unusable {
  readonly event: Received
  readonly reason: string
}

/**
 * Takes a batch, and returns when its effects are committed. Must be harmless when repeated: every event comes at
 * least once. After a thrown fault of the infrastructure the same batch comes again. Any other thrown error halves the
 * batch until the culprit stands alone and becomes a dead letter.
 */
export type Handle<D extends EventDefinition> = (
  events: Received<D>[],
) => Promise<readonly Unusable[] | void>

export interface Handler {
  readonly definition: EventDefinition
  readonly handle: Handle<EventDefinition>
  readonly invalid: 'dead-letter' | 'skip'
  /** An attribute of the envelope: an event that has it is not read. */
  readonly passes: string | undefined
}

/** `invalid: 'skip'` where another service sets aside invalid messages of the topic, by the same rules. */
export function on<D extends EventDefinition>(
  definition: D,
  handle: Handle<D>,
  {
    invalid = 'dead-letter',
    passes,
  }: { readonly invalid?: 'dead-letter' | 'skip'; readonly passes?: string } = {},
): Handler {
  return { definition, handle: handle as unknown as Handle<EventDefinition>, invalid, passes }
}
