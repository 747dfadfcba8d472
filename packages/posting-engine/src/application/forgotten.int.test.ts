import { err, ok } from '@bilagsbro/kernel/result'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createEngineHarness, until } from '#testing/engine-harness.ts'
import { createTestSystem } from '#testing/test-system.ts'
import { testConnection, testRequest } from '#testing/vouchers.ts'
import type { Engine } from './engine.ts'
import type { PostingRequest } from './ports/posting-store.ts'

const harness = await createEngineHarness()
afterAll(() => harness[Symbol.asyncDispose]())
beforeEach(() => harness.loseDatabase())

let organizations = 0
const newOrganization = () => `forgotten-${++organizations}`
const settled = (requests: readonly PostingRequest[], what: RegExp) =>
  until(
    () => harness.last(requests).every((said) => what.test(said)),
    () => `${what}, but ${harness.last(requests).join()}`,
  )

/** One posting that a predecessor sent, and one that it did not send; nobody knows any more which. */
async function sentAndUnsent(): Promise<[sent: PostingRequest, unsent: PostingRequest]> {
  const organizationId = newOrganization()
  const sent = testRequest('sent', { organizationId })
  const system = createTestSystem()
  const flight = { id: 'lost', plan: system.plan(), postings: [sent], inTime: () => true }
  const connection = testConnection(harness.ledger.url, organizationId)
  await system.post(flight, connection, AbortSignal.timeout(5_000))
  return [sent, testRequest('unsent', { organizationId })]
}

type Read = (engine: Engine, both: readonly PostingRequest[]) => Promise<void>
const inOrder: Read = async (engine, both) => {
  await engine.acceptRequests(both)
  await engine.withdrawPostings(both)
}
const outOfOrder: Read = async (engine, both) => {
  await engine.withdrawPostings(both)
  await engine.acceptRequests(both)
}
const returnedSince = (posting: PostingRequest) =>
  harness.answers.filter(
    ({ data }) => data.reference === posting.reference && data.outcome.kind === 'returned',
  )

/** Reads the past, and then ends it. */
async function readPast(
  read: (engine: Engine) => Promise<void>,
  given: Parameters<typeof harness.start>[0] = {},
) {
  let hasReadPast = false
  const engine = harness.start({ ...given, hasReadPast: () => hasReadPast })
  await read(engine)
  expect(harness.answers).toEqual([])
  hasReadPast = true
  return engine
}

describe('DOD-2: a posting that a forgotten predecessor may have sent', () => {
  test.for<[string, Read]>([
    ['after its request', inOrder],
    ['before its request', outOfOrder],
  ])(
    'and that is withdrawn %s is not returned before the ledger was looked in',
    async ([, read]) => {
      const [sent, unsent] = await sentAndUnsent()
      await using _engine = await readPast((engine) => read(engine, [sent, unsent]))
      await settled([sent], /^posted$/)
      await settled([unsent], /^returned$/)
      expect(harness.counts([sent, unsent])).toEqual([1, 0])
      expect(returnedSince(sent)).toEqual([])
    },
  )

  test('and that was withdrawn, and asked for anew with other content, is sent as it was asked for last', async () => {
    const [, unsent] = await sentAndUnsent()
    const again = { ...testRequest('unsent', unsent), attempt: 2 }
    await using _engine = await readPast(async (engine) => {
      await inOrder(engine, [unsent])
      await engine.acceptRequests([again])
    })
    await settled([unsent], /^posted$/)
    expect(harness.ledger.entries(unsent.reference)[0]?.lines).toEqual(again.voucher.lines)
  })

  test('and of which only the withdrawal is known stays in doubt until its request comes', async () => {
    const [sent] = await sentAndUnsent()
    await using engine = await readPast((engine) => engine.withdrawPostings([sent]))
    await settled([sent], /^in_doubt posting.forgotten$/)
    await engine.withdrawPostings([sent])
    await engine.acceptRequests([sent])
    await settled([sent], /^posted$/)
    expect(returnedSince(sent)).toEqual([])
  })

  test('and was in doubt then is in doubt again, whatever of it comes', async () => {
    const [sent, unsent] = await sentAndUnsent()
    const failure = { class: 'transient', code: 'call.unanswered', message: '' } as const
    await using engine = await readPast((engine) =>
      engine.recallAnswers(
        [sent, unsent].map((one) => ({ ...one, outcome: { kind: 'in_doubt', failure } })),
      ),
    )
    await settled([sent, unsent], /^in_doubt posting.forgotten$/)
    await engine.withdrawPostings([sent, unsent])
    await engine.acceptRequests([sent, unsent])
    await settled([sent], /^posted$/)
    await settled([unsent], /^returned$/)
    expect(returnedSince(sent)).toEqual([])
  })

  test('and was accepted then is looked for before anybody is asked to', async () => {
    const both = await sentAndUnsent()
    const failure = { class: 'transient', code: 'hidden', message: '' } as const
    await using _engine = await readPast(async (engine) => {
      await engine.recallAnswers(
        both.map((one) => ({ ...one, outcome: { kind: 'in_doubt', failure, accepted: true } })),
      )
      await engine.acceptRequests(both)
    })
    await settled([both[0]], /^posted$/)
    await settled([both[1]], /^refused posting.accepted_unseen$/)
    expect(harness.counts(both)).toEqual([1, 0])
    const said = harness.answers.filter(({ data }) => data.reference === both[0].reference)
    expect(said.map(({ data }) => data.outcome.kind)).toEqual(['in_doubt', 'posted'])
  })

  test('is not returned while the ledger takes no look, and is found when it does', async () => {
    const both = await sentAndUnsent()
    const [sent] = both
    let key = 'wrong'
    const connectionOf = (organizationId: string) => ({
      ...testConnection(harness.ledger.url, organizationId),
      secrets: { key },
    })
    await using _engine = await readPast((engine) => engine.acceptRequests(both), { connectionOf })
    await settled(both, /^in_doubt credentials.wrong$/)
    key = 'right'
    await settled(both, /^(posted|returned credentials.wrong)$/)
    expect(harness.last([sent])).toEqual(['posted'])
    expect(returnedSince(sent)).toEqual([])
  })

  test('is not returned while nobody knows the way to its ledger', async () => {
    const both = await sentAndUnsent()
    let isThere = false
    const connectionOf = async (organizationId: string) =>
      isThere ? ok(testConnection(harness.ledger.url, organizationId)) : err('missing' as const)
    let reads = 0
    const connectionSource = {
      connectionOf: (organizationId: string) => {
        reads++
        return connectionOf(organizationId)
      },
    }
    {
      await using engine = await readPast((engine) => engine.acceptRequests(both), {
        connectionSource,
      })
      await until(() => reads > 0, 'a read')
      await engine.withdrawPostings(both)
      expect(harness.last(both)).toEqual(both.map(() => 'in_doubt posting.forgotten'))
    }
    isThere = true
    await using _engine = harness.start({ connectionSource })
    await settled([both[0]], /^posted$/)
    await settled([both[1]], /^returned$/)
    expect(harness.counts(both)).toEqual([1, 0])
  })

  test('is looked for while its connector is off; nothing is sent, and what is not there comes back', async () => {
    const both = await sentAndUnsent()
    const connectionOf = (organizationId: string) => ({
      ...testConnection(harness.ledger.url, organizationId),
      isOff: true,
    })
    await using _engine = await readPast((engine) => engine.acceptRequests(both), { connectionOf })
    await settled([both[0]], /^posted$/)
    await settled([both[1]], /^returned connection.off$/)
    expect(harness.counts(both)).toEqual([1, 0])
    expect(returnedSince(both[0])).toEqual([])
  })

  test('is looked for twice: a line that is being moved shows nowhere once', async () => {
    const [sent, unsent] = await sentAndUnsent()
    const system = createTestSystem()
    let looks = 0
    const moving: typeof system = {
      ...system,
      find: async (...asked) => (looks++ === 0 ? ok(new Map()) : system.find(...asked)),
    }
    await using _engine = await readPast((engine) => outOfOrder(engine, [sent, unsent]), {
      system: moving,
    })
    await settled([sent], /^posted$/)
    await settled([unsent], /^returned$/)
    expect(returnedSince(sent)).toEqual([])
  })
})

