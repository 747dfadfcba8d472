import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'vitest'
import { on } from './handler.ts'
import type { CrashingSettings, CrashPoint } from './testing/crashing-process.ts'
import { createHarness } from './testing/harness.ts'
import { posted } from './testing/postings.ts'
import { PostingCompleted } from '@bilagsbro/events/posting'
import { records } from './testing/records.ts'
import { RecordApproved } from '@bilagsbro/events/record-approved'

const script = join(import.meta.dirname, 'testing/crashing-process.ts')
const count = 50

test.concurrent.for([
  ['before the transaction commits', 'nothing was published'],
  ['after the commit, before publishing', 'the row waits'],
  ['after publishing, before the row is deleted', 'the row is published again'],
  ['after the row is deleted, before the offset is committed', 'the messages come again'],
] satisfies [CrashPoint, string][])(
  'a process killed %s loses nothing: %s',
  { timeout: 90_000 },
  async ([crashAt], { expect }) => {
    const topics = [RecordApproved.topic, PostingCompleted.topic]
    await using harness = await createHarness({ topics })
    await harness.topics.produce(RecordApproved, records(count))
    await harness.outbox[Symbol.asyncDispose]()
    const { prefix, brokers } = harness.topics
    const signal = await endOf({ databaseUrl: harness.database.url, brokers, prefix, crashAt })
    expect(signal).toBe('SIGKILL')

    await using outbox = harness.openOutbox()
    const consumer = await harness.openConsumer([
      on(RecordApproved, (events) =>
        outbox.transaction(async (_em, emit) => {
          for (const { data } of events) emit(PostingCompleted, posted(data.recordId))
        }),
      ),
    ])
    await consumer.caughtUp(RecordApproved)
    const found = await harness.topics.read(
      PostingCompleted,
      (so) => new Set(so.map(({ data }) => data.recordId)).size === count,
    )
    // At least once: twice for what had its effects committed, and had to come again.
    expect(found.length).toBeLessThanOrEqual(3 * count)
  },
)

async function endOf(settings: CrashingSettings): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, [script, JSON.stringify(settings)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  try {
    const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
    return signal
  } finally {
    child.kill('SIGKILL')
  }
}
