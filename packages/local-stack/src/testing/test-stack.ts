import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RecordApproved } from '@bilagsbro/events/record-approved'
import type { OrganizationSeed } from '@bilagsbro/simulators/business-central/seed'
import type { OracleVoucher } from '@bilagsbro/simulators/oracle'
import pg from 'pg'
import { afterAll, afterEach, beforeAll } from 'vitest'
import {
  demoMapping,
  demoOrganizations,
  inBusinessCentral,
  waiving,
} from '../demo-organizations.ts'
import { createApprovals } from '../load/approvals.ts'
import { openSession } from '../load/session.ts'
import type { StackOptions } from '../stack-options.ts'
import { startStack } from '../start-stack.ts'
import { createApi, testsSomethingElse } from './api.ts'
import { withBusinessCentralAlone } from './business-central-alone.ts'

/** Everything that a service does by the clock, soon enough for a test. */
const quick: Settings = {
  orchestrator: {
    REREQUEST_AFTER_MS: '5000',
    RUN_QUIET_MS: '300',
    TICK_MS: '200',
    PROBE_BASE_MS: '500',
  },
  'dynamics-adapter': {
    CALL_TIMEOUT_MS: '3000',
    SETTLE_HORIZON_MS: '500',
    ROLLBACK_HORIZON_MS: '500',
  },
  'xledger-adapter': {
    CALL_TIMEOUT_MS: '3000',
    SETTLE_HORIZON_MS: '500',
    MOVE_MS: '500',
    REQUESTS_PER_MINUTE: '1000',
    FOLLOW_UP_FIRST_MS: '300',
    FOLLOW_UP_LONGEST_MS: '500',
    FOLLOW_UP_APART_MS: '500',
  },
  'xledger-simulator': { IMPORT_DELAY_MS: '500', BURST_REQUESTS: '1000' },
  'rest-adapter': { CALL_TIMEOUT_MS: '3000', SETTLE_HORIZON_MS: '500', MOVE_MS: '500' },
}

/** By service, over those of the table; `*` for each of them. */
type Settings = Readonly<Record<string, Readonly<Record<string, string>>>>

type Shape = Pick<StackOptions, 'services' | 'organizations' | 'telemetry'>

export type TestStack = Awaited<ReturnType<typeof openTestStack>>

/** One stack for all tests of a file. Where one fails, what the stack reported is printed. */
export function useStack(
  settings: Settings = {},
  shape: Shape = withBusinessCentralAlone,
): () => TestStack {
  const reported: string[] = []
  let open: TestStack | undefined
  beforeAll(async () => {
    open = await openTestStack({ settings, shape }, (line) => reported.push(line)).catch(
      (error: unknown) => {
        process.stderr.write(`${reported.join('\n')}\n`)
        throw error
      },
    )
  })
  afterAll(() => open?.[Symbol.asyncDispose]())
  afterEach(({ task }) => {
    if (task.result?.state !== 'fail') return
    process.stderr.write(`${reported.splice(0).join('\n')}\n${open?.warnings() ?? ''}\n`)
  })
  return () => open!
}

async function openTestStack(
  { settings, shape }: { readonly settings: Settings; readonly shape: Shape },
  report: (line: string) => void,
) {
  await using resources = new AsyncDisposableStack()
  const env = Object.fromEntries(
    [...new Set([...Object.keys(quick), ...Object.keys(settings)])].map((service) => [
      service,
      { ...quick[service], ...settings[service] },
    ]),
  )
  const organizations = (restLedgerUrl: string) =>
    (shape.organizations ?? demoOrganizations)(restLedgerUrl).map(waiving(testsSomethingElse))
  const stack = resources.use(
    await startStack({ fresh: true, durable: false, env, report, ...shape, organizations }),
  )
  const session = resources.use(await openSession(stack, 1))
  const api = createApi(stack)
  const moved = resources.move()

  const query = async <Row extends pg.QueryResultRow>(
    service: string,
    sql: string,
    values: readonly unknown[],
  ): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: stack.databaseUrl(service) })
    try {
      await client.connect()
      return (await client.query<Row>(sql, [...values])).rows
    } finally {
      await client.end()
    }
  }
  const heard = async (organizationId: string, version: number) => {
    const sql = 'select 1 from organization where organization_id = $1 and version >= $2'
    const known = async () =>
      (await query('orchestrator', sql, [organizationId, version])).length === 1
    if (await session.eventually(known, 30_000)) return
    throw new Error(`The orchestrator has not heard of version ${version} of ${organizationId}.`)
  }
  const disable = async (organizationId: string, reason?: string) => {
    const { version } = await api.disable(organizationId, reason)
    await heard(organizationId, version)
  }
  const vouchers = async (organizationId: string) =>
    ((await session.ledger.vouchers()) as OracleVoucher[]).filter(
      ({ organization }) => organization === organizationId,
    )
  const found = (prefix: string, count = 1) =>
    api.call('dynamics-simulator', 'POST', '/_sim/organizations', { prefix, count }) as Promise<
      OrganizationSeed[]
    >
  const enter = async (
    seed: OrganizationSeed,
    mapping: object = demoMapping,
    enabling: { readonly trial?: boolean } = {},
  ) => {
    const { organizationId, name } = seed
    await api.call('config', 'PUT', `/organizations/${organizationId}`, { name })
    await api.saveConnector(organizationId, inBusinessCentral(seed).connector)
    await api.saveMapping(organizationId, mapping)
    const { version } = await api.enable(organizationId, enabling)
    await heard(organizationId, version)
    return organizationId
  }
  const organization = async (prefix: string, mapping?: object) =>
    enter((await found(prefix))[0]!, mapping)
  const approvals = (of: readonly string[], count: number, prefix = 'r'): RecordApproved[] => {
    const next = createApprovals({
      organizations: of,
      categories: Object.keys(demoMapping.categories),
      costCenters: ['100', '200', '300'],
      random: session.random,
      prefix,
      now: () => new Date(),
    })
    return Array.from({ length: count }, next)
  }
  return {
    stack,
    session,
    ...api,
    /** Like `enter`, resolves when the orchestrator knows: topics are not in order with each other. */
    disable,
    /** What a service has in its database. */
    query,
    /** What the ledger of an organisation holds, whatever Bilagsbro says. */
    vouchers,
    /** Companies in Business Central that Bilagsbro knows nothing of, each with an application of its own. */
    found,
    /** What an administrator does for one of them. */
    enter,
    /** Both: an organisation that no other test knows. */
    organization,
    /** Approved records of these organisations in turn. */
    approvals,
    /** What the services complained of. */
    warnings: () =>
      stack.names.map((name) => complaints(join(stack.home, 'logs', `${name}.log`))).join(''),
    [Symbol.asyncDispose]: () => moved.disposeAsync(),
  }
}

function complaints(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').split('\n')
  const bad = lines.filter((line) => /"level":"(warn|error|fatal)"/.test(line)).slice(-8)
  return bad.map((line) => `${logFile}: ${line.slice(0, 500)}\n`).join('')
}
