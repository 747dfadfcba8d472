import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { command, organizations } from '#testing/sync-commands.ts'
import { awaitsPerson, endViolations, rowsOf, violations } from '#testing/sync-invariants.ts'
import { createSyncWorld, type SyncWorld } from '#testing/sync-world.ts'
import { openTestStore } from '#testing/test-store.ts'

const opened = await openTestStore()
afterAll(() => opened[Symbol.asyncDispose]())

const final = new Set(['posted', 'delivered', 'failed', 'handled'])

const isOver = (row: Awaited<ReturnType<typeof rowsOf>>[number]) =>
  final.has(row.status) || awaitsPerson(row)

/** Everybody behaves from now on. Gives back what still waits after a long time. */
async function heal(world: SyncWorld, scheduled: boolean) {
  const { adapter, app, clock } = world
  // A person decides on what did not come out as built.
  for (const organizationId of organizations)
    await world.after(world.configure(organizationId, { scheduled, trial: 'due' }))
  for (let turn = 0; turn < 60; turn++) {
    for (const job of adapter.open()) adapter.act(job, job.withdrawn ? 'withdrawn' : 'posted')
    for (const job of adapter.delivered()) adapter.clerk(job, 'books')
    await world.after(app.settlePostings(adapter.undelivered.splice(0)))
    clock.advance(turn % 4 === 3 ? 4_000_000 : 60_000)
    await world.after(app.tendOrganizations())
    const rows = await rowsOf(opened)
    const quiet = adapter.open().length === 0 && adapter.undelivered.length === 0
    if (quiet && rows.every(isOver)) return []
  }
  return (await rowsOf(opened)).filter((row) => !isOver(row))
}

test('RETRY-5 whatever happens in whatever order, nothing is lost, nothing is posted twice, and everything is settled in the end', async () => {
  expect.hasAssertions()
  const commands = fc.array(command, { minLength: 5, maxLength: 45, size: 'max' })
  const trial = fc.constantFrom('as_before', 'due')
  const modes = fc.record({ scheduled: fc.boolean(), trial })
  const property = fc.asyncProperty(commands, modes, async (steps, { scheduled, trial }) => {
    await opened.clear()
    const world = await createSyncWorld(opened)
    const memory = {
      sequences: new Map<string, number>(),
      attempts: new Set<string>(),
      retried: new Set<string>(),
      proven: new Set<string>(),
      vouchers: new Map<string, string>(),
      byHand: new Set<string>(),
    }
    for (const organizationId of organizations)
      await world.after(world.configure(organizationId, { scheduled, trial }))
    for (const step of steps) {
      const facts = await world.after(world.run(step))
      expect(await violations(opened, world, facts, memory)).toEqual([])
    }
    expect(await heal(world, scheduled)).toEqual([])
    expect(await endViolations(opened, world)).toEqual([])
  })
  const { MODEL_RUNS = 60, MODEL_SEED, MODEL_PATH } = process.env
  const numRuns = Number(MODEL_RUNS)
  const details = await fc.check(property, {
    numRuns,
    // Making a counterexample small takes as many runs again: without a limit of its own, the test's would end it unsaid.
    interruptAfterTimeLimit: limitMs,
    ...(MODEL_SEED !== undefined && { seed: Number(MODEL_SEED) }),
    ...(MODEL_PATH !== undefined && { path: MODEL_PATH }),
  })
  const end = details.interrupted ? `, ended by the limit of ${limitMs / 60_000} minutes` : ''
  process.stdout.write(`seed ${details.seed}: ${details.numRuns} of ${numRuns} runs${end}\n`)
  if (details.failed) throw new Error(await fc.asyncDefaultReportMessage(details))
  expect(details.numRuns).toBeGreaterThan(0)
}, 900_000)

const limitMs = 600_000
