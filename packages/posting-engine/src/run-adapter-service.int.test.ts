import { afterAll, expect, test } from 'vitest'
import { PostingCompleted, PostingRequested, PostingWithdrawn } from '@bilagsbro/events/posting'
import { request } from 'undici'
import { faults } from '#application/ports/system-harness.contract.ts'
import { createAdapterStack, type AdapterProcess } from '#testing/adapter-stack.ts'
import { testConnection, testRequest } from '#testing/vouchers.ts'

const stack = await createAdapterStack({ latencyMs: 5, lateMs: 1_500 })
afterAll(() => stack[Symbol.asyncDispose]())
const requestedAt = '2026-11-21T10:00:00Z'

const batch = (name: string, count: number, organizations = 1) =>
  Array.from({ length: count }, (_, at) =>
    testRequest(`${name}-${at}`, { organizationId: `${name}-${at % organizations}` }),
  )

async function measured({ url }: AdapterProcess, metric: string): Promise<number> {
  const { body } = await request(`${url}/metrics`)
  const lines = (await body.text()).split('\n')
  return Number(
    lines
      .find((one) => one.startsWith(metric))
      ?.split(' ')
      .at(-1),
  )
}

test('DOD-2: two replicas share the work of a ledger that misbehaves, without a double', async () => {
  const replicas = [await stack.start(), await stack.start()]
  const upsets = Array.from({ length: 12 }, (_, at) => faults[at % faults.length]!)
  stack.ledger.upset(...upsets)
  const hasSent = async (replica: AdapterProcess) =>
    (await measured(replica, 'bilagsbro_posting_vouchers_total{outcome="posted"')) > 0
  const all: ReturnType<typeof batch> = []
  // On a busy machine, the one that was quicker may have done it all before the other has begun.
  for (let round = 1; round <= 5; round++) {
    const requests = batch(`shared-${round}`, 600, 6)
    all.push(...requests)
    await stack.request(requests)
    await stack.posted(requests)
    if ((await Promise.all(replicas.map(hasSent))).every(Boolean)) break
  }
  expect(stack.wrong(all)).toEqual([])
  for (const replica of replicas) {
    expect(await hasSent(replica)).toBe(true)
    expect(await measured(replica, 'bilagsbro_posting_depth{state="queued"')).toBe(0)
  }
  for (const replica of replicas) expect(await replica.kill('SIGTERM')).toEqual([0, null])
})

test('DOD-2: an adapter whose database was lost rebuilds it from Kafka and the ledger, without a double', async () => {
  const requests = batch('lost', 50, 2)
  const first = await stack.start()
  await stack.request(requests)
  await stack.posted(requests)
  await first.kill('SIGKILL')
  await stack.loseDatabase()
  const later = batch('later', 10)
  const second = await stack.start()
  await stack.request(later)
  await stack.posted(later)
  // What was answered before is known again, and told to whoever asks.
  await stack.request(requests)
  const answers = await stack.topics.read(PostingCompleted, (all) => {
    const again = all.filter(({ data }) => data.organizationId.startsWith('lost-'))
    return again.filter(({ data }) => data.outcome.kind === 'posted').length >= 100
  })
  expect(answers.length).toBeGreaterThanOrEqual(100)
  expect(stack.wrong([...requests, ...later])).toEqual([])
  await second.kill('SIGTERM')
})

test('an adapter whose database was lost sends nothing before it has read what was withdrawn, and before the ledger may be done', async () => {
  const withdrawn = batch('off', 2_500)
  await stack.request(withdrawn)
  await stack.topics.produce(
    PostingWithdrawn.dynamics,
    withdrawn.map(({ organizationId, recordId, revision, attempt }) => ({
      organizationId,
      recordId,
      revision,
      attempt,
      requestedAt,
    })),
  )
  const wanted = batch('wanted', 3)
  await stack.request(wanted)
  await stack.loseDatabase()
  const started = performance.now()
  const adapter = await stack.start({ SETTLE_HORIZON_MS: '4000' })
  await stack.posted(wanted)
  expect(performance.now() - started).toBeGreaterThan(4_000)
  expect(withdrawn.filter(({ reference }) => stack.ledger.entries(reference).length > 0)).toEqual(
    [],
  )
  expect(stack.wrong(wanted)).toEqual([])
  await adapter.kill('SIGTERM')
})

