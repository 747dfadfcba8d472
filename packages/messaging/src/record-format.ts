import { createRequire } from 'node:module'
import { decodeRecord } from './record-decoder.ts'
import { encodeRecord } from './record-encoder.ts'

const require = createRequire(import.meta.url)

/** Has kafkajs write and read records our way. It loads its own when it first produces and fetches, and finds these. */
export function useQuickRecords(): void {
  replace('kafkajs/src/protocol/recordBatch/record/v0', encodeRecord)
  replace('kafkajs/src/protocol/recordBatch/record/v0/decoder', decodeRecord)
}

function replace(name: string, by: unknown): void {
  require(name)
  require.cache[require.resolve(name)]!.exports = by
}