describe('DOD-2: a database that is restored from a backup', () => {
  /** As the backup has it: asked for, and not sent. */
  async function backUp(both: readonly PostingRequest[], andThen = async () => {}) {
    await using engine = harness.start({
      connectionSource: { connectionOf: () => Promise.reject(new Error('away')) },
    })
    await engine.acceptRequests(both)
    await andThen()
  }

  test('does not return what was queued in it, and sent since', async () => {
    const both = await sentAndUnsent()
    await backUp(both)
    await using _engine = await readPast((engine) => engine.withdrawPostings(both))
    await settled([both[0]], /^posted$/)
    await settled([both[1]], /^returned$/)
    expect(returnedSince(both[0])).toEqual([])
  })

  test('does not return what had come back in it, and was asked for again and sent since', async () => {
    const both = await sentAndUnsent()
    await backUp(both, async () => {
      await using engine = harness.start({
        connectionSource: { connectionOf: async () => err('missing') },
      })
      await until(() => harness.last(both).every((said) => said.startsWith('returned')), 'returns')
      expect(engine).toBeDefined()
    })
    harness.answers.length = 0
    const again = both.map((one) => ({ ...one, attempt: 2 }))
    await using _engine = await readPast((engine) => outOfOrder(engine, again))
    await settled([both[0]], /^posted$/)
    await settled([both[1]], /^returned$/)
    expect(returnedSince(both[0])).toEqual([])
  })

  test('returns nothing of the past because its lane had stopped', async () => {
    const both = await sentAndUnsent()
    const { organizationId } = both[0]
    await harness.orm.em.fork().execute(
      `insert into lane (organization_id, waiting, stopped_until, stop_failure, held)
       values (?, 0, 'infinity', '{"class": "config", "code": "held", "message": ""}', true)`,
      [organizationId],
    )
    await using _engine = await readPast((engine) => engine.acceptRequests(both))
    await settled([both[0]], /^posted$/)
    await settled([both[1]], /^returned held$/)
    expect(returnedSince(both[0])).toEqual([])
  })
})

test('the end of the past puts nothing in doubt that comes after it, nor a second time', async () => {
  const both = await sentAndUnsent()
  {
    await using _engine = await readPast((engine) => engine.acceptRequests(both))
    await settled(both, /^posted$/)
  }
  harness.answers.length = 0
  const later = testRequest('later', { organizationId: both[0].organizationId })
  // A replica that learns late that the past is over.
  await using late = harness.start({ hasReadPast: () => false })
  await late.acceptRequests([later])
  await late.withdrawPostings([later])
  expect(harness.last([later])).toEqual(['returned'])
  await using _restarted = harness.start({ hasReadPast: () => true })
  const next = testRequest('next', { organizationId: both[0].organizationId })
  await late.acceptRequests([next])
  await settled([next], /^posted$/)
  const said = harness.answers.filter(({ data }) => data.reference === next.reference)
  expect(said.map(({ data }) => data.outcome.kind)).toEqual(['posted'])
})
