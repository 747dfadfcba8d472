import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createFaults, type FaultRequest } from './faults.ts'
import { ledgerOf } from './ledger-of.ts'
import type { Simulators } from './start-simulators.ts'
import { type BusinessCentralClient, openTestSimulators, receive } from './testing.ts'

describe('when a fault comes up', () => {
  const ups = (fault: Partial<FaultRequest>, requests: number) => {
    const faults = createFaults()
    faults.add({ operation: '*', kind: 'slow', ...fault })
    return Array.from({ length: requests }, () =>
      faults.request(['journals.post'], 'hlf') ? 'X' : '.',
    ).join('')
  }

  test('count and after bound it', () => {
    expect(ups({ count: 2 }, 5)).toBe('XX...')
    expect(ups({ after: 3, count: 1 }, 5)).toBe('...X.')
  })

  test('the same seed comes up at the same requests', () => {
    const one = ups({ probability: 0.3, seed: 7 }, 60)
    expect(ups({ probability: 0.3, seed: 7 }, 60)).toBe(one)
    expect(ups({ probability: 0.3, seed: 8 }, 60)).not.toBe(one)
    expect(one).toContain('X')
  })

  test('forMs ends it: a ledger that is away comes back', () => {
    let now = 0
    const faults = createFaults({ now: () => new Date(now) })
    faults.add({ operation: '*', kind: 'drop_before_commit', forMs: 1_000 })
    now = 999
    expect(faults.request(['journals.post'], 'hlf')).toBeDefined()
    now = 1_000
    expect(faults.request(['journals.post'], 'hlf')).toBeUndefined()
  })

  test('its operation and its organisation must fit', () => {
    expect(ups({ operation: 'journals.*' }, 1)).toBe('X')
    expect(ups({ operation: 'journals.create' }, 1)).toBe('.')
    expect(ups({ organization: 'hlf' }, 1)).toBe('X')
    expect(ups({ organization: 'other' }, 1)).toBe('.')
  })
})

