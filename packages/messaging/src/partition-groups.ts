import type { Message, PartitionerArgs } from 'kafkajs'

interface Ungrouped extends Pick<PartitionerArgs, 'topic' | 'partitionMetadata'> {
  readonly messages: readonly Message[]
  readonly partitioner: (args: PartitionerArgs) => number
}

/** kafkajs 2.2.4 copies the list of a partition for each message that it puts there; this is the same without. */
export function groupByPartition({ topic, partitionMetadata, messages, partitioner }: Ungrouped) {
  const groups: Record<number, Message[]> = {}
  if (partitionMetadata.length === 0) return groups
  for (const message of messages)
    (groups[partitioner({ topic, partitionMetadata, message })] ??= []).push(message)
  return groups
}
