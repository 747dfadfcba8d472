import { connectorTypes } from '@bilagsbro/booking/connector-type'
import { oneOf } from '@bilagsbro/events/fields'
import type { Clock } from '@bilagsbro/kernel/clock'
import { closed, Moment, pageOf, PageQuery, RowsOf } from '@bilagsbro/service-kit/http-schemas'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { Type, type Static } from 'typebox'
import { isListed, ListOf } from '../listed.ts'
import { iso } from '../moments.ts'
import {
  countOf,
  errorStatuses,
  findOrganizations,
  healthAt,
  silenceAt,
  waitingStatuses,
  type FoundOrganization,
} from './found.ts'
import { Health, healthLevels, HealthReason, type HealthLevel } from './health.ts'
import { ShownConnector } from './status.ts'

const OverviewRow = Type.Object(
  {
    organizationId: Type.String(),
    name: Type.Optional(Type.String()),
    connector: Type.Optional(ShownConnector),
    health: Health,
    lastRunAt: Type.Optional(Moment('When its last run ended.')),
    lastSuccessAt: Type.Optional(Moment('When a record reached the ledger last.')),
    staleness: Type.Optional(HealthReason),
    pendingCount: Type.Integer({
      description: 'Approved and not yet in the ledger, failed or handled.',
    }),
    errorCount: Type.Integer({
      description: 'Records whose last attempt failed: for good, or until the next.',
    }),
  },
  {
    title: 'OverviewRow',
    description:
      'An organisation. `staleness` warns that it may send and has had no run for over 24 hours, whether one was due or not.',
  },
)
type OverviewRow = Static<typeof OverviewRow>

export const Overview = Type.Object(
  {
    ...RowsOf('Overview', OverviewRow).properties,
    byHealth: Type.Object(
      Object.fromEntries(healthLevels.map((level) => [level, Type.Integer()])) as Record<
        HealthLevel,
        ReturnType<typeof Type.Integer>
      >,
      {
        title: 'HealthCounts',
        description: 'How many of each health, of all that the other filters leave.',
      },
    ),
    asOf: Moment('When this was read.'),
  },
  { title: 'Overview' },
)
type Overview = Static<typeof Overview>

const sorts = ['health', 'name', 'pending', 'errors', 'lastRun'] as const

export const OverviewQuery = Type.Object(
  {
    q: Type.Optional(
      Type.String({ maxLength: 100, description: 'Part of a name or an id.', examples: ['hlf'] }),
    ),
    health: Type.Optional(ListOf(healthLevels, 'Organisations of this health.')),
    connector: Type.Optional(ListOf(connectorTypes, 'With this kind of accounting system.')),
    enabled: Type.Optional(Type.Boolean({ description: 'That may send, or may not.' })),
    sort: Type.Optional(
      oneOf(sorts, {
        title: 'OverviewSort',
        description:
          'The worst health first, if it is left out; by name; the most pending, the most errors, or the run that ended longest ago first.',
      }),
    ),
    reverse: Type.Optional(Type.Boolean({ description: 'The other way round.' })),
    ...PageQuery.properties,
  },
  closed,
)
type OverviewQuery = Static<typeof OverviewQuery>

/** One row for each organisation that the caller may see, from one statement whatever their number. */
export function createOverview(orm: Database, clock: Clock) {
  return async (query: OverviewQuery): Promise<Overview> => {
    const asOf = clock.now()
    const found = await findOrganizations(orm, asOf)
    const rows = found.map((one) => rowOf(one, asOf)).filter((row) => isMeant(row, query))
    const byHealth = Object.fromEntries(
      healthLevels.map((level) => [level, rows.filter((row) => row.health.level === level).length]),
    ) as Overview['byHealth']
    const sorted = rows
      .filter(({ health }) => isListed(query.health, health.level))
      .toSorted(orderOf(query))
    return { ...pageOf(sorted, query), byHealth, asOf: iso(asOf) }
  }
}

function rowOf(found: FoundOrganization, asOf: Date): OverviewRow {
  const { organizationId, name, connectorType, enabled, lastRun, lastSuccessAt } = found
  const staleness = silenceAt(found, asOf)
  return {
    organizationId,
    ...(name !== null && { name }),
    ...(connectorType && { connector: { type: connectorType, enabled } }),
    health: healthAt(found, asOf),
    ...(lastRun?.completedAt && { lastRunAt: iso(lastRun.completedAt) }),
    ...(lastSuccessAt && { lastSuccessAt: iso(lastSuccessAt) }),
    ...(staleness && { staleness }),
    pendingCount: countOf(found, ...waitingStatuses),
    errorCount: countOf(found, ...errorStatuses),
  }
}

function isMeant({ organizationId, name, connector }: OverviewRow, query: OverviewQuery): boolean {
  const { q, enabled } = query
  return (
    isListed(query.connector, connector?.type) &&
    (enabled === undefined || enabled === (connector?.enabled ?? false)) &&
    (q === undefined ||
      [organizationId, name ?? ''].some((text) => searched(text).includes(searched(q))))
  )
}

const searched = (text: string) => text.normalize('NFC').toLocaleLowerCase('nb').trim()

const names = new Intl.Collator('nb', { numeric: true })
const byName = (a: OverviewRow, b: OverviewRow) =>
  names.compare(a.name ?? a.organizationId, b.name ?? b.organizationId) ||
  (a.organizationId < b.organizationId ? -1 : 1)

const rank = ({ health }: OverviewRow) => healthLevels.indexOf(health.level)

const orders: Record<(typeof sorts)[number], (a: OverviewRow, b: OverviewRow) => number> = {
  health: (a, b) => rank(a) - rank(b) || b.errorCount - a.errorCount,
  name: byName,
  pending: (a, b) => b.pendingCount - a.pendingCount,
  errors: (a, b) => b.errorCount - a.errorCount,
  lastRun: (a, b) => Date.parse(a.lastRunAt ?? never) - Date.parse(b.lastRunAt ?? never),
}
const never = '0001-01-01T00:00:00.000Z'

/** Those that are alike stand by name, so that pages do not overlap. */
function orderOf({ sort = 'health', reverse = false }: OverviewQuery) {
  const order = orders[sort]
  return (a: OverviewRow, b: OverviewRow) => (reverse ? order(b, a) : order(a, b)) || byName(a, b)
}
