import { err, ok } from '@bilagsbro/kernel/result'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createEngineHarness, until } from '#testing/engine-harness.ts'
import { createTestSystem } from '#testing/test-system.ts'
import { testConnection, testRequest } from '#testing/vouchers.ts'
import { faults } from './ports/system-harness.contract.ts'
import type { PostingRequest } from './ports/posting-store.ts'

const harness = await createEngineHarness({ lateMs: 1_100 })
afterAll(() => harness[Symbol.asyncDispose]())
beforeEach(() => harness.ledger.calm())

/** For tests that count calls: the time for a call is never over, however slow the machine. */
const patient = () => createTestSystem({ callTimeoutMs: 60_000 })

/** Who is asked for which vouchers, beside the sending itself. */
function counted() {
  const looks: string[][] = []
  const system = patient()
  const find: typeof system.find = (postings, ...rest) => {
    looks.push(postings.map(({ reference }) => reference))
    return system.find(postings, ...rest)
  }
  return { system: { ...system, find }, looks }
}

/** After whatever a predecessor of these databases may have sent. */
const unsentBefore = '2999-01-01T00:00:00Z'

let organizations = 0
const newOrganization = () => `engine-${++organizations}`
const batch = (count: number, organizationId = newOrganization()) =>
  Array.from({ length: count }, (_, at) => testRequest(`r${at}`, { organizationId }))
const all = (requests: readonly PostingRequest[], said: string) => requests.map(() => said)
const settled = (requests: readonly PostingRequest[], what: RegExp, deadlineMs?: number) =>
  until(
    () => harness.last(requests).every((said) => what.test(said)),
    () => `${what}, but ${harness.last(requests).join()}`,
    deadlineMs,
  )

describe('a vendor that works', () => {
  test('gets every voucher once, in flights', async () => {
    await using engine = harness.start({ system: patient() })
    const requests = batch(100)
    const before = harness.ledger.calls()
    await engine.acceptRequests(requests)
    await settled(requests, /^posted$/)
    expect(harness.counts(requests)).toEqual(requests.map(() => 1))
    expect(harness.ledger.calls() - before).toBe(5)
  })

  test('is not asked for what is fresh before it is sent', async () => {
    const { system, looks } = counted()
    await using engine = harness.start({ system })
    const [known, ...others] = batch(19)
    await engine.acceptRequests([known!, ...others.map((one) => ({ ...one, unsentBefore }))])
    await settled([known!, ...others], /^posted$/)
    expect(looks.flat()).toEqual([known!.reference])
    const fresh = batch(20).map((one) => ({ ...one, unsentBefore }))
    await engine.acceptRequests(fresh)
    await settled(fresh, /^posted$/)
    expect(looks.flat()).toEqual([known!.reference])
    expect(harness.counts([known!, ...others, ...fresh])).toEqual(Array(39).fill(1))
  })

  test('is never asked more at once than its limit, by two replicas for many organisations', async () => {
    await using first = harness.start()
    await using second = harness.start()
    const requests = Array.from({ length: 12 }, () => batch(60)).flat()
    await Promise.all([
      first.acceptRequests(requests.slice(0, 400)),
      second.acceptRequests(requests.slice(320)),
    ])
    await settled(requests, /^posted$/)
    expect(harness.counts(requests)).toEqual(requests.map(() => 1))
    expect(harness.ledger.loadOf('client-1').most).toBeLessThanOrEqual(4)
  })
})

describe('a vendor that refuses', () => {
  test('RETRY-6: and names the account, has it told as the thing that is wrong', async () => {
    await using engine = harness.start()
    const bad = testRequest('bad', { organizationId: 'names-it', account: 'BLOCKED' })
    await engine.acceptRequests([bad])
    await settled([bad], /^refused/)
    const told = harness.answers.filter(({ data }) => data.reference === bad.reference)
    expect(told.at(-1)?.data.outcome).toMatchObject({
      failure: { code: 'account.blocked', subject: { kind: 'account', value: 'BLOCKED' } },
    })
  })

  test('one voucher and names it, gets the others', async () => {
    await using engine = harness.start()
    const good = batch(9)
    const { organizationId } = good[0]!
    const bad = testRequest('bad', { organizationId, account: 'BLOCKED' })
    await engine.acceptRequests([...good, bad])
    await settled([...good, bad], /^(posted|refused)/)
    expect(harness.last([...good, bad])).toEqual([
      ...all(good, 'posted'),
      'refused account.blocked',
    ])
  })

  test('a flight for the sake of one it does not name, gets the others after the flight was split', async () => {
    await using engine = harness.start()
    const good = batch(15)
    const { organizationId } = good[0]!
    const bad = testRequest('bad', { organizationId, account: 'CURSED' })
    await engine.acceptRequests([...good, bad])
    await settled([...good, bad], /^(posted|refused)/)
    expect(harness.last([...good, bad])).toEqual([
      ...all(good, 'posted'),
      'refused voucher.not_accepted',
    ])
    expect(harness.counts([...good, bad])).toEqual([...good.map(() => 1), 0])
  })
})

