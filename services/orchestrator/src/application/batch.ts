import type { NewId } from '@bilagsbro/kernel/ids'
import { breakerFacts } from '#domain/breaker-facts.ts'
import type { Fact } from '#domain/fact.ts'
import type { Organization } from '#domain/organization.ts'
import { type SyncRecord, revisionOf } from '#domain/record.ts'
import type { Counted } from '#domain/run.ts'
import type { Step } from '#domain/transitions.ts'
import { followed } from '#domain/follow-trial.ts'
import type { KeptRecord, OpenWork, SyncUnit } from './ports/sync-store.ts'
import { createRunBook, type RunBook } from './run-book.ts'

/**
 * The decisions of one change, saved at its end. Keeps the counts that follow from steps: postings on their way, and
 * what a run has sent and got back.
 */
export interface Batch {
  readonly now: Date
  /** When the database's epoch began. */
  readonly bornAt: Date
  readonly runs: RunBook
  organization(id: string): Organization
  changeOrganization(organization: Organization, facts?: readonly Fact[]): void
  /** The number of postings on their way. */
  outstanding(organizationId: string): number
  /** Whether a waiting record may have its turn. */
  backlog(organizationId: string): boolean
  /** Whether answers are kept for the organisation. */
  answered(organizationId: string): boolean
  /** Counts for the open run a record that is found in the ledger and was never sent in this database's time. */
  joinRun(record: SyncRecord, found: 'posted' | 'delivered'): SyncRecord
  add(kept: KeptRecord): void
  /** Takes a step, and what follows of it for the trial. Throws, and has taken nothing, where a fact of the step cannot be published. */
  take(before: SyncRecord, step: Step): void
  tell(facts: readonly Fact[]): void
  save(): Promise<void>
}

export async function openBatch(unit: SyncUnit, now: Date, newId: NewId): Promise<Batch> {
  const openWork = await unit.openWork()
  const runs = [...openWork.values()].flatMap(({ openRuns }) => openRuns)
  return createBatch(unit, openWork, createRunBook(runs, now, newId), now)
}

function createBatch(
  unit: SyncUnit,
  openWork: ReadonlyMap<string, OpenWork>,
  runs: RunBook,
  now: Date,
): Batch {
  const organizations = new Map(unit.organizations)
  const counts = createCounts(openWork, runs)
  let changed = nothing()
  const changeOrganization = (organization: Organization, facts: readonly Fact[] = []) => {
    const { organizationId, round } = organization
    if (round !== organizations.get(organizationId)?.round) counts.newRound(organizationId)
    organizations.set(organizationId, organization)
    changed.organizations.set(organizationId, organization)
    unit.tell(facts)
  }
  const followTrial = (record: SyncRecord) => {
    const before = organizations.get(record.organizationId)!
    const after = followed(before, record, now)
    if (after === before) return
    const told = breakerFacts(before, after, now)
    changeOrganization(told.organization, told.facts)
  }
  return {
    now,
    bornAt: unit.bornAt,
    runs,
    organization: (id) => organizations.get(id)!,
    outstanding: counts.outstanding,
    backlog: counts.backlog,
    answered: (id) => openWork.get(id)?.answered ?? false,
    joinRun(record, found) {
      if (record.runId !== undefined) return record
      const { id } = runs.current(organizations.get(record.organizationId)!, record)
      runs.count(id, 'planned')
      // A record on its way is counted when its step is taken.
      if (record.state.status !== 'sending') runs.count(id, found)
      return { ...record, runId: id }
    },
    changeOrganization,
    add: (kept) => void changed.inserted.set(revisionOf(kept.record), kept),
    take(before, { record, facts }) {
      unit.tell(facts)
      counts.count(before, record)
      const key = revisionOf(record)
      const added = changed.inserted.get(key)
      if (added) changed.inserted.set(key, { ...added, record })
      else changed.updated.set(key, record)
      followTrial(record)
    },
    tell: (facts) => unit.tell(facts),
    async save() {
      const { inserted, updated, organizations: saved } = changed
      const book = runs.changed()
      changed = nothing()
      unit.tell(book.facts)
      await unit.save({
        inserted: [...inserted.values()],
        updated: [...updated.values()],
        organizations: [...saved.values()],
        runs: book.runs,
      })
    },
  }
}

function createCounts(openWork: ReadonlyMap<string, OpenWork>, runs: RunBook) {
  const outstanding = new Map([...openWork].map(([id, work]) => [id, work.outstanding]))
  const backlogs = new Set([...openWork].filter(([, { backlog }]) => backlog).map(([id]) => id))
  return {
    outstanding: (id: string) => outstanding.get(id) ?? 0,
    backlog: (id: string) => backlogs.has(id),
    newRound: (id: string) => void backlogs.add(id),
    count(before: SyncRecord, after: SyncRecord) {
      const id = after.organizationId
      const was = before.state.status === 'sending'
      const is = after.state.status === 'sending'
      if (is && !was) runs.count(after.runId, 'planned')
      if (was && !is) runs.count(before.runId, countedAs(after))
      if (is !== was) outstanding.set(id, (outstanding.get(id) ?? 0) + (is ? 1 : -1))
      if (after.state.status === 'pending') backlogs.add(id)
    },
  }
}

const nothing = () => ({
  inserted: new Map<string, KeptRecord>(),
  updated: new Map<string, SyncRecord>(),
  organizations: new Map<string, Organization>(),
})

function countedAs({ state }: SyncRecord): Counted {
  if (state.status === 'posted' || state.status === 'delivered') return state.status
  return state.status === 'failed' || state.status === 'retry_scheduled' ? 'failed' : 'returned'
}
