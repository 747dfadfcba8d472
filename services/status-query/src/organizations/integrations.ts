import { connectorTypes } from '@bilagsbro/booking/connector-type'
import { Schedule } from '@bilagsbro/events/connector-configured'
import { ConnectorType } from '@bilagsbro/events/fields'
import { ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { Moment, pageOf, RowsOf, type Page } from '@bilagsbro/service-kit/http-schemas'
import { sql } from 'kysely'
import { Type, type Static } from 'typebox'
import { readErrors, readToggle, RecentErrors } from '#audit/query.ts'
import { iso } from '../moments.ts'
import { isTroubled } from './health.ts'
import type { OrganizationStatus } from './status.ts'

const Counts = Type.Object(
  {
    waiting: Type.Integer(),
    failed: Type.Integer({
      description: 'For good; records that will be tried again are waiting.',
    }),
    delivered: Type.Integer(),
    posted: Type.Integer(),
  },
  {
    title: 'IntegrationCounts',
    description:
      "The organisation's records by what became of them, wherever they went; of the kind that is set up.",
  },
)

const Integration = Type.Object(
  {
    type: ConnectorType,
    status: Type.Union(
      [Type.Literal('not_configured'), Type.Literal('active'), Type.Literal('error')],
      {
        title: 'IntegrationStatus',
        description: 'error: its health names something that somebody has to put right.',
      },
    ),
    enabled: Type.Boolean(),
    toggledAt: Type.Optional(Moment('When it was enabled or disabled last.')),
    toggledBy: Type.Optional(Type.String({ description: 'The user id of whoever did.' })),
    reason: Type.Optional(Type.String({ description: 'Why it was disabled.' })),
    lastRunAt: Type.Optional(Moment('When its last run ended.')),
    lastSuccessAt: Type.Optional(Moment('When a record reached this ledger last.')),
    transferred: Type.Integer({ description: 'Records that reached this ledger, ever.' }),
    counts: Type.Optional(Counts),
    recentErrors: RecentErrors,
    schedule: Type.Optional(Schedule),
    nextRunAt: Type.Optional(Moment('When the schedule comes next.')),
  },
  { title: 'Integration' },
)

export const Integrations = Type.Object(
  { ...RowsOf('Integrations', Integration).properties, asOf: Moment('When this was read.') },
  { title: 'Integrations' },
)
type Integrations = Static<typeof Integrations>

const day = 24 * 60 * 60 * 1000

type StatusOf = (organizationId: string) => Promise<Result<OrganizationStatus, Refusal>>

/** Each kind of accounting system: whether it is set up, on, and works. An organisation sends to one at a time. */
export function createIntegrations(orm: Database, statusOf: StatusOf) {
  return async (organizationId: string, page: Page): Promise<Result<Integrations, Refusal>> => {
    const found = await statusOf(organizationId)
    if (!found.ok) return found
    const status = found.value
    const [transfers, toggled, recentErrors] = await Promise.all([
      readTransfers(orm, organizationId),
      status.connector && readToggle(orm, organizationId, status.connector),
      readErrors(orm, organizationId, new Date(Date.parse(status.asOf) - day)),
    ])
    const rows = connectorTypes.map((type) => ({
      type,
      ...(type === status.connector?.type
        ? { ...currentOf(status), ...toggled, recentErrors }
        : notConfigured),
      ...(transfers.get(type) ?? { transferred: 0 }),
    }))
    return ok({ ...pageOf(rows, page), asOf: status.asOf })
  }
}

const notConfigured = {
  status: 'not_configured' as const,
  enabled: false,
  recentErrors: { count: 0, latest: [] },
}

function currentOf(organization: OrganizationStatus) {
  const { connector, health, lastRun, schedule, nextRunAt, sums } = organization
  return {
    status: isTroubled(health) ? ('error' as const) : ('active' as const),
    enabled: connector?.enabled ?? false,
    counts: {
      waiting: organization.pendingCount,
      failed: sums.failed.count,
      delivered: sums.delivered.count,
      posted: sums.posted.count,
    },
    ...(lastRun?.completedAt !== undefined && { lastRunAt: lastRun.completedAt }),
    ...(schedule && { schedule }),
    ...(nextRunAt !== undefined && { nextRunAt }),
  }
}

interface TransferRow {
  readonly type: string
  readonly transferred: string
  readonly lastSuccessAt: Date | null
}

async function readTransfers(orm: Database, organizationId: string) {
  const { rows } = await sql<TransferRow>`
    select connector_type as type, transferred, last_success_at as "lastSuccessAt"
    from integration where organization_id = ${organizationId}`.execute(orm.em.fork().getKysely())
  return new Map(
    rows.map(({ type, transferred, lastSuccessAt }) => [
      type,
      {
        transferred: Number(transferred),
        ...(lastSuccessAt && { lastSuccessAt: iso(lastSuccessAt) }),
      },
    ]),
  )
}