describe('RETRY-5: a vendor that misbehaves', () => {
  test.for(faults)('and %s gets no fresh voucher twice and loses none', async (fault) => {
    await using engine = harness.start()
    const requests = batch(30).map((one) => ({ ...one, unsentBefore }))
    harness.ledger.upset(fault, fault)
    await engine.acceptRequests(requests)
    await settled(requests, /^posted$/)
    expect(harness.counts(requests)).toEqual(requests.map(() => 1))
    expect(harness.twice).toEqual([])
  })

  test('is asked for fresh vouchers, too, after it failed: a look leaves no doubt', async () => {
    const { system, looks } = counted()
    await using engine = harness.start({ system })
    harness.ledger.upset('throttles', 'fails_before_commit')
    const first = batch(1).map((one) => ({ ...one, unsentBefore }))
    await engine.acceptRequests(first)
    await until(() => harness.last(first)[0]!.startsWith('in_doubt'), 'a doubt')
    const looked = looks.length
    const { organizationId } = first[0]!
    const next = { ...testRequest('next', { organizationId }), unsentBefore }
    await engine.acceptRequests([next])
    await settled([next], /^posted$/)
    expect(looks.slice(looked).flat()).toContain(next.reference)
  })

  test.for(faults)('and %s gets no voucher twice and loses none', async (fault) => {
    await using engine = harness.start()
    const requests = batch(30)
    harness.ledger.upset(fault, fault)
    await engine.acceptRequests(requests)
    await settled(requests, /^posted$/)
    expect(harness.counts(requests)).toEqual(requests.map(() => 1))
    expect(harness.twice).toEqual([])
  })

  test('all the time gets each voucher once, from two replicas', async () => {
    await using first = harness.start()
    await using second = harness.start()
    const upsets = Array.from({ length: 40 }, (_, at) => faults[(at * 7) % faults.length]!)
    harness.ledger.upset(...upsets)
    const lanes = Array.from({ length: 6 }, () => batch(60))
    await Promise.all(lanes.map((lane, at) => (at % 2 ? first : second).acceptRequests(lane)))
    await settled(lanes.flat(), /^posted$/, 120_000)
    expect(harness.counts(lanes.flat())).toEqual(lanes.flat().map(() => 1))
    expect(harness.twice).toEqual([])
  })
})

