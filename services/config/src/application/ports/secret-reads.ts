/** Who was given stored secrets in clear: an audit fact. Holds no secret. */
export interface SecretRead {
  readonly organizationId: string
  readonly at: Date
  /** The client id of a service that makes calls with them; or the user whose draft was tried with them. */
  readonly by: string
  readonly connector: string
  /** The version of the organisation that changed the target or a secret last. */
  readonly credentialsVersion: number
  /** Which secrets, by name. */
  readonly fields: readonly string[]
}

export interface NotedRead extends Omit<SecretRead, 'organizationId'> {
  /** In the order of time. */
  readonly id: string
}

/** What was written once, and is never changed. */
export interface SecretReads {
  /** Is kept when it answers: who is not noted is given nothing. */
  note(read: SecretRead): Promise<void>
  /** Those before one, or the newest; newest first. */
  of(organizationId: string, before: string | undefined, limit: number): Promise<NotedRead[]>
}