describe('what a fault does', () => {
  let simulators: Simulators
  let client: BusinessCentralClient
  beforeAll(async () => {
    ;({ simulators, client } = await openTestSimulators())
  })
  afterAll(() => simulators[Symbol.asyncDispose]())
  let journal: string
  let reference: string
  let made = 0
  beforeEach(async () => {
    simulators.world.faults.clear()
    reference = `F${++made}`
    journal = await client.journal(`F${String.fromCharCode(64 + made)}`)
    await client.voucher(journal, reference)
  })

  const set = (fault: Omit<FaultRequest, 'operation'>) =>
    receive(`${simulators.url}/_sim/faults`, {
      method: 'POST',
      body: JSON.stringify({ operation: 'journals.post', count: 1, ...fault }),
    })
  const booked = async () => (await ledgerOf(simulators.url, reference)).length
  const post = () => client.post(journal)
  const asked = async (): Promise<number> =>
    (await receive(`${simulators.url}/_sim/requests`)).body.operations['journals.post'] ?? 0
  /** Not before it is hurried. */
  const never = 3_600_000

  test.each([
    ['drop_before_commit', 0],
    ['drop_after_commit', 1],
    ['cut_answer', 1],
  ] as const)('%s resets the connection, and books %i', async (kind, vouchers) => {
    await set({ kind })
    await expect(post()).rejects.toThrow(TypeError)
    expect(await booked()).toBe(vouchers)
  })

  test.each([
    ['error_before_commit', {}, 500, 0],
    ['error_after_commit', {}, 500, 1],
    ['error_after_commit', { status: 504 }, 504, 1],
    ['error_after_commit', { status: 408 }, 408, 1],
    ['throttled', {}, 429, 0],
    ['unavailable', {}, 503, 0],
    ['unavailable', { status: 502 }, 502, 0],
    ['unauthorized', {}, 401, 0],
  ] as const)('%s %j answers %i, and books %i', async (kind, params, status, vouchers) => {
    await set({ kind, params })
    const answer = await post()
    expect(answer.status).toBe(status)
    expect(answer.body.error.message).toContain('CorrelationId:')
    expect(answer.headers.get('retry-after')).toBe(kind === 'unavailable' ? '1' : null)
    expect(await booked()).toBe(vouchers)
  })

  test('throttled tells when to come back only if told to', async () => {
    await set({ kind: 'throttled', params: { retryAfterSeconds: 9 } })
    expect((await post()).headers.get('retry-after')).toBe('9')
  })

  test('slow answers late, and is carried out though nobody waits any more', async () => {
    await set({ kind: 'slow', params: { delayMs: never } })
    const impatience = new AbortController()
    const address = `${client.root}/${client.company}/journals(${journal})/Microsoft.NAV.post`
    const { seed } = client
    const token = [...simulators.world.tokens.entries()].find(
      ([, { clientId }]) => clientId === seed.clientId,
    )![0]
    const headers = { authorization: `Bearer ${token}` }
    const before = await asked()
    const answer = fetch(address, { method: 'POST', headers, signal: impatience.signal })
    await expect.poll(asked).toBe(before + 1)
    impatience.abort(new Error('timeout'))
    await expect(answer).rejects.toThrow('timeout')
    expect(await booked()).toBe(0)
    simulators.world.hurry()
    expect(await booked()).toBe(1)
  })

  test('slow after the commit: booked long before it says so', async () => {
    await set({ kind: 'slow', params: { delayMs: never, when: 'after' } })
    const answering = post()
    await expect.poll(booked).toBe(1)
    simulators.world.hurry()
    expect((await answering).status).toBe(204)
  })

  test.each([
    ['504', 504],
    ['408', 408],
  ])('late: answered %s, carried out afterwards', async (answer, status) => {
    await set({ kind: 'late', params: { delayMs: never, answer } })
    expect((await post()).status).toBe(status)
    expect(await booked()).toBe(0)
    simulators.world.hurry()
    expect(await booked()).toBe(1)
  })

  test('late: dropped, carried out afterwards', async () => {
    await set({ kind: 'late', params: { delayMs: never, answer: 'drop' } })
    await expect(post()).rejects.toThrow('fetch failed')
    expect(await booked()).toBe(0)
    simulators.world.hurry()
    expect(await booked()).toBe(1)
  })

  test.each([
    ['html', /^<!DOCTYPE html>/],
    ['truncated', /^\{"@odata\.context"[^}]*$/],
    ['empty', /^$/],
  ])('malformed: %s instead of JSON', async (body, text) => {
    const kind = 'malformed'
    simulators.world.faults.add({ operation: 'generalLedgerSetup.list', kind, params: { body } })
    const token = [...simulators.world.tokens.keys()][0]!
    const answer = await fetch(`${client.root}/${client.company}/generalLedgerSetup`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(answer.status).toBe(200)
    expect(await answer.text()).toMatch(text)
  })

  test.each([
    ['html', 'text/html; charset=utf-8', /^<!DOCTYPE html>/],
    ['json', 'application/json', /^\{"statusCode":404,/],
    ['empty', null, /^$/],
  ])('gateway: a 404 as %s of what stands before the ledger', async (body, type, text) => {
    await set({ kind: 'gateway', params: { body } })
    const answer = await post()
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toBe(type)
    expect(answer.text).toMatch(text)
    expect(await booked()).toBe(0)
  })

  test.each(['gzip', 'deflate', 'br'])('compressed: an answer in %s', async (encoding) => {
    const params = { encoding, bytes: 100_000 }
    await set({ kind: 'compressed', operation: 'journals.list', params } as never)
    const answer = await client.call('GET', 'journals')
    expect(answer.headers.get('content-encoding')).toBe(encoding)
    expect(Number(answer.headers.get('content-length'))).toBeLessThan(2_000)
    expect(answer.text).toHaveLength(100_000)
    expect(answer.body.value).not.toHaveLength(0)
  })

  test('a fault of an inner request falls on the whole batch', async () => {
    await set({ kind: 'error_after_commit' })
    const url = `${client.company}/journals(${journal})/Microsoft.NAV.post`
    expect((await client.batch([{ method: 'POST', url }])).status).toBe(500)
    expect(await booked()).toBe(1)
  })

  test('an organisation’s fault is not another’s', async () => {
    await set({ kind: 'error_before_commit', organization: 'other' })
    expect((await post()).status).toBe(204)
  })

  test('faults are listed, taken away, and refused with what is wrong', async () => {
    const added = await set({ kind: 'slow' })
    const list = await receive(`${simulators.url}/_sim/faults`)
    expect(list.body).toEqual(added.body)
    const gone = await receive(`${simulators.url}/_sim/faults`, { method: 'DELETE' })
    expect(gone.status).toBe(204)
    expect((await receive(`${simulators.url}/_sim/faults`)).body).toEqual([])
    const unknown = await set({ kind: 'nonsense' as 'slow' })
    expect([unknown.status, unknown.body.error]).toEqual([
      400,
      expect.stringContaining("kind: 'nonsense' is none of"),
    ])
  })
})