describe('a lane that cannot be served', () => {
  const connectionTo = (broken: string, given: object) => (organizationId: string) => ({
    ...testConnection(harness.ledger.url, organizationId, `of ${organizationId}`),
    ...(organizationId === broken ? given : {}),
  })

  test('for wrong secrets gives everything back, uses up nothing, and holds up nobody', async () => {
    const [broken, sound] = [batch(50), batch(50)]
    const connectionOf = connectionTo(broken[0]!.organizationId, { secrets: { key: 'wrong' } })
    await using engine = harness.start({ connectionOf })
    await engine.acceptRequests([...broken, ...sound])
    await settled(sound, /^posted$/)
    await settled(broken, /^returned credentials.wrong$/)
    expect(harness.stopped).toContain(`${broken[0]!.organizationId} credentials.wrong`)
  })

  test('is served again with a higher attempt when its secrets are right', async () => {
    const requests = batch(5)
    let key = 'wrong'
    const connectionOf = (organizationId: string) => ({
      ...testConnection(harness.ledger.url, organizationId),
      secrets: { key },
    })
    await using engine = harness.start({ connectionOf })
    await engine.acceptRequests(requests)
    await settled(requests, /^returned/)
    key = 'right'
    let attempt = 1
    const returned = () =>
      requests.filter((_, at) => harness.last(requests)[at]!.startsWith('returned'))
    for (let again = requests; again.length > 0; again = returned()) {
      attempt++
      const before = harness.answers.length
      await engine.acceptRequests(again.map((one) => ({ ...one, attempt })))
      await until(() => harness.answers.length > before, 'an answer')
    }
    await settled(requests, /^posted$/)
    expect(harness.counts(requests)).toEqual(requests.map(() => 1))
  })

  test('because the ledger is away gives everything back', async () => {
    const requests = batch(30)
    const away = connectionTo(requests[0]!.organizationId, {
      target: { url: 'http://127.0.0.1:1', client: 'away' },
    })
    await using engine = harness.start({ connectionOf: away })
    await engine.acceptRequests(requests)
    await settled(requests, /^returned ledger.unreachable$/)
  })

  test('because there is no connection gives everything back', async () => {
    const requests = batch(3)
    await using engine = harness.start({
      connectionSource: { connectionOf: async () => err('missing') },
    })
    await engine.acceptRequests(requests)
    await settled(requests, /^returned connection.missing$/)
  })

  test('because its connector is off gives everything back, and is looked into all the same', async () => {
    const requests = batch(3)
    let isOff = false
    const connectionOf = (organizationId: string) => ({
      ...testConnection(harness.ledger.url, organizationId),
      isOff,
    })
    const system = createTestSystem()
    await using engine = harness.start({
      connectionOf,
      system: {
        ...system,
        async post(flight, ...rest) {
          await system.post(flight, ...rest)
          isOff = true
          return { outcomes: new Map(), stop: { class: 'auth', code: 'lost', message: 'Lost.' } }
        },
      },
    })
    await engine.acceptRequests(requests)
    await settled(requests, /^posted$/)
    const later = testRequest('later', { organizationId: requests[0]!.organizationId })
    await until(() => harness.stopped.includes(`${later.organizationId} lost`), 'the stop')
    for (let attempt = 1; harness.last([later])[0] !== 'returned connection.off'; attempt++) {
      const before = harness.answers.length
      await engine.acceptRequests([{ ...later, attempt }])
      await until(() => harness.answers.length > before, 'an answer')
    }
    expect(harness.counts([...requests, later])).toEqual([1, 1, 1, 0])
  })

  test('because connections cannot be read just now waits, and loses nothing', async () => {
    const requests = batch(3)
    let failures = 3
    await using engine = harness.start({
      connectionSource: {
        async connectionOf(organizationId) {
          if (failures-- > 0) throw new Error('config is away')
          return ok(testConnection(harness.ledger.url, organizationId))
        },
      },
    })
    await engine.acceptRequests(requests)
    await settled(requests, /^posted$/)
  })

  test('because its vouchers are for another ledger gives those back, and sends the others', async () => {
    const requests = batch(4)
    const others = [0, 1].map((at) => ({ ...requests[at]!, targetFingerprint: 'ledger-2' }))
    await using engine = harness.start()
    await engine.acceptRequests([...others, ...requests.slice(2)])
    await settled(requests, /^(returned|posted)/)
    expect(harness.last(requests)).toEqual([
      ...all(others, 'returned connection.target_changed'),
      'posted',
      'posted',
    ])
    expect(harness.counts(requests)).toEqual([0, 0, 1, 1])
  })
})

test('newer secrets are read before a voucher is sent that was made for them', async () => {
  const [first] = batch(1)
  const { organizationId } = first!
  const second = testRequest('new', { organizationId, credentialsVersion: 2 })
  let credentialsVersion = 1
  const system = patient()
  const sentWith = new Map<string, number>()
  await using engine = harness.start({
    connectionOf: (organizationId) => ({
      ...testConnection(harness.ledger.url, organizationId),
      credentialsVersion,
    }),
    system: {
      ...system,
      post(flight, connection, signal) {
        for (const { reference } of flight.postings)
          sentWith.set(reference, connection.credentialsVersion)
        return system.post(flight, connection, signal)
      },
    },
  })
  await engine.acceptRequests([first!])
  await settled([first!], /^posted$/)
  credentialsVersion = 2
  await engine.acceptRequests([second])
  await settled([second], /^posted$/)
  expect([first!, second].map(({ reference }) => sentWith.get(reference))).toEqual([1, 2])
})

