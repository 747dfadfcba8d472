import type { EventDefinition } from '@bilagsbro/events/define-event'
import type { KafkaConnection } from './connection.ts'
import { createDecode } from './decoding.ts'
import type { Received } from './encoding.ts'
import { readTopic } from './topic-reader.ts'

/** Reads the events of one kind that are on their topic now, oldest first within a key. What cannot be read as one is left out. */
export type ReadEvents = <D extends EventDefinition>(definition: D) => Promise<Received<D>[]>

const deadlineMs = 60_000

export const createReadEvents =
  (connection: KafkaConnection): ReadEvents =>
  async (definition) => {
    const decode = createDecode([definition])
    const arrived = await readTopic(connection, [definition.topic], { deadlineMs })
    return arrived.flatMap(({ message, position }) => {
      const decoded = decode(message, position)
      return decoded.ok && decoded.value?.definition === definition ? [decoded.value as never] : []
    })
  }
