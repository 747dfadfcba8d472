/** What the log says of an event, beside its kind and its trace. */
export interface Entry {
  readonly organizationId: string
  /** The record, run or connector that the event is about. */
  readonly subject: string
  /** Of a record. */
  readonly revision?: number | undefined
  readonly sequence: number
  readonly at: string
  readonly status: string
  readonly actor?: string | undefined
  readonly attempt?: number | undefined
  readonly code?: string | undefined
  /** Nothing that may ever have to be forgotten. */
  readonly message?: string | undefined
  readonly reference?: string | undefined
  readonly voucherNumber?: string | undefined
  readonly mappingVersion?: number | undefined
  readonly runId?: string | undefined
  /** What is said in the line alone: nobody searches by it. Each value is JSON. */
  readonly more?: Readonly<Record<string, unknown>> | undefined
  /** A person's own words. They are kept apart from the line, as a payload is. */
  readonly note?: string | undefined
  /** What was sent. */
  readonly payload?: object | undefined
}
