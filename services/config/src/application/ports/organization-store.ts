import type { Organization } from '#domain/organization.ts'

/** Keeps the organisations, and publishes their state. */
export interface OrganizationStore {
  /** The latest state, with sealed secrets. */
  find(id: string): Promise<Organization | undefined>
  /** In the order of their ids; all of them, or those of the given ids that there are. */
  list(ids?: readonly string[]): Promise<Organization[]>
  /**
   * Stores `next` where the stored version still is `expected` (0: where there is none). Where it is not (`outdated`),
   * or a secret was sealed under a key that is retired by now (`key_retired`), nothing was changed. The state and its events (`connector.configured`, and
   * `connector.toggled` where this version switched the connector) commit together, or not at all, with what
   * the history keeps of the change. A secret that `next` no longer has is gone; one that it still has at the
   * same version stays as it is sealed now. Resolves when the events are on Kafka, or after 2 s without it.
   */
  save(next: Organization, expected: number): Promise<'saved' | 'outdated' | 'key_retired'>
  /** Publishes the state of every organisation once more, at its version. Gives how many there are. */
  republish(): Promise<number>
}
