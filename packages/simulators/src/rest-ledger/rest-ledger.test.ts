import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fixedClock } from '@bilagsbro/kernel/clock'
import { expect, test } from 'vitest'
import { ledgerOf } from '#ledger-of.ts'
import { receive } from '#testing.ts'
import { restAccounts, type RestOrganizationSeed, restOrganization } from './seed.ts'
import { startRestLedger, type RestLedgerOptions } from '#start-rest-ledger.ts'

async function open(
  habits: Parameters<typeof restOrganization>[2] = {},
  options: RestLedgerOptions = {},
) {
  const seed = restOrganization('forening', 'Forening', habits)
  const ledgers = await startRestLedger({ organizations: [seed], ...options })
  const root = `${ledgers.url}/${seed.organizationId}`
  const headers = authorization(seed)
  return {
    ledgers,
    seed,
    root,
    read: (path: string, more = {}) => receive(`${root}/${path}`, { headers, ...more }),
    post: (body: unknown, key: string | undefined = '"K1"', more = {}) =>
      receive(`${root}/vouchers`, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { ...headers, ...(key && { 'idempotency-key': key }), ...more },
        redirect: 'manual',
      }),
    held: (reference: string) => ledgerOf(ledgers.url, reference),
    fault: (fault: object) =>
      receive(`${ledgers.url}/_sim/faults`, { method: 'POST', body: JSON.stringify(fault) }),
  }
}

function authorization({ authentication }: RestOrganizationSeed): Record<string, string> {
  if (authentication.kind === 'api_key') return { [authentication.header]: authentication.apiKey }
  if (authentication.kind === 'oauth2') return {}
  const { username, password } = authentication
  return {
    authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
  }
}

/** Not before it is hurried. */
const never = 3_600_000

const voucher = (reference: string, more: object = {}) => ({
  reference,
  date: '2026-11-20',
  currency: 'NOK',
  lines: [
    { account: '7140', amount: 123.45, costCentre: '100' },
    { account: '2990', amount: -123.45 },
  ],
  ...more,
})

test('the same key with the same body gets the first answer, and books once', async () => {
  const { ledgers, post, held } = await open({ uniqueReferences: false })
  await using _ledgers = ledgers
  const first = await post(voucher('R1'))
  const again = await post(voucher('R1'))
  expect([first.status, again.status]).toEqual([201, 201])
  expect(again.body).toEqual(first.body)
  expect(await held('R1')).toHaveLength(1)
})

test.each([
  ['the same key with another body', '"K1"', 422, 'Idempotency-Key is already used'],
  ['no key', '', 400, 'Idempotency-Key is missing'],
  ['a key that is no quoted string', 'K2', 400, 'Idempotency-Key is malformed'],
])('%s is refused as a problem', async (_, key, status, title) => {
  const { ledgers, post } = await open()
  await using _ledgers = ledgers
  await post(voucher('R1'))
  const answer = await post(voucher('R2'), key)
  expect(answer).toMatchObject({ status, body: { title, status } })
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
})

test('a key whose request is outstanding is refused', async () => {
  const { ledgers, post, fault, held } = await open()
  await using _ledgers = ledgers
  await fault({ operation: 'vouchers.post', kind: 'slow', count: 1, params: { delayMs: never } })
  const first = post(voucher('R1'))
  await expect.poll(() => ledgers.world.ledgers.get('forening')!.outstanding.size).toBe(1)
  expect(await post(voucher('R1'))).toMatchObject({
    status: 409,
    body: { title: 'A request is outstanding for this Idempotency-Key' },
  })
  ledgers.world.hurry()
  expect((await first).status).toBe(201)
  expect(await held('R1')).toHaveLength(1)
})

test('a key is forgotten after its lifetime', async () => {
  const { ledgers, post, held } = await open({ keyLifetimeMs: -1, uniqueReferences: false })
  await using _ledgers = ledgers
  await post(voucher('R1'))
  await post(voucher('R1'))
  expect(await held('R1')).toHaveLength(2)
})

test('a ledger that ignores the key books twice', async () => {
  const { ledgers, post, held } = await open({ idempotency: 'ignored', uniqueReferences: false })
  await using _ledgers = ledgers
  await post(voucher('R1'))
  await post(voucher('R1'))
  expect(await held('R1')).toHaveLength(2)
})

test('where references are unique, the second is told which voucher the first is', async () => {
  const { ledgers, post, held } = await open({ idempotency: 'ignored' })
  await using _ledgers = ledgers
  const first = await post(voucher('R1'))
  expect(await post(voucher('R1'))).toMatchObject({
    status: 409,
    body: { existingId: first.body.id, reference: 'R1' },
  })
  expect(await held('R1')).toHaveLength(1)
})

test.each([
  ['created', 201, /V-1001/],
  ['created_empty', 201, /^$/],
  ['ok_empty', 200, /^$/],
  ['no_content', 204, /^$/],
] as const)(
  'a posting is answered as the organisation has it: %s',
  async (answers, status, text) => {
    const { ledgers, post, held } = await open({ answers })
    await using _ledgers = ledgers
    const answer = await post(voucher('R1'))
    expect(answer.status).toBe(status)
    expect(answer.text).toMatch(text)
    expect(await held('R1')).toHaveLength(1)
  },
)

