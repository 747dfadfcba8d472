import type { Alert, AlertState } from '#domain/alert.ts'
import type { RecordKey } from '#domain/fact.ts'

export interface InboxQuery {
  readonly userId: string
  readonly state?: AlertState | undefined
  readonly organizationId?: string | undefined
  readonly unread?: boolean | undefined
  readonly after?: string | undefined
  readonly limit: number
}

export interface ShownAlert {
  readonly alert: Alert
  readonly organizationName?: string | undefined
  readonly isRead: boolean
}

export interface AlertedRecord extends Pick<RecordKey, 'recordId' | 'revision'> {
  readonly beganAt: number
  readonly clearedAt?: number | undefined
  readonly clearedBy?: string | undefined
}

/** What a user is shown: the alerts that the caller may see, newest first, but for those that still gather. */
export interface Inbox {
  list(query: InboxQuery): Promise<{ readonly rows: ShownAlert[]; readonly total: number }>
  find(id: string, userId: string): Promise<ShownAlert | undefined>
  records(
    alert: Alert,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<{ readonly rows: AlertedRecord[]; readonly total: number }>
  /** Notes that a user has read an alert as it is at a moment. */
  noteRead(id: string, userId: string, at: number): Promise<void>
}
