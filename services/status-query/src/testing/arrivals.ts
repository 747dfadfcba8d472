import type { EventDefinition } from '@bilagsbro/events/define-event'
import fc from 'fast-check'

export type Told = readonly [definition: EventDefinition, data: object]

/** Some interleaving of topics, in which a topic may go back and come again from there, as after a crash. */
export const arrivals = (topics: readonly (readonly Told[])[]) =>
  fc
    .array(fc.record({ topic: fc.nat(topics.length - 1), back: fc.nat(9) }), {
      minLength: 10,
      maxLength: 40,
    })
    .map((turns) => {
      const at = topics.map(() => 0)
      const arrived: Told[] = []
      for (const { topic, back } of turns) {
        if (back === 0) at[topic] = 0
        const next = topics[topic]![at[topic]!]
        if (next) arrived.push(next)
        if (next) at[topic]! += 1
      }
      return [...arrived, ...topics.flatMap((told, topic) => told.slice(at[topic]))]
    })