test('what is accepted is booked later, and shown as queued where the ledger does so', async () => {
  const { ledgers, post, held, read } = await open({
    answers: 'accepted',
    jobMs: never,
    showsQueued: true,
  })
  await using _ledgers = ledgers
  const answer = await post(voucher('R1'))
  expect(answer).toMatchObject({ status: 202, body: { job: 'J-1' } })
  expect((await read('vouchers?reference=R1')).body.vouchers).toMatchObject([{ status: 'queued' }])
  expect(await held('R1')).toMatchObject([{ reference: 'R1', staged: true }])
  ledgers.world.hurry()
  expect((await held('R1'))[0]!.staged).toBeUndefined()
  expect(await held('R1')).toHaveLength(1)
  expect((await receive(answer.headers.get('location')!)).status).toBe(401)
  expect((await read('jobs/J-1')).body).toEqual({ job: 'J-1', state: 'booked' })
})

test('what is accepted waits until told, and can be removed', async () => {
  const { ledgers, post, held } = await open({ answers: 'accepted', jobMs: -1 })
  await using _ledgers = ledgers
  await post(voucher('R1'))
  await post(voucher('R2'), '"K2"')
  const tell = (what: string) => receive(`${ledgers.url}/_sim/${what}`, { method: 'POST' })
  expect((await tell('remove?reference=R1')).body).toEqual({ vouchers: 1 })
  expect((await tell('book')).status).toBe(204)
  expect(await held('R1')).toEqual([])
  expect(await held('R2')).toEqual([expect.not.objectContaining({ staged: true })])
})

test.each([
  [{ lines: [{ account: '7140', amount: 1 }] }, 400, /lines must be at least two/],
  [{ currency: 'EUR' }, 400, /currency must be NOK/],
  [{ more: 1 }, 400, /more is not known/],
  [{ lines: lines('9999') }, 422, /no account 9999/],
  [{ lines: lines('7199') }, 422, /7199 is blocked/],
  [{ lines: lines('7140', { costCentre: '7' }) }, 422, /no cost centre 7/],
  [{ lines: lines('7140', { amount: 2 }) }, 422, /do not balance/],
  [{ date: '2019-12-31' }, 422, /period of 2019-12-31 is closed/],
])('%j is refused', async (more, status, detail) => {
  const { ledgers, post, held } = await open()
  await using _ledgers = ledgers
  expect(await post(voucher('R1', more))).toMatchObject({
    status,
    body: { detail: expect.stringMatching(detail) },
  })
  expect(await held('R1')).toEqual([])
  expect((await post(voucher('R1'))).status).toBe(201)
})

function lines(account: string, more: object = {}) {
  return [
    { account, amount: 1, ...more },
    { account: '2990', amount: -1 },
  ]
}

