import type { Failure } from '@bilagsbro/booking/failure'
import type {
  ConnectorResumed,
  ConnectorSuspended,
  SyncCompleted,
  SyncStarted,
} from '@bilagsbro/events/sync'
import type { ConnectorState } from '#organizations/projection.ts'
import type { Approval, RecordChange, RecordKey } from '#records/change.ts'
import type { RecordStatus, ShownReason } from '#records/record.ts'
import { shownLedgerAnswer, type Answered } from './ledger-answer.ts'

/** What an entry of the log told the read models. */
export type Told =
  | { readonly model: 'approval'; readonly data: Approval; readonly isSetAside: boolean }
  | { readonly model: 'change'; readonly data: RecordChange }
  | { readonly model: 'run'; readonly data: SyncStarted | SyncCompleted }
  | { readonly model: 'breaker'; readonly data: ConnectorSuspended | ConnectorResumed }
  | { readonly model: 'connector'; readonly data: ConnectorState }

export interface LoggedText {
  readonly line: string | null
  readonly body: string | null
}

/** Kinds of entries that say something of a record after its approval. */
export const changeKinds = [
  'sync.queued',
  'sync.succeeded',
  'sync.failed',
  'sync.handled',
  'sync.overdue',
] as const

/** Lines of version 1 do not hold all that the read models show. */
const sinceVersion = 2

/** Reads an entry back. Nothing where it tells the read models nothing, or was written before it could be read back. */
export function toldBy({ line, body }: LoggedText): Told | undefined {
  const said = line === null ? undefined : (JSON.parse(line) as Said)
  if (said === undefined || said.v < sinceVersion) return undefined
  return readers[said.kind]?.(said, body === null ? {} : (JSON.parse(body) as Apart))
}

/** All kinds that tell a read model something. */
export const toldKinds = (): string[] => Object.keys(readers)

/** What a line says. */
interface Said extends Answered {
  readonly v: number
  readonly kind: string
  readonly organizationId: string
  readonly subject: string
  readonly revision: number
  readonly sequence: number
  readonly at: string
  readonly status: string
  readonly actor?: string
  readonly attempt?: number
  readonly code?: string
  readonly message?: string
  readonly reference?: string
  readonly voucherNumber?: string
  readonly recordType?: string
  readonly payeeKind?: string
  readonly amount?: string
  readonly reason?: ShownReason
  readonly moved?: NonNullable<RecordChange['moved']>
  readonly corrects?: NonNullable<RecordChange['corrects']>
  readonly mode?: 'draft'
  readonly connector?: string
  readonly voucherDate?: string
  readonly voucherUrl?: string
  readonly deliveredAt?: string
  readonly class?: Failure['class']
  /** The thing that is wrong. */
  readonly about?: Failure['subject']
  readonly retryAfter?: string
  readonly nextAttemptAt?: string
  readonly nextProbeAt?: string
  readonly name?: string
  readonly enabled?: boolean
  readonly schedule?: ConnectorState['schedule']
  readonly secretsExpireAt?: string
  readonly dimensions?: ConnectorState['dimensions']
  readonly trigger?: SyncStarted['trigger']
  readonly startedAt?: string
  readonly takesUntil?: string
  readonly ready?: number
}

/** What is kept apart from the line, unless it was erased. */
interface Apart {
  readonly movedNote?: string
  readonly payees?: readonly string[]
  readonly subject?: Failure['subject']
}

type Reader = (said: Said, apart: Apart) => Told

