import type { ICustomPartitioner } from 'kafkajs'

/**
 * Kafka's own default, as kafkajs 2.2.4 computes it, too, but in BigInt: the partition that a message names, else its
 * key's, so that every producer in any language puts a key where the others do; without a key in turn.
 */
export const createPartitioner: ICustomPartitioner = () => {
  let turn = 0
  return ({ partitionMetadata, message: { partition, key } }) => {
    if (partition !== undefined && partition !== null) return partition
    const partitions = partitionMetadata.length
    return (key === undefined || key === null ? turn++ : positive(murmur2(key))) % partitions
  }
}

const positive = (hash: number) => hash & 0x7fffffff

const factor = 0x5bd1e995

/** MurmurHash2, 32 bits, with the seed and the sign that Kafka's Java client gives it. */
function murmur2(key: string | Buffer): number {
  const data = typeof key === 'string' ? Buffer.from(key) : key
  const whole = data.length & ~3
  let hash = 0x9747b28c ^ data.length
  for (let at = 0; at < whole; at += 4) {
    let word = Math.imul(data.readInt32LE(at), factor)
    word ^= word >>> 24
    hash = Math.imul(hash, factor) ^ Math.imul(word, factor)
  }
  const rest = data.length - whole
  if (rest > 2) hash ^= data[whole + 2]! << 16
  if (rest > 1) hash ^= data[whole + 1]! << 8
  if (rest > 0) hash = Math.imul(hash ^ data[whole]!, factor)
  hash = Math.imul(hash ^ (hash >>> 13), factor)
  return hash ^ (hash >>> 15)
}
