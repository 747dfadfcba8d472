import type { KafkaConnection } from '../connection.ts'
import { AssignerProtocol } from 'kafkajs'

/** Keeps a consumer group for itself: whoever joins with another way to share partitions is refused for good. */
export async function occupyGroup(
  connection: KafkaConnection,
  { group, topic }: { readonly group: string; readonly topic: string },
): Promise<AsyncDisposable> {
  const topics = [connection.prefixed(topic)]
  const metadata = AssignerProtocol.MemberMetadata.encode({
    version: 0,
    topics,
    userData: Buffer.alloc(0),
  })
  const stranger = connection.kafka.consumer({
    groupId: connection.prefixed(group),
    partitionAssigners: [
      () => ({
        name: 'strange',
        version: 0,
        assign: async () => [],
        protocol: () => ({ name: 'strange', metadata }),
      }),
    ],
  })
  const joined = new Promise((resolve) => stranger.on(stranger.events.GROUP_JOIN, resolve))
  await stranger.connect()
  await stranger.subscribe({ topics })
  await stranger.run({ eachMessage: async () => {} })
  await joined
  return { [Symbol.asyncDispose]: () => stranger.disconnect() }
}
