import type { ConnectionReport } from '@bilagsbro/adapter-api/calls'
import type { CatalogueEntry, CatalogueKind } from '@bilagsbro/adapter-api/catalogue'
import type { Failure } from '@bilagsbro/booking/failure'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import type { ApiError } from './failures.ts'
import type { Row } from './graphql.ts'
import type { Session } from './session.ts'

type Entries = Promise<Result<CatalogueEntry[], Failure>>

const mostEntries = 20_000

/** Only the query's `objectStatus` tells what is closed: each list is asked for twice, in one request. */
const openAndClosed = (name: string, fields: string, filter = '', variables = '') => `
  query ($open_after: String, $closed_after: String${variables}) {
    open: ${name}(first: 10000, after: $open_after, objectStatus: OPEN${filter}) {
      edges { cursor node { ${fields} } } pageInfo { hasNextPage } }
    closed: ${name}(first: 10000, after: $closed_after, objectStatus: CLOSED${filter}) {
      edges { cursor node { ${fields} } } pageInfo { hasNextPage } }
  }`
const accountsQuery = openAndClosed('accounts', 'code description posting')
const projectsQuery = openAndClosed('projects', 'code description allowPosting')
const suppliersQuery = openAndClosed('suppliers', 'code description')
const employeesQuery = openAndClosed('employees', 'code description')
const valuesQuery = openAndClosed(
  'objectValues',
  'code description posting objectKindDbId',
  ', filter: { objectKindDbId_in: $kinds }',
  ', $kinds: [Int64String!]',
)
const kindsQuery = `query ($kinds_after: String) {
  kinds: objectKinds(first: 10000, after: $kinds_after) {
    edges { cursor node { dbId name } } pageInfo { hasNextPage } }
}`

const readers: Record<CatalogueKind, (session: Session) => Entries> = {
  accounts: (session) => coded(session, accountsQuery, 'posting'),
  cost_centres: (session) => valuesOf(session, (dimension) => dimension === 'glObject1'),
  dimensions,
  vat_codes: vatCodes,
  suppliers: (session) => coded(session, suppliersQuery),
  employees: (session) => coded(session, employeesQuery),
}

export async function readCatalogue(session: Session, kind: CatalogueKind): Entries {
  const entries = await readers[kind](session)
  return entries.ok ? ok(entries.value.slice(0, mostEntries)) : entries
}

async function coded({ api }: Session, query: string, mayPost?: string): Entries {
  const rows = await api.list(query, ['open', 'closed'], {})
  return rows.ok ? ok(entriesOf(rows.value, mayPost)) : rows
}

function entriesOf(rows: Record<'open' | 'closed', Row[]>, mayPost?: string): CatalogueEntry[] {
  const open = rows.open.map((row) =>
    entry(row, mayPost && row[mayPost] === false ? 'It is not open for posting.' : undefined),
  )
  return [...open, ...rows.closed.map((row) => entry(row, 'It is closed.'))].toSorted((a, b) =>
    a.code < b.code ? -1 : 1,
  )
}

const entry = ({ code, description }: Row, blocked?: string): CatalogueEntry => ({
  code: String(code),
  name: String(description ?? ''),
  ...(blocked === undefined ? {} : { blocked }),
})

/** Where a kind's values go on a line: `GL_OBJECT_1` -> `glObject1`. */
function dimensionOf(kindName: string): string | undefined {
  const [, number] = /^GL[_ ]?OBJECT[_ ]?([1-5])$/i.exec(kindName) ?? []
  return number && `glObject${number}`
}

/** Object values of the kinds that are wanted, each with the place that its kind has on a line. */
async function valuesOf(
  { api }: Session,
  wanted: (dimension: string) => boolean,
  dimensionIn = dimensionOf,
): Entries {
  const kinds = await api.list(kindsQuery, ['kinds'], {})
  if (!kinds.ok) return kinds
  const places = new Map<string, string>()
  for (const { dbId, name } of kinds.value.kinds) {
    const dimension = dimensionIn(String(name))
    if (dimension !== undefined && wanted(dimension)) places.set(String(dbId), dimension)
  }
  if (places.size === 0) return ok([])
  const rows = await api.list(valuesQuery, ['open', 'closed'], { kinds: [...places.keys()] })
  if (!rows.ok) return rows
  return ok(
    [...places].flatMap(([kind, dimension]) => {
      const ofKind = (some: Row[]) => some.filter((row) => String(row.objectKindDbId) === kind)
      const { open, closed } = rows.value
      return entriesOf({ open: ofKind(open), closed: ofKind(closed) }, 'posting').map((each) => ({
        ...each,
        dimension,
      }))
    }),
  )
}

async function dimensions(session: Session): Entries {
  const values = await valuesOf(session, () => true)
  if (!values.ok) return values
  const projects = await coded(session, projectsQuery, 'allowPosting')
  if (!projects.ok) return projects
  const all = [
    ...values.value,
    ...projects.value.map((each) => ({ ...each, dimension: 'project' })),
  ]
  const names = [...new Set(all.map(({ dimension }) => dimension!))]
  return ok([...names.map((name) => ({ code: name, name })), ...all])
}

/** Tax rules are the values of an object kind; their codes are the tenant's own. */
async function vatCodes(session: Session): Entries {
  const rules = await valuesOf(
    session,
    () => true,
    (name) => (name === 'TAX_RULE' ? name : undefined),
  )
  if (!rules.ok) return rules
  return ok(
    rules.value.map(({ code, name, blocked }) => ({ code, name, ...(blocked && { blocked }) })),
  )
}

const reachQuery = `query ($owner: Int64String) {
  entities(first: 1, ownerSet: ALL, filter: { dbId: $owner }) { edges { node { description } } }
  glImportItems(first: 1) { pageInfo { hasNextPage } }
  glImportItemErrors(first: 1) { pageInfo { hasNextPage } }
  journalEntries(first: 1) { pageInfo { hasNextPage } }
}`
/** Fails on purpose, and stages nothing: Xledger answers it with examples, if the token may write. */
const mayWriteQuery = `mutation ($owner: Int64String) {
  addGLImportItems(inputs: [{ node: { owner: { dbId: $owner }, taxRule: { showAlternatives: YES } } }]) {
    edges { clientId }
  }
}`

/** Asks for everything that posting and settling need, so that a missing right shows here and not in the night. */
export async function reportOn(session: Session): Promise<Result<ConnectionReport, Failure>> {
  const { api, owner } = session
  const reached = await api.send(reachQuery, { owner })
  if (reached.kind !== 'data') return err(reached.failure)
  const { edges } = reached.data['entities'] as { edges: { node: Row }[] | null }
  if (!edges?.[0]) return err(unknownEntity)
  const writes = await api.send(mayWriteQuery, { owner })
  if (writes.kind !== 'data' && !hasExamples(writes)) return err(writes.failure)
  const accounts = await readCatalogue(session, 'accounts')
  if (!accounts.ok) return accounts
  const centres = await readCatalogue(session, 'cost_centres')
  if (!centres.ok) return centres
  return ok({
    name: String(edges[0].node.description),
    accounts: accounts.value.length,
    costCentres: centres.value.length,
  })
}

const hasExamples = (reply: object): boolean =>
  'errors' in reply &&
  (reply.errors as readonly ApiError[]).some(
    ({ extensions }) => extensions?.['exampleValidInputs'] !== undefined,
  )

const unknownEntity: Failure = {
  class: 'config',
  code: 'target.unknown_entity',
  message: 'The token does not reach the entity.',
}
