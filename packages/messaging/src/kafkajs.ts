import { createRequire } from 'node:module'
import { crc32c } from '@node-rs/crc32'
import { tellLostOffsets } from './lost-offsets.ts'
import { groupByPartition } from './partition-groups.ts'
import { quietRequestQueue } from './quiet-request-queue.ts'
import { withoutAborted } from './aborted.ts'
import { encodeRecord } from './record-encoder.ts'
import { decodeRecordSet } from './record-set.ts'

const require = createRequire(import.meta.url)

function replace(name: string, by: unknown): void {
  require(name)
  require.cache[require.resolve(name)]!.exports = by
}

// Parts before those that are made of them, which keep what they find when they are loaded.
// In machine code: kafkajs' own takes fourteen times as long, a twentieth of what a record costs whoever publishes it.
replace('kafkajs/src/protocol/recordBatch/crc32C', crc32c)
replace('kafkajs/src/protocol/recordBatch/record/v0', encodeRecord)
replace('kafkajs/src/producer/groupMessagesPerPartition', groupByPartition)
replace('kafkajs/src/consumer/filterAbortedMessages', withoutAborted)
replace('kafkajs/src/protocol/requests/fetch/v4/decodeMessages', decodeRecordSet)
quietRequestQueue()
tellLostOffsets()

/** kafkajs, which loads its own parts from now on and finds ours; so whoever runs it takes it from here. */
export const { Kafka, logLevel, ConfigResourceTypes } =
  require('kafkajs') as typeof import('kafkajs')