const readers: Readonly<Record<string, Reader>> = {
  'record.approved': (said) => ({
    model: 'approval',
    data: {
      ...keyOf(said),
      recordType: said.recordType!,
      payeeKind: said.payeeKind,
      amount: said.amount!,
      approvedAt: said.at,
    },
    isSetAside: said.status === 'set_aside',
  }),
  'record.withdrawn': (said) => ({
    model: 'approval',
    data: { ...keyOf(said), recordType: 'withdrawal', amount: '0.00', approvedAt: said.at },
    isSetAside: said.status === 'set_aside',
  }),
  'sync.queued': changed((said, { payees, movedNote }) => ({
    status: said.status as RecordStatus,
    reason: { ...said.reason!, ...(payees && { payees: [...payees] }) },
    moved: movedIn(said, movedNote),
  })),
  'sync.succeeded': changed((said, { movedNote }) => ({
    ...voucherIn(said, said.at),
    status: said.status as RecordStatus,
    corrects: said.corrects,
    mode: said.mode,
    moved: movedIn(said, movedNote),
    attempts: said.attempt,
  })),
  'sync.failed': changed((said, { subject }) => ({
    status: said.nextAttemptAt ? 'retry_scheduled' : 'failed',
    failure: failureIn(said, subject),
    reference: said.reference,
    attempts: said.attempt,
    nextAttemptAt: said.nextAttemptAt,
  })),
  'sync.handled': changed(({ code }) => ({
    status: 'handled',
    reason: { code: code as ShownReason['code'] },
  })),
  'sync.overdue': changed((said) => ({
    ...voucherIn(said, said.deliveredAt!),
    status: 'delivered',
    reason: { code: 'overdue' },
  })),
  'sync.started': (said) => ({
    model: 'run',
    data: { ...runIn(said), trigger: said.code as SyncStarted['trigger'], startedAt: said.at },
  }),
  'sync.completed': (said) => ({
    model: 'run',
    data: {
      ...runIn(said),
      trigger: said.trigger!,
      startedAt: said.startedAt!,
      completedAt: said.at,
      counts: JSON.parse(said.message!) as SyncCompleted['counts'],
    },
  }),
  'connector.suspended': (said) => ({
    model: 'breaker',
    data: {
      ...breakerIn(said),
      cause: failureIn(said),
      ...(said.nextProbeAt !== undefined && { nextProbeAt: said.nextProbeAt }),
    },
  }),
  'connector.resumed': (said) => ({ model: 'breaker', data: breakerIn(said) }),
  'connector.configured': (said) => ({
    model: 'connector',
    data: {
      organizationId: said.organizationId,
      name: said.name!,
      version: said.sequence,
      connectorType: said.code,
      enabled: said.enabled!,
      schedule: said.schedule,
      secretsExpireAt: said.secretsExpireAt,
      changedAt: said.at,
      dimensions: said.dimensions,
    },
  }),
}

function changed(
  of: (said: Said, apart: Apart) => Omit<RecordChange, keyof RecordKey | 'sequence'>,
): Reader {
  return (said, apart) => ({
    model: 'change',
    data: { ...keyOf(said), sequence: said.sequence, ...of(said, apart) },
  })
}

const keyOf = ({ organizationId, subject, revision }: Said) => ({
  organizationId,
  recordId: subject,
  revision,
})

const voucherIn = (said: Said, reachedAt: string) => ({
  voucher: {
    number: said.voucherNumber!,
    date: said.voucherDate!,
    ...(said.voucherUrl !== undefined && { url: said.voucherUrl }),
  },
  connector: said.connector,
  reachedAt,
  reference: said.reference,
})

const movedIn = ({ moved }: Said, note: string | undefined) =>
  moved && { ...moved, ...(note !== undefined && { note }) }

function failureIn(said: Said, apart?: Failure['subject']): Failure {
  const subject = said.about ?? apart
  const answer = shownLedgerAnswer(said)
  return {
    class: said.class!,
    code: said.code!,
    message: said.message!,
    ...(said.retryAfter !== undefined && { retryAfter: said.retryAfter }),
    ...(subject && { subject }),
    ...(answer && { answer }),
  }
}

const runIn = ({ organizationId, subject, actor, takesUntil, ready, sequence }: Said) => ({
  organizationId,
  runId: subject,
  ...(actor !== undefined && { actor }),
  ...(takesUntil !== undefined && { takesUntil }),
  ...(ready !== undefined && { ready }),
  sequence,
})

const breakerIn = ({ organizationId, connector, sequence, at }: Said) => ({
  organizationId,
  connector: connector as ConnectorSuspended['connector'],
  sequence,
  at,
})
