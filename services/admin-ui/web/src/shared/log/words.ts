import type { components } from '../api/generated/status-query.ts'
import { useFailureWords } from '../records/failures.ts'
import { useRecordWords } from '../records/words.ts'
import { connectorNames } from '../runs/connectors.ts'
import { waitedOf } from '../runs/waited.ts'
import { useRunWords } from '../runs/words.ts'
import { useTexts } from '../texts/language.tsx'
import { texts } from './texts.ts'

export type LogRow = components['schemas']['LogRow']

/** What can stand in the log, in the order in which it happens. */
export const logKinds = [
  'record.approved',
  'record.withdrawn',
  'sync.queued',
  'sync.started',
  'posting.requested',
  'posting.withdrawn',
  'posting.completed',
  'sync.succeeded',
  'sync.failed',
  'sync.completed',
  'sync.handled',
  'sync.overdue',
  'sync.doubled',
  'connector.configured',
  'connector.toggled',
  'connector.suspended',
  'connector.resumed',
  'alert.raised',
  'alert.updated',
  'alert.resolved',
  'payload.erased',
  'log.archived',
  'log.restored',
  'log.released',
] as const

const ownStatuses = [
  'approved',
  'other_content',
  'withdrawn',
  'configured',
  'enabled',
  'disabled',
  'suspended',
  'resumed',
  'requested',
  'refused',
  'returned',
  'overdue',
  'doubled',
  'started',
  'completed',
  'raised',
  'grown',
  'reopened',
  'acknowledged',
  'snoozed',
  'snooze_over',
  'reminder',
  'sooner',
  'proved',
  'moved',
  'switched_off',
  'erased',
  'archived',
  'restored',
  'released',
] as const

/** The statuses that people look for. */
export const logStatuses = [
  'failed',
  'refused',
  'in_doubt',
  'posted',
  'delivered',
  'pending',
  'handled',
  'approved',
  'withdrawn',
  'requested',
  'returned',
  'enabled',
  'disabled',
  'suspended',
  'resumed',
] as const

/** What happened, what came of it and why, in words. What is newer than these pages is told by what it is called. */
export function useLogWords() {
  const say = useTexts(texts)
  const records = useRecordWords()
  const runs = useRunWords()
  const failures = useFailureWords()
  const status = (name: string) => {
    const known = ownStatuses.find((one) => one === name)
    return known ? say(`status.${known}`) : records.status(name)
  }
  const counted = (message: string) => {
    const counts = readCounts(message)
    const { posted = 0, delivered = 0, failed = 0 } = counts
    return say('counts', { posted, delivered, failed, waiting: waitedOf(counts) })
  }
  return {
    kind(name: string) {
      const known = logKinds.find((one) => one === name)
      return known ? say(`kind.${known}`) : name
    },
    status,
    statusOf: (row: LogRow) => status(row.otherContent ? 'other_content' : row.status),
    /** Why, as a sentence without a full stop; nothing where the status says it all. */
    why({ kind, code, otherContent, message, actor }: LogRow): string | undefined {
      if (otherContent) return say('other_content')
      if (kind === 'sync.completed' && message) return counted(message)
      if (code === undefined) return undefined
      if (kind === 'sync.queued' || kind === 'sync.handled')
        return records.reason({ code: code as Parameters<typeof records.reason>[0]['code'] })
      if (kind === 'sync.started')
        // The log says the same to everybody.
        return runs.trigger({ trigger: code as 'manual', ...(actor && { actor }) }, (who) => who)
      if (kind.startsWith('connector.') && code in connectorNames)
        return connectorNames[code as keyof typeof connectorNames]
      return kind.startsWith('alert.') ? undefined : failures.title({ code })
    },
    /** What was said in words of its own: by the accounting system, or by a person. */
    said: ({ kind, message }: LogRow) =>
      kind === 'sync.completed' || message === undefined ? undefined : failures.said(message),
  }
}

type Counts = Partial<Record<'posted' | 'delivered' | 'failed' | 'deferred' | 'waiting', number>>

function readCounts(message: string): Counts {
  try {
    return JSON.parse(message) as Counts
  } catch {
    return {}
  }
}