test('an accounting system that throws, hangs or forgets a voucher loses none and doubles none', async () => {
  const real = createTestSystem()
  let calls = 0
  const system: typeof real = {
    ...real,
    async post(flight, connection, signal) {
      calls++
      if (calls === 1) throw new Error('a bug')
      if (calls === 2) return new Promise(() => {})
      const answer = await real.post(flight, connection, signal)
      if (calls > 3) return answer
      return { outcomes: new Map([...answer.outcomes].slice(1)) }
    },
  }
  await using engine = harness.start({ system })
  const requests = batch(60)
  await engine.acceptRequests(requests)
  await settled(requests, /^posted$/)
  expect(harness.counts(requests)).toEqual(requests.map(() => 1))
})

test('what the ledger holds already, from a life that nobody remembers, is not sent again', async () => {
  const requests = batch(20)
  const system = createTestSystem()
  const { organizationId } = requests[0]!
  const connection = testConnection(harness.ledger.url, organizationId)
  const flight = {
    id: 'old',
    plan: system.plan(),
    postings: requests.slice(0, 10),
    inTime: () => true,
  }
  await system.post(flight, connection, AbortSignal.timeout(60_000))
  const different = {
    ...requests[1]!,
    voucher: testRequest('another').voucher,
  }
  await using engine = harness.start()
  await engine.acceptRequests([requests[0]!, different, ...requests.slice(2)])
  await settled(requests, /^(posted|refused)/)
  expect(harness.last(requests)).toEqual([
    'posted',
    'refused voucher.different_in_ledger',
    ...all(requests.slice(2), 'posted'),
  ])
  expect(harness.counts(requests)).toEqual(requests.map(() => 1))
})

test('a reference that the ledger shows under two numbers is refused, and told', async () => {
  const [one] = batch(1)
  const failure = { class: 'different_in_ledger', code: 'ledger.different', message: '' } as const
  const there = { kind: 'different', failure, twice: ['V1', 'V2'] } as const
  await using engine = harness.start({
    system: {
      ...createTestSystem(),
      find: async () => ok(new Map([[one!.reference, there]])),
    },
  })
  await engine.acceptRequests([one!])
  await settled([one!], /^refused ledger.different$/)
  expect(harness.twice.splice(0)).toEqual([one!.reference])
  expect(harness.counts([one!])).toEqual([0])
})

test('an engine that stops finishes what is in the air and starts nothing more', async () => {
  const requests = batch(60)
  const { worker, acceptRequests } = harness.start()
  await acceptRequests(requests)
  await until(() => harness.counts(requests).some((count) => count > 0), 'something posted')
  await worker[Symbol.asyncDispose]()
  const counts = harness.counts(requests)
  const said = harness.last(requests)
  expect(said.map((one) => (one === 'posted' ? 1 : 0))).toEqual(counts)
  await using engine = harness.start()
  await settled(requests, /^posted$/)
  expect(engine).toBeDefined()
  expect(harness.counts(requests)).toEqual(requests.map(() => 1))
})

test('a database that goes away again and again stops nothing for long, and loses nothing', async () => {
  await using engine = harness.start()
  const lanes = Array.from({ length: 4 }, () => batch(60))
  let working = true
  const disturbing = (async () => {
    while (working) {
      await new Promise((resolve) => setTimeout(resolve, 150))
      await harness.cutConnections()
    }
  })()
  for (const lane of lanes) await again(() => engine.acceptRequests(lane))
  const deadline = Date.now() + 4_000
  while (Date.now() < deadline && harness.last(lanes.flat()).includes('silent'))
    await new Promise((resolve) => setTimeout(resolve, 50))
  working = false
  await disturbing
  await settled(lanes.flat(), /^posted$/)
  expect(harness.counts(lanes.flat())).toEqual(lanes.flat().map(() => 1))
  expect(harness.faults.length).toBeGreaterThan(0)
})

/** As the consumer does: the same batch comes until it was taken. */
async function again(work: () => Promise<void>): Promise<void> {
  for (;;)
    try {
      return await work()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
}
