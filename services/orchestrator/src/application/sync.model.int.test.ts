import { fixedClock } from '@bilagsbro/kernel/clock'
import { countedIds } from '@bilagsbro/kernel/ids'
import fc from 'fast-check'
import { sql, type Kysely } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { createApp } from '#app.ts'
import { closedBecause } from '#domain/organization.ts'
import type { Fact } from '#domain/fact.ts'
import { aConnector, anApprovedRecord, anOrganization, policy, start } from '#testing/builders.ts'
import { createFakeAdapter, type Act } from '#testing/fake-adapter.ts'
import { openTestStore } from '#testing/test-store.ts'
import type { Approval } from './accept-records.ts'

const opened = await openTestStore()
afterAll(() => opened[Symbol.asyncDispose]())

const limit = 2
const organizations = ['hlf', 'blindeforbundet'] as const
const name = fc.record({
  // Few enough that things meet.
  organizationId: fc.constantFrom('hlf', 'hlf', 'hlf', 'blindeforbundet'),
  recordId: fc.constantFrom('a', 'a', 'b', 'c'),
  revision: fc.constantFrom(1, 1, 2, 3),
})
const often = <T>(times: number, usual: T, ...others: T[]) =>
  fc.constantFrom(...Array<T>(times).fill(usual), ...others)
