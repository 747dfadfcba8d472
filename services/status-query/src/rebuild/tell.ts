import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { recordset } from '@bilagsbro/service-kit/recordset'
import { toldBy, toldKinds, type LoggedText, type Told } from '#audit/told.ts'
import { showBreakers, showConnectors, showTransfers } from '#organizations/projection.ts'
import { keyColumns, keyTypes } from '#records/columns.ts'
import { heardOf } from '#records/heard.ts'
import { showApproved, showChanges } from '#records/projection.ts'
import { showRuns } from '#runs/projection.ts'

interface Logged extends LoggedText {
  readonly id: number
  readonly organizationId: string
  readonly subject: string
  readonly revision: number
}

const entriesAtOnce = 1_000

/** The next entries of the log behind one, up to another. */
export async function readEntries(
  em: EntityManager,
  { after, until }: { readonly after: number; readonly until: number },
): Promise<Logged[]> {
  const { rows } = await sql<Logged>`
    select l.id::float8 as id, l.organization_id as "organizationId", l.subject, l.revision, l.line, l.body
    from public.sync_logs l
    where l.id > ${after} and l.id <= ${until} and l.kind = any(${toldKinds()}::text[])
    order by l.id limit ${entriesAtOnce}`.execute(em.getKysely())
  return rows
}

/** Tells the read models again what entries told them, by the projections themselves. `before` are told already. */
export async function tell(
  em: EntityManager,
  entries: readonly Logged[],
  { now, before }: { readonly now: Date; readonly before: number },
): Promise<void> {
  const told = entries.flatMap((entry) => toldBy(entry) ?? [])
  const approvals = of(told, 'approval')
  const setAside = approvals.filter(({ isSetAside }) => isSetAside).map(({ data }) => data)
  const unknown = new Set(setAside.map(({ organizationId }) => organizationId))
  await showApproved(em, setAside, { now, unknown })
  const taken = approvals.filter(({ isSetAside }) => !isSetAside).map(({ data }) => data)
  await showApproved(em, taken, { now, unknown: new Set() })
  const changes = of(told, 'change').map(({ data }) => data)
  const heard = heardOf(em, before)
  if (changes.length > 0) await showTransfers(em, await showChanges(em, changes, { now, heard }))
  const runs = of(told, 'run').map(({ data }) => data)
  if (runs.length > 0) await showRuns(em, runs)
  const breakers = of(told, 'breaker').map(({ data }) => data)
  if (breakers.length > 0) await showBreakers(em, breakers)
  const connectors = of(told, 'connector').map(({ data }) => data)
  if (connectors.length > 0) await showConnectors(em, connectors)
  await name(
    em,
    entries.filter((entry) => entry.revision > 0 && !toldBy(entry)),
  )
}

const of = <M extends Told['model']>(told: readonly Told[], model: M) =>
  told.filter((one): one is Extract<Told, { model: M }> => one.model === model)

/** Names records that the log cannot tell everything of. */
async function name(em: EntityManager, entries: readonly Logged[]): Promise<void> {
  if (entries.length === 0) return
  const keys = entries.map(({ organizationId, subject, revision }) =>
    keyColumns({ organizationId, recordId: subject, revision }),
  )
  await sql`
    insert into untold select r.* from ${recordset('r', keys, keyTypes)} on conflict do nothing`.execute(
    em.getKysely(),
  )
}