test.each(['api_key', 'basic', 'oauth2'] as const)(
  '%s: who may only read cannot post',
  async (kind) => {
    const { ledgers, seed, root } = await open({ kind })
    await using _ledgers = ledgers
    const token = async (client: typeof seed.authentication) => {
      if (client.kind !== 'oauth2') return authorization({ ...seed, authentication: client })
      const { clientId, clientSecret } = client
      const answer = await receive(`${root}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: clientId,
          client_secret: clientSecret,
        }),
      })
      return { authorization: `Bearer ${answer.body.access_token}` }
    }
    const post = async (headers: Record<string, string>) =>
      (
        await receive(`${root}/vouchers`, {
          method: 'POST',
          body: JSON.stringify(voucher('R1')),
          headers: { ...headers, 'idempotency-key': '"K1"' },
        })
      ).status
    expect(await post(await token(seed.authentication))).toBe(201)
    const reader = await token(seed.readOnly)
    expect(await post(reader)).toBe(403)
    const read = await receive(`${root}/accounts`, { headers: reader })
    expect(read.body.accounts).toHaveLength(restAccounts.size)
    expect(await post({})).toBe(401)
  },
)

test.each([
  ['seconds', /^1$/],
  ['date', / GMT$/],
] as const)('who asks too much is told when to come back, in %s', async (retryAfter, form) => {
  const { ledgers, read } = await open({ retryAfter }, { limits: { requests: 1 } })
  await using _ledgers = ledgers
  await read('accounts')
  const refused = await read('accounts')
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toMatch(form)
})

test('faults do what they do to the other stand-in, and redirects are one', async () => {
  const clock = fixedClock()
  const { ledgers, post, fault, held, read } = await open({}, { clock })
  await using _ledgers = ledgers
  const once = { operation: 'vouchers.post', count: 1 }
  await fault({ ...once, kind: 'drop_after_commit' })
  await expect(post(voucher('R1'))).rejects.toThrow('fetch failed')
  expect(await held('R1')).toHaveLength(1)
  await fault({ ...once, kind: 'redirect', params: { status: 302, location: '/elsewhere' } })
  const redirected = await post(voucher('R2'), '"K2"')
  expect([redirected.status, redirected.headers.get('location')]).toEqual([302, '/elsewhere'])
  await fault({ ...once, kind: 'invisible', params: { delayMs: 60 } })
  await post(voucher('R3'), '"K3"')
  expect((await read('references/R3')).status).toBe(404)
  clock.advance(60)
  expect((await read('references/R3')).status).toBe(200)
  await fault({ ...once, kind: 'job_queue', params: { delayMs: 10, fails: true } })
  expect((await post(voucher('R4'), '"K4"')).status).toBe(202)
  await expect.poll(async () => (await read('jobs/J-1')).body.state).toBe('failed')
  const late = { retryAfterSeconds: 2, retryAfterDate: true }
  await fault({ ...once, kind: 'throttled', params: late })
  const throttled = await post(voucher('R5'), '"K5"')
  expect(throttled.headers.get('retry-after')).toMatch(/GMT$/)
  expect((await receive(`${ledgers.url}/_sim/requests`)).body).toMatchObject({
    operations: { 'vouchers.post': 5 },
  })
})

test('with a data file, vouchers and keys outlive the process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rest-ledger-'))
  const dataFile = join(folder, 'ledgers.jsonl')
  try {
    const once = async () => {
      const { ledgers, post, held } = await open({ uniqueReferences: false }, { dataFile })
      await using _ledgers = ledgers
      await post(voucher('R1'))
      return await held('R1')
    }
    const before = await once()
    appendFileSync(dataFile, '{"organization":"')
    expect(await once()).toEqual(before)
    expect(before).toMatchObject([
      {
        organization: 'forening',
        postingDate: '2026-11-20',
        lines: [
          { account: '7140', amount: '123.45', dimensions: { AVDELING: '100' } },
          { account: '2990', amount: '-123.45', dimensions: {} },
        ],
      },
    ])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test.each([
  ['success_false', 200, { success: false, message: 'There is no account 1.' }],
  [
    'has_errors',
    200,
    {
      HasErrors: true,
      Errors: [{ Code: 'Unprocessable Content', Message: 'There is no account 1.' }],
    },
  ],
  [
    'multi_status',
    207,
    {
      responses: [
        {
          status: 422,
          error: { title: 'Unprocessable Content', detail: 'There is no account 1.' },
        },
      ],
    },
  ],
] as const)(
  'a ledger that refuses by %s says no inside of a %i',
  async (refusals, status, body) => {
    const { ledgers, post, held } = await open({ refusals })
    await using _ledgers = ledgers
    const [debit, credit] = voucher('R1').lines
    const refused = await post({ ...voucher('R1'), lines: [{ ...debit, account: '1' }, credit] })
    expect(refused).toMatchObject({ status, body })
    expect(await held('R1')).toHaveLength(0)
    const taken = await post(voucher('R1'))
    expect(JSON.stringify(taken.body)).toContain('"reference":"R1"')
    expect(await held('R1')).toHaveLength(1)
  },
)

test('one refusal inside of a success, and nothing booked', async () => {
  const { ledgers, post, fault, held } = await open()
  await using _ledgers = ledgers
  await fault({ operation: 'vouchers.post', kind: 'error_inside', count: 1 })
  const refused = await post(voucher('R1'))
  expect(refused).toMatchObject({ status: 200, body: { success: false } })
  expect(await held('R1')).toHaveLength(0)
  expect((await post(voucher('R1'))).status).toBe(201)
})

test('an impossible day and an amount with more than two decimals are refused', async () => {
  const { ledgers, post } = await open()
  await using _ledgers = ledgers
  const lines = [1, -1].map((sign) => ({ account: '7140', amount: sign * 19.990000000000002 }))
  const refused = await post({ ...voucher('R1'), date: '2026-02-30', lines })
  expect(refused.status).toBe(400)
  expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/date',
    '/lines/0/amount',
    '/lines/1/amount',
  ])
})

test.each([
  ['ore', [1998.9999999999998, -1998.9999999999998], ['19.98', '-19.98']],
  ['text', ['19.99', '-19.99'], ['19.99', '-19.99']],
] as const)(
  'a ledger that takes amounts as %s books what it read',
  async (amounts, sent, books) => {
    const { ledgers, post, held } = await open({ amounts })
    await using _ledgers = ledgers
    const lines = sent.map((amount) => ({ account: '7140', amount }))
    expect((await post({ ...voucher('R1'), lines })).status).toBe(201)
    expect((await held('R1'))[0]!.lines.map(({ amount }) => amount)).toEqual(books)
  },
)

test('a new key takes the place of the one before, and outlives a reset', async () => {
  const { ledgers, root, seed, read } = await open()
  await using _ledgers = ledgers
  await receive(`${ledgers.url}/_sim/secret?organization=${seed.organizationId}`, {
    method: 'PATCH',
    body: JSON.stringify({ apiKey: 'new' }),
  })
  ledgers.world.reset()
  expect((await read('accounts')).status).toBe(401)
  expect((await receive(`${root}/accounts`, { headers: { 'x-api-key': 'new' } })).status).toBe(200)
})
