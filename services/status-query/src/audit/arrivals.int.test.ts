import type { DataOf, EventDefinition } from '@bilagsbro/events/define-event'
import { PostingCompleted, PostingRequested } from '@bilagsbro/events/posting'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { SyncFailed, SyncSucceeded } from '@bilagsbro/events/sync'
import { withinScope } from '@bilagsbro/service-kit/scope'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { arrivals, type Told } from '../testing/arrivals.ts'
import { createTestLog, golden } from '../testing/log.ts'
import { sealEntries } from './sealing.ts'
import { createVerify } from './verify.ts'

const log = await createTestLog()
afterAll(() => log[Symbol.asyncDispose]())

/** What is told of a record, by topic: within one, the order stays. */
function storyOf(organizationId: string, recordId: string): Told[][] {
  const of = <D extends EventDefinition>(definition: D, change: object): Told => [
    definition,
    { ...golden(definition, organizationId), recordId, ...change },
  ]
  const moment = (second: number) => `2026-11-21T10:00:0${second}.000Z`
  const { failure } = golden(SyncFailed, organizationId) as DataOf<typeof SyncFailed>
  return [
    [of(RecordApproved, {})],
    [1, 2].map((attempt) =>
      of(PostingRequested.dynamics, { attempt, requestedAt: moment(attempt * 2) }),
    ),
    [
      of(PostingCompleted, {
        attempt: 1,
        outcome: { kind: 'in_doubt', failure },
        completedAt: moment(3),
      }),
      of(PostingCompleted, {
        attempt: 1,
        outcome: { kind: 'refused', failure },
        completedAt: moment(3),
      }),
      of(PostingCompleted, { attempt: 2, completedAt: moment(5) }),
    ],
    [of(SyncFailed, { attempt: 1, sequence: 4, at: moment(4) })],
    [of(SyncSucceeded, { attempt: 2, sequence: 8, at: moment(6) })],
  ]
}

test('AUDIT-4: the log comes out the same for every order of arrival that Kafka permits, with repeats', async () => {
  const plain = (line: string) => line.replace(/,"payload":"\w+"/, '')
  const told = await log.open()
  const verify = createVerify(log.orm, async () => [])
  const linesOf = async (organizationId: string) => {
    const rows = await withinScope('all', () =>
      log.orm.em
        .fork()
        .execute<{ line: string }[]>(
          `select line from sync_logs where organization_id = ? and revision > 0`,
          [organizationId],
        ),
    )
    return rows.map(({ line }) => plain(line).replaceAll(organizationId, 'one')).toSorted()
  }
  const topicsOf = (organizationId: string) => {
    const [a, b] = [storyOf(organizationId, 'a'), storyOf(organizationId, 'b')]
    return a.map((topic, at) => [...topic, ...b[at]!])
  }
  for (const topic of topicsOf(told))
    for (const one of topic) await log.receive(...(one as [never, never]))
  const expected = await linesOf(told)
  expect(expected).toHaveLength(16)
  await fc.assert(
    fc.asyncProperty(arrivals(topicsOf('one')), fc.nat(3), async (arrived, often) => {
      const organizationId = await log.open()
      for (const [at, [definition, data]] of arrived.entries()) {
        await log.receive(definition, { ...data, organizationId } as never)
        if (at % 4 === often)
          await withinScope('all', () => log.orm.em.fork().transactional(sealEntries))
      }
      expect(await linesOf(organizationId)).toEqual(expected)
      const verified = await log.within(organizationId, () => verify(organizationId))
      expect(verified).toMatchObject({ intact: true })
      expect(verified.entries + verified.waiting).toBe(17)
    }),
    { numRuns: 15 },
  )
})