test('an adapter whose database was lost sends nothing that was refused, accepted or given back before', async () => {
  const [refused, accepted, returned, forgotten] = batch('before', 4, 4)
  const failure = { class: 'data', code: 'account.blocked', message: 'No.' } as const
  const outcomes = [
    { kind: 'refused', failure: { ...failure, class: 'accepted_unseen' } },
    { kind: 'in_doubt', failure, accepted: true },
    { kind: 'returned', reason: 'lane_stopped', failure: { ...failure, class: 'config' } },
  ] as const
  await stack.loseDatabase()
  await stack.request([refused!, accepted!, returned!, forgotten!])
  await stack.topics.produce(
    PostingCompleted,
    [refused!, accepted!, returned!].map(
      ({ organizationId, recordId, revision, attempt, reference }, at) => ({
        organizationId,
        recordId,
        revision,
        attempt,
        reference,
        connector: 'dynamics',
        outcome: outcomes[at]!,
        completedAt: requestedAt,
      }),
    ) as never,
  )
  const adapter = await stack.start()
  await stack.posted([forgotten!])
  for (const { reference } of [refused!, accepted!, returned!])
    expect(stack.ledger.entries(reference)).toEqual([])
  // A person's word, which raises the attempt, is what sends them.
  await stack.request([{ ...refused!, attempt: 2 }])
  await stack.posted([{ ...refused!, attempt: 2 }])
  expect(stack.wrong([refused!, forgotten!])).toEqual([])
  await adapter.kill('SIGTERM')
})

test('TOGGLE-7: what is withdrawn before it is sent comes back, and an answer continues its trace', async () => {
  const [one] = batch('withdrawn', 1)
  const { organizationId, recordId, revision, attempt } = one!
  const withdrawal = { organizationId, recordId, revision, attempt, requestedAt }
  await stack.topics.produce(PostingWithdrawn.dynamics, [withdrawal])
  await stack.request([one!])
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00'
  const [traced] = batch('traced', 1)
  const { traceparent: none, ...data } = traced!
  expect(none).toBeUndefined()
  await stack.topics.produce(PostingRequested.dynamics, [{ ...data, requestedAt } as never], {
    headers: { traceparent },
  })
  const adapter = await stack.start()
  // A doubt is not the last word: on a busy machine the ledger's answer may come too late.
  const isFinal = ({ data }: { data: PostingCompleted }) => data.outcome.kind !== 'in_doubt'
  const answers = await stack.topics.read(PostingCompleted, (all) =>
    [one, traced].every((wanted) =>
      all.some((found) => found.data.recordId === wanted!.recordId && isFinal(found)),
    ),
  )
  const of = (wanted: string) =>
    answers.find((answer) => answer.data.recordId === wanted && isFinal(answer))
  expect(of(recordId)?.data.outcome).toEqual({ kind: 'returned', reason: 'withdrawn' })
  expect(of(traced!.recordId)).toMatchObject({ traceparent, data: { outcome: { kind: 'posted' } } })
  expect(stack.ledger.entries(one!.reference)).toEqual([])
  await adapter.kill('SIGTERM')
})

test('CONFIG-5: a connection is tested for the config service and the orchestrator, and for nobody else', async () => {
  const adapter = await stack.start()
  const ask = async (path: string, body: object, service?: string) => {
    const token = service && (await stack.issuer.token({ service }))
    const answer = await request(`${adapter.url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify(body),
    })
    return { status: answer.statusCode, body: (await answer.body.json()) as object }
  }
  const { target, secrets } = testConnection(stack.ledger.url)
  const draft = { target, secrets }
  expect(await ask('/connection-tests', draft, 'config')).toMatchObject({
    status: 200,
    body: { name: 'Test' },
  })
  const wrong = { target, secrets: { key: 'mistaken' } }
  const refused = await ask('/connection-tests', wrong, 'config')
  expect(refused).toMatchObject({ status: 422, body: { code: 'credentials.wrong' } })
  expect(JSON.stringify(refused)).not.toContain('mistaken')
  const kind = 'accounts'
  expect(await ask('/catalogue', { organizationId: 'hlf', kind }, 'config')).toMatchObject({
    status: 200,
    body: { rows: [{ code: '7140' }] },
  })
  expect(await ask('/open-postings', { organizationId: 'nobody' }, 'config')).toEqual({
    status: 200,
    body: { open: { queued: 0, sending: 0, inDoubt: 0, delivered: 0 } },
  })
  const schema = await request(`${adapter.url}/credential-schema`, {
    headers: { authorization: `Bearer ${await stack.issuer.token({ service: 'config' })}` },
  })
  expect(await schema.body.json()).toMatchObject({
    type: 'dynamics',
    fields: [{ name: 'key', kind: 'secret', required: true }],
    secretSets: [['key']],
    mappingOptions: ['vatCode', 'costCenter', 'project', 'subledger'],
    postingModes: ['book'],
  })
  expect(await ask('/connection-tests', draft)).toMatchObject({ status: 401 })
  expect(await ask('/connection-tests', draft, 'orchestrator')).toMatchObject({ status: 200 })
  expect(await ask('/connection-tests', draft, 'status-query')).toMatchObject({ status: 403 })
  await adapter.kill('SIGTERM')
})
