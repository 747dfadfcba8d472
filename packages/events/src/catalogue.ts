import { AlertRaised, AlertResolved, AlertUpdated } from './alert.ts'
import { AuditChecked } from './audit-checked.ts'
import { AuditSealed } from './audit-sealed.ts'
import { CategoryUsed } from './category-used.ts'
import { ConnectorConfigured, ConnectorToggled } from './connector-configured.ts'
import type { EventDefinition } from './define-event.ts'
import { PostingCompleted, PostingRequested, PostingWithdrawn } from './posting.ts'
import { RecordApproved } from './record-approved.ts'
import { RecordWithdrawn } from './record-withdrawn.ts'
import {
  ConnectorResumed,
  ConnectorSuspended,
  SyncCompleted,
  SyncDoubled,
  SyncFailed,
  SyncHandled,
  SyncOverdue,
  SyncQueued,
  SyncStarted,
  SyncSucceeded,
} from './sync.ts'

/** Every event there is. AsyncAPI, topics and golden examples are made from this list. */
export const definitions: readonly EventDefinition[] = [
  RecordApproved,
  RecordWithdrawn,
  ConnectorConfigured,
  ConnectorToggled,
  CategoryUsed,
  ConnectorSuspended,
  ConnectorResumed,
  ...Object.values(PostingRequested),
  ...Object.values(PostingWithdrawn),
  PostingCompleted,
  SyncStarted,
  SyncCompleted,
  SyncQueued,
  SyncSucceeded,
  SyncFailed,
  SyncHandled,
  SyncOverdue,
  SyncDoubled,
  AlertRaised,
  AlertUpdated,
  AlertResolved,
  AuditSealed,
  AuditChecked,
]

export interface Topic {
  readonly name: string
  readonly partitions: number
  readonly config: Readonly<Record<string, string>>
}

const day = 24 * 60 * 60 * 1000
const megabyte = 1024 * 1024

/** Larger than any message that a topic takes: what arrived can always be set aside whole. */
export const maxDeadLetterBytes = 8 * megabyte

/** The name of a topic's dead-letter topic, which keeps the original bytes for 90 days. */
export const deadLetterTopic = (topic: string) => `${topic}.dead-letter`

const ofEvery = {
  // Batches stay as they came: a broker that packs them otherwise by default costs every reader, and itself, the work.
  'compression.type': 'producer',
  // A producer whose clock is wrong, or counts seconds, cannot make retention take its messages too early, or never.
  'message.timestamp.type': 'LogAppendTime',
}

/** The last message of each key stays. */
const compacted: ReadonlySet<string> = new Set([ConnectorConfigured.topic, AuditSealed.topic])

/** Every topic with its partitions and retention; applied by `npm run topics`, never created by a broker on its own. */
export const topics: readonly Topic[] = [
  ...new Set(definitions.map((event) => event.topic)),
].flatMap((name) => [
  { name, partitions: partitionsOf(name), config: configOf(name) },
  {
    name: deadLetterTopic(name),
    partitions: 1,
    config: {
      ...ofEvery,
      'cleanup.policy': 'delete',
      'retention.ms': String(90 * day),
      'max.message.bytes': String(maxDeadLetterBytes),
    },
  },
])

function partitionsOf(topic: string): number {
  return definitions.some((event) => event.topic === topic && event.key === 'recordId') ? 6 : 1
}

function configOf(topic: string): Record<string, string> {
  if (compacted.has(topic))
    return {
      ...ofEvery,
      'cleanup.policy': 'compact',
      'max.message.bytes': String(2 * megabyte),
    }
  return {
    ...ofEvery,
    'cleanup.policy': 'delete',
    // All topics alike: a database that is made anew needs the answers for as long as the approvals.
    'retention.ms': String(90 * day),
    'max.message.bytes': String(4 * megabyte),
  }
}