const act = often<Act>(
  4,
  'posted',
  ...(['delivered', 'transient', 'transient', 'rate_limited', 'auth', 'data'] as const),
  ...(['lane_stopped', 'withdrawn', 'withdrawn', 'in_doubt'] as const),
)
const command = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('approve'),
      names: fc.array(name, { minLength: 1, maxLength: 3 }),
      other: often(5, false, true),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('configure'),
      organizationId: often<string>(2, ...organizations),
      enabled: often(2, true, false),
      mapped: often(4, true, false),
      sendFrom: often(6, false, true),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('act'),
      acts: fc.array(fc.tuple(fc.nat(7), act), { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('deliver'),
      picks: fc.array(fc.nat(7), { minLength: 1, maxLength: 4 }),
      again: fc.array(fc.nat(20), { maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('tick'),
      seconds: often(3, 40, 0, 1, 700, 4_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash') }) },
)
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never

/** The whole application on a real database, an adapter that keeps its promises, and a memory of what was accepted. */
function createWorld() {
  const clock = fixedClock(start)
  const adapter = createFakeAdapter()
  const app = createApp({
    store: opened.store,
    overview: opened.overview,
    organizationsCaughtUp: async () => {},
    clock,
    newId: countedIds('run'),
    random: () => 0.5,
    policy: { ...policy, outstanding: limit, page: 4 },
  })
  const versions = new Map<string, number>()
  const accepted = new Map<string, string>()
  let heard = 0
  /** What a crash before the offsets were committed brings again. */
  let last: () => Promise<unknown> = async () => {}

  const configure = (organizationId: string, enabled: boolean, mapped: boolean, from: boolean) => {
    const version = (versions.get(organizationId) ?? 0) + 1
    versions.set(organizationId, version)
    const base = anOrganization({ organizationId, version })
    const sendFrom = from ? { sendFrom: '2026-11-21T00:00:00Z' } : {}
    const connector = aConnector({ enabled, ...sendFrom })
    const mapping = mapped ? base.mapping : { ...base.mapping, categories: {} }
    return app.applyConnectors([{ ...base, connector, mapping }])
  }
  const approve = async (approvals: Approval[]) => {
    const rejected = new Set((await app.acceptRecords(approvals)).map(({ approval }) => approval))
    for (const approval of approvals) {
      const { organizationId, recordId, revision } = approval.content
      const key = `${organizationId}/${recordId}/${revision}`
      const content = JSON.stringify(approval.content)
      if (rejected.has(approval)) expect(accepted.get(key)).not.toBe(content)
      else accepted.set(key, content)
    }
  }
  const run = (one: Command): Promise<unknown> => {
    switch (one.do) {
      case 'approve': {
        const recordType = one.other ? 'other' : 'expense'
        const approvals = one.names.map((key) => ({
          content: anApprovedRecord({ ...key, recordType }),
        }))
        last = () => approve(approvals)
        return last()
      }
      case 'configure':
        last = () => configure(one.organizationId, one.enabled, one.mapped, one.sendFrom)
        return last()
      case 'act':
        for (const [which, how] of one.acts) {
          const open = adapter.open()
          if (open.length > 0) adapter.act(open[which % open.length]!, how)
        }
        return Promise.resolve()
      case 'deliver': {
        const { undelivered, answers } = adapter
        const picked = one.picks.flatMap((pick) =>
          undelivered.splice(pick % (undelivered.length || 1), 1),
        )
        const again = answers.length > 0 ? one.again.map((at) => answers[at % answers.length]!) : []
        last = () => app.settlePostings([...picked, ...again])
        return last()
      }
      case 'tick':
        clock.advance(one.seconds * 1_000)
        return app.tendOrganizations()
      case 'crash':
        return last()
    }
  }
  return {
    app,
    adapter,
    clock,
    accepted,
    configure,
    /** Carries a command out, gives the adapter what it was told, and gives back what everybody was told. */
    async after(work: Promise<unknown>): Promise<Fact[]> {
      await work
      const facts = opened.told.slice(heard)
      heard = opened.told.length
      adapter.hear(facts)
      return facts
    },
    run,
  }
}
type World = ReturnType<typeof createWorld>

interface Row {
  organization_id: string
  record_id: string
  revision: number
  status: string
  attempt: number
  failures: number
  sequence: number
  failure: { code: string } | null
}
const rowsNow = async () => {
  const db = opened.orm.em.fork().getKysely() as Kysely<never>
  const { rows } = await sql<Row>`
    select organization_id, record_id, revision, status, attempt, failures,
      sequence::float8 as sequence, failure
    from record order by 1, 2, 3`.execute(db)
  return rows
}

/** Sequences told so far, by record. */
type Sequences = Map<string, number>

async function checkAlways(world: World, facts: readonly Fact[], sequences: Sequences) {
  const rows = await rowsNow()
  const keys = rows.map((row) => `${row.organization_id}/${row.record_id}/${row.revision}`)
  expect(keys.toSorted(), 'what was accepted is there').toEqual(
    [...world.accepted.keys()].toSorted(),
  )
  for (const [record, revisions] of world.adapter.ledger)
    expect([...revisions], `one revision of ${record} in the ledger`).toHaveLength(1)
  for (const row of rows) expect(row.failures).toBeLessThanOrEqual(policy.retry.attempts)
  for (const organizationId of organizations) {
    const sending = rows.filter(
      (row) => row.organization_id === organizationId && row.status === 'sending',
    )
    expect(sending.length, 'outstanding').toBeLessThanOrEqual(limit)
  }
  const organizationsNow = await opened.store.change(organizations, async (unit) => ({
    known: unit.organizations,
    standings: await unit.standings(),
  }))
  for (const [id, standing] of organizationsNow.standings) {
    const sums = standing.openRuns.map(({ counts: c }) => [
      c.planned,
      c.posted + c.delivered + c.failed + c.returned,
    ])
    for (const [planned, answered] of sums) expect(answered).toBeLessThanOrEqual(planned!)
    expect(standing.openRuns.length, id).toBeLessThanOrEqual(1)
  }
  const probes = new Map<string, number>()
  for (const fact of facts) {
    if (!('record' in fact)) continue
    const { organizationId, recordId, revision, sequence } = fact.record
    if (fact.kind === 'requested') {
      const organization = organizationsNow.known.get(organizationId)!
      const closed = closedBecause(organization)?.code
      expect(['connector_suspended', undefined], 'sent through a closed connector').toContain(
        closed,
      )
      if (closed) probes.set(organizationId, (probes.get(organizationId) ?? 0) + 1)
    } else if (fact.kind !== 'withdrawn') {
      const key = `${organizationId}/${recordId}/${revision}`
      expect(sequence, `sequence of ${key}`).toBeGreaterThan(sequences.get(key) ?? 0)
      sequences.set(key, sequence)
    }
  }
}

/** Everybody behaves from now on: nothing may be left waiting. */
async function heal(world: World): Promise<void> {
  for (const organizationId of organizations)
    await world.after(world.configure(organizationId, true, true, false))
  for (let turn = 0; turn < 60; turn++) {
    for (const job of world.adapter.open())
      world.adapter.act(job, job.withdrawn ? 'withdrawn' : 'posted')
    await world.after(world.app.settlePostings(world.adapter.undelivered.splice(0)))
    world.clock.advance(turn % 4 === 3 ? 4_000_000 : 60_000)
    await world.after(world.app.tendOrganizations())
    const rows = await rowsNow()
    const settled = rows.every(({ status }) =>
      ['posted', 'delivered', 'failed', 'handled'].includes(status),
    )
    if (settled && world.adapter.open().length === 0 && world.adapter.undelivered.length === 0)
      return
  }
  expect(await rowsNow(), 'something waits for ever').toEqual([])
}

async function checkEnd(world: World): Promise<void> {
  const rows = await rowsNow()
  const byRecord = Map.groupBy(rows, (row) => `${row.organization_id}/${row.record_id}`)
  for (const [record, revisions] of byRecord) {
    expect(world.adapter.ledger.get(record)?.size ?? 0, record).toBeLessThanOrEqual(1)
    const inLedger = revisions.filter(({ status }) => status === 'posted' || status === 'delivered')
    expect(inLedger.map(({ revision }) => revision)).toEqual([
      ...(world.adapter.ledger.get(record) ?? []),
    ])
    const highest = revisions.at(-1)!
    const beforeSendFrom = highest.status === 'handled'
    if (inLedger.length === 0) expect(['failed', 'handled']).toContain(highest.status)
    else if (!inLedger.includes(highest) && !beforeSendFrom)
      expect(highest.failure?.code).toBe('revision.already_posted')
  }
}

test('RETRY-5 whatever happens in whatever order, nothing is lost, nothing is posted twice, and everything is settled in the end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(command, { minLength: 5, maxLength: 45, size: 'max' }),
      async (commands) => {
        await opened.clear()
        const world = createWorld()
        const sequences: Sequences = new Map()
        for (const organizationId of organizations)
          await world.after(world.configure(organizationId, true, true, false))
        for (const one of commands) {
          const facts = await world.after(world.run(one))
          await checkAlways(world, facts, sequences)
        }
        await heal(world)
        await checkEnd(world)
      },
    ),
    { numRuns: Number(process.env['MODEL_RUNS'] ?? 60) },
  )
}, 600_000)
