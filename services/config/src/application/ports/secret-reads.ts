import type { ConnectorType } from '@bilagsbro/booking/connector-type'

/** The reader of stored secrets in clear: an audit fact. The fact holds no secret. */
export interface SecretRead {
  readonly organizationId: string
  readonly at: Date
  /** The client id of a service that makes calls with the secrets, or the user whose draft was tried with the secrets. */
  readonly by: string
  readonly connector: ConnectorType
  /** The version of the organisation that changed the target or a secret last. */
  readonly credentialsVersion: number
  /** The names of the secrets. */
  readonly fields: readonly string[]
}

export interface NotedRead extends Omit<SecretRead, 'organizationId'> {
  /** In the order of time. */
  readonly id: string
}

/** Entries that are written once, and never changed. */
export interface SecretReads {
  /** The entry is kept when the call answers: a reader who is not noted is given nothing. */
  note(read: SecretRead): Promise<void>
  /** The reads before a given one, or the newest; newest first. */
  of(organizationId: string, before: string | undefined, limit: number): Promise<NotedRead[]>
}
