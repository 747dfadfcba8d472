import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fixedClock } from '@bilagsbro/kernel/clock'
import { buildClientSchema, getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Xledger, type XledgerOptions, startXledger } from '#start-xledger.ts'
import { receive } from '#testing.ts'
import { seedOwners, type XledgerSeed } from './seed.ts'

const [first, second] = seedOwners(2) as [XledgerSeed, XledgerSeed]
const seeds = [first, { ...second, parentDbId: first.ownerDbId }]
const plenty = { burst: 1_000, concurrent: 100, credits: 1_000_000 }

const start = (options: XledgerOptions = {}) =>
  startXledger({ owners: seeds, limits: plenty, conduct: { importDelayMs: -1 }, ...options })

const ask = async (
  { url }: Xledger,
  query: string,
  variables: object = {},
  authorization = `token ${first.apiToken}`,
) =>
  receive(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization },
    body: JSON.stringify({ query, variables }),
  })

const mutation = `mutation ($inputs: [AddGLImportItemsInput!]!) {
  addGLImportItems(inputs: $inputs) { edges { clientId node { dbId amount } } } }`
const line = (reference: string, account: string, amount: string, more: object = {}) => ({
  node: {
    trRegNumber: reference.replaceAll(/\D/g, '') || '1',
    postedDate: '2026-11-20',
    account: { code: account },
    amount,
    extIdentifier: reference,
    ...more,
  },
})
const voucher = (reference: string, account = '7140', more: object = {}) => [
  line(reference, account, '100.00', more),
  line(reference, '2910', '-100.00'),
]
const stage = (xledger: Xledger, inputs: object[]) => ask(xledger, mutation, { inputs })
const vouchers = async ({ url }: Xledger, query = '') =>
  (await receive(`${url}/_sim/vouchers?${query}`)).body
const act = ({ url }: Xledger, path: string, method = 'POST', body?: object) =>
  receive(`${url}/_sim/${path}`, { method, ...(body && { body: JSON.stringify(body) }) })
const errorsQuery = '{ glImportItemErrors { edges { node { message transactionDbId } } } }'

let xledger: Xledger
beforeAll(async () => {
  xledger = await start()
})
beforeEach(() => {
  xledger.world.reset()
  xledger.world.conduct.errorStatus = 200
})
afterAll(() => xledger[Symbol.asyncDispose]())

describe('who may ask', () => {
  test.each([
    ['nothing', '', 'Bad format for API Token'],
    ['Bearer with an API token', `Bearer ${first.apiToken}`, 'Bad format for API Token'],
    ['an unknown token', 'token nobody', 'The API token is not valid.'],
  ])('not with %s: an error, by default with 200', async (_, authorization, message) => {
    const answer = await ask(xledger, '{ accounts { edges { node { code } } } }', {}, authorization)
    expect(answer).toMatchObject({ status: 200, body: { data: null } })
    expect(answer.body.errors[0].message).toContain(message)
    xledger.world.conduct.errorStatus = 400
    expect((await ask(xledger, '{ __typename }', {}, authorization)).status).toBe(400)
  })

  test('a token without the scope reads, and does not write', async () => {
    const read = await ask(
      xledger,
      '{ accounts(first: 1) { edges { node { code } } } }',
      {},
      `token ${first.readOnlyToken}`,
    )
    expect(read.body.data.accounts.edges).toHaveLength(1)
    const inputs = voucher('R1')
    const written = await ask(xledger, mutation, { inputs }, `token ${first.readOnlyToken}`)
    expect(written.body.errors[0]).toMatchObject({ code: 'FORBIDDEN' })
    expect(await vouchers(xledger)).toEqual([])
  })

  test('an access token of its own endpoint is a Bearer, until it expires', async () => {
    const clock = fixedClock()
    await using other = await start({ clock, tokenLifetimeSeconds: 60 })
    const token = (secret: string) =>
      receive(`${other.url}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: first.clientId,
          client_secret: secret,
        }),
      })
    expect(await token('wrong')).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    expect((await token(first.expiredSecret)).body.error_description).toContain('expired')
    const { access_token: bearer } = (await token(first.clientSecret)).body
    const read = () =>
      ask(other, '{ entities { edges { node { code } } } }', {}, `Bearer ${bearer}`)
    expect((await read()).body.data.entities.edges).toEqual([{ node: { code: first.ownerDbId } }])
    clock.advance(60_000)
    expect((await read()).body.errors).toHaveLength(1)
  })

  test('an entity reaches those below it, and none above', async () => {
    const names = async (token: string, set: string) => {
      const query = `{ entities(ownerSet: ${set}) { edges { node { description } } } }`
      const { entities } = (await ask(xledger, query, {}, `token ${token}`)).body.data
      return entities.edges?.map(({ node }: { node: { description: string } }) => node.description)
    }
    expect(await names(first.apiToken, 'ALL')).toEqual(
      expect.arrayContaining([first.name, second.name]),
    )
    expect(await names(first.apiToken, 'CURRENT')).toEqual([first.name])
    expect(await names(second.apiToken, 'ALL')).toEqual([second.name])
    expect(await names(second.apiToken, 'LOWER')).toBeUndefined()
    const owner = { owner: { dbId: second.ownerDbId } }
    await stage(xledger, [line('S1', '7140', '1.00', owner), line('S1', '2910', '-1.00', owner)])
    expect(await vouchers(xledger)).toMatchObject([{ organization: second.organizationId }])
    const inputs = [line('S2', '7140', '1.00', { owner: { dbId: first.ownerDbId } })]
    const refused = await ask(xledger, mutation, { inputs }, `token ${second.apiToken}`)
    expect(refused.body.errors[0].message).toMatch(/^owner\.dbId: No value matching owner \d+/)
  })
})

describe('how much is taken', () => {
  const query = '{ entities { edges { node { code } } } }'
  test.each([
    [{ burst: 2 }, 'BAD_REQUEST.BURST_RATE_LIMIT_REACHED', /^undefined$/],
    [{ credits: 2 }, 'BAD_REQUEST.INSUFFICIENT_CREDITS', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/],
  ])('%j is told by code with 200, and no Retry-After', async (limits, code, resetAt) => {
    await using other = await start({ limits: { ...plenty, ...limits } })
    for (let at = 0; at < 2; at++) expect((await ask(other, query)).body.errors).toBeUndefined()
    const refused = await ask(other, query)
    expect(refused).toMatchObject({ status: 200, body: { errors: [{ code }], data: null } })
    expect(refused.headers.get('retry-after')).toBeNull()
    expect(String(refused.body.errors[0].extensions.resetAt)).toMatch(resetAt)
  })

  test('too many at the same time are told at once', async () => {
    await using other = await start({
      limits: { ...plenty, concurrent: 1 },
      latencyMs: 3_600_000,
    })
    const answers = [ask(other, query), ask(other, query)]
    const { body } = await Promise.race(answers)
    expect(body.errors[0].code).toBe('BAD_REQUEST.CONCURRENCY_LIMIT_REACHED')
    other.world.hurry()
    const errors = (await Promise.all(answers)).map((answer) => answer.body.errors)
    expect(errors).toContain(undefined)
  })
})

describe('what is staged', () => {
  test('answers with an id for each line, and is not booked', async () => {
    const answer = await stage(xledger, voucher('A1'))
    expect(answer.body.data.addGLImportItems.edges).toEqual([
      { clientId: '0', node: { dbId: expect.stringMatching(/^\d+$/), amount: '100.00' } },
      { clientId: '1', node: { dbId: expect.any(String), amount: '-100.00' } },
    ])
    expect(await vouchers(xledger, 'reference=A1')).toMatchObject([
      { reference: 'A1', staged: true, lines: [{ account: '7140', amount: '100.00' }, {}] },
    ])
  })

  test('twice is there twice, staged and booked', async () => {
    await stage(xledger, voucher('A2'))
    await stage(xledger, voucher('A2'))
    expect(await vouchers(xledger)).toHaveLength(2)
    await act(xledger, 'import')
    expect(await vouchers(xledger, 'summary=1')).toMatchObject([{ count: 2, debit: '200.00' }])
  })

  test('is none of it where one line is not taken, unless told otherwise', async () => {
    const inputs = [...voucher('A3'), line('A4', '9999', '1.00')]
    const refused = await stage(xledger, inputs)
    expect(refused.body.errors[0].message).toBe(
      `account.code: No value matching owner ${first.ownerDbId}, code '9999'.`,
    )
    expect(await vouchers(xledger)).toEqual([])
    await act(xledger, 'conduct', 'PATCH', { partial: true })
    await stage(xledger, inputs)
    expect(await vouchers(xledger)).toHaveLength(1)
    await act(xledger, 'conduct', 'PATCH', { partial: false })
  })

  test('is at most 500 lines of one mutation', async () => {
    const many = Array.from({ length: 501 }, () => line('A5', '7140', '1.00'))
    expect((await stage(xledger, many)).body.errors[0].message).toContain('501')
    expect((await stage(xledger, many.slice(1))).body.errors).toBeUndefined()
  })

  test('can be asked which tax rules there are, which stages nothing', async () => {
    const { errors } = (await stage(xledger, [{ node: { taxRule: { showAlternatives: 'YES' } } }]))
      .body
    expect(errors[0].extensions.exampleValidInputs).toContainEqual(
      expect.objectContaining({ code: '2', ownerDbId: first.ownerDbId }),
    )
    expect(await vouchers(xledger)).toEqual([])
  })

  test('can be deleted by an accountant', async () => {
    await stage(xledger, voucher('A6'))
    expect((await act(xledger, 'reject?reference=A6')).body).toEqual({ lines: 2 })
    await act(xledger, 'import')
    expect(await vouchers(xledger)).toEqual([])
  })
})

describe('the import job', () => {
  test('books what balances under a number of its own, and parts the tax', async () => {
    await stage(xledger, voucher('B1', '6800', { taxRule: { code: '2' }, amount: '125.00' }))
    await stage(xledger, [line('B2', '7140', '9.00'), line('B2', '2910', '-9.00')])
    await act(xledger, 'import')
    const query = `{ glImportItems { edges { node { dbId } } }
      journalEntries(filter: { extIdentifier: "B2" }) { edges { node { transactionNumber amount account { code } } } }
      journalHeaders { edges { node { transactionNumber postedDate } } } }`
    const { data } = (await ask(xledger, query)).body
    expect(data.glImportItems.edges).toHaveLength(2)
    expect(data.journalEntries.edges.map(({ node }: { node: unknown }) => node)).toMatchObject([
      { transactionNumber: '2026000001', amount: '9.00', account: { code: '7140' } },
      { amount: '-9.00' },
    ])
    expect(data.journalHeaders.edges).toHaveLength(1)
    const { errors } = {
      errors: (await ask(xledger, errorsQuery)).body.data.glImportItemErrors.edges,
    }
    expect(errors[0].node.message).toContain('does not balance')
  })

  test('parts the tax of a gross amount', async () => {
    await stage(xledger, [
      line('B3', '6800', '125.00', { taxRule: { code: '2' } }),
      line('B3', '2910', '-125.00'),
    ])
    await act(xledger, 'import')
    expect(await vouchers(xledger)).toMatchObject([
      {
        lines: [
          { account: '6800', amount: '100.00' },
          { account: '2710', amount: '25.00' },
          { account: '2910', amount: '-125.00' },
        ],
      },
    ])
  })

  test.each([
    ['7199', {}, 'Account 7199 is closed.'],
    ['7000', {}, 'Account 7000 is not open for posting.'],
    ['2400', {}, 'Account 2400 requires a subledger.'],
    ['7140', { glObject1: { code: '990' } }, 'glObject1 990 is closed.'],
    ['7140', { postedDate: '2019-12-31' }, 'The period 2019-12 is closed for posting.'],
  ])('leaves %s %j where it is, with the reason', async (account, more, message) => {
    await stage(xledger, voucher('C1', account, more))
    await act(xledger, 'import')
    await act(xledger, 'import')
    const { edges } = (await ask(xledger, errorsQuery)).body.data.glImportItemErrors
    expect(edges.map(({ node }: { node: { message: string } }) => node.message)).toEqual([message])
    expect(await vouchers(xledger)).toMatchObject([{ staged: true }])
  })

  test('finds the same faults at once where the stand-in is told so', async () => {
    await act(xledger, 'conduct', 'PATCH', { validation: 'sync' })
    expect((await stage(xledger, voucher('D1', '7199'))).body.errors[0].message).toContain('closed')
    expect(await vouchers(xledger)).toEqual([])
    await act(xledger, 'conduct', 'PATCH', { validation: 'later' })
  })

  test('runs by itself after a while', async () => {
    await using other = await start({ conduct: { importDelayMs: 20 } })
    await stage(other, voucher('E1'))
    await expect.poll(async () => (await vouchers(other))[0].staged).toBeUndefined()
  })
})

describe('lists', () => {
  test('come in pages by cursor, and nothing is null', async () => {
    const query = `query ($after: String) { accounts(first: 5, after: $after, objectStatus: ALL) {
      edges { cursor node { code } } pageInfo { hasNextPage hasPreviousPage } } }`
    const codes: string[] = []
    for (let after: string | undefined, more = true; more;) {
      const { accounts } = (await ask(xledger, query, { after })).body.data
      codes.push(...accounts.edges.map(({ node }: { node: { code: string } }) => node.code))
      expect(accounts.pageInfo.hasPreviousPage).toBe(after !== undefined)
      after = accounts.edges.at(-1).cursor
      more = accounts.pageInfo.hasNextPage
    }
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes).toContain('7140')
    const none = await ask(xledger, '{ journalEntries { edges { cursor } } }')
    expect(none.body.data.journalEntries.edges).toBeNull()
  })

  test.each([
    ['{ code: "7140" }', ['7140']],
    ['{ code_in: ["7140", "7150"] }', ['7140', '7150']],
    ['{ code_gte: "7140", code_lt: "7160" }', ['7140', '7150']],
    [
      '{ OR: [{ code: "1570" }, { AND: [{ code_gt: "7160" }, { code_lte: "7165" }] }] }',
      ['1570', '7165'],
    ],
  ])('are filtered: %s', async (filter, codes) => {
    const query = `{ accounts(filter: ${filter}) { edges { node { code } } } }`
    const { edges } = (await ask(xledger, query)).body.data.accounts
    expect(edges.map(({ node }: { node: { code: string } }) => node.code).toSorted()).toEqual(codes)
  })

  test('tell moments in Norwegian time, without saying so', async () => {
    await using other = await start({ clock: fixedClock('2026-07-01T10:00:00Z') })
    await stage(other, voucher('F1'))
    const query = '{ glImportItems(first: 1) { edges { node { createdAt } } } }'
    expect((await ask(other, query)).body.data.glImportItems.edges[0].node.createdAt).toBe(
      '2026-07-01T12:00:00',
    )
  })

  test('tell a field that is not there, and what is there to whoever asks', async () => {
    const { errors } = (await ask(xledger, '{ accounts { nodes } }')).body
    expect(errors[0]).toMatchObject({ code: 'ARGUMENTS_OF_CORRECT_TYPE' })
    expect(errors[0].message).toMatch(/^Cannot query field "nodes"/)
    const { data } = (await ask(xledger, getIntrospectionQuery())).body
    expect(buildClientSchema(data).getMutationType()?.getFields()).toHaveProperty(
      'addGLImportItems',
    )
  })
})

describe('what goes wrong', () => {
  test.each([
    ['drop_before_commit', 0],
    ['drop_after_commit', 1],
    ['cut_answer', 1],
  ] as const)('%s resets the connection, and stages %i', async (kind, staged) => {
    xledger.world.faults.add({ operation: 'addGLImportItems', kind, count: 1 })
    await expect(stage(xledger, voucher('G1'))).rejects.toThrow(TypeError)
    expect(await vouchers(xledger)).toHaveLength(staged)
  })

  test('errors before and after the commit, a page instead of an answer, and throttling', async () => {
    const seen: unknown[] = []
    for (const kind of [
      'error_before_commit',
      'error_after_commit',
      'malformed',
      'throttled',
    ] as const) {
      xledger.world.faults.add({ operation: 'addGLImportItems', kind, count: 1 })
      const { status, body } = await stage(xledger, voucher('G2'))
      seen.push([kind, status, body?.errors?.[0].code, (await vouchers(xledger)).length])
    }
    expect(seen).toEqual([
      ['error_before_commit', 500, undefined, 0],
      ['error_after_commit', 500, undefined, 1],
      ['malformed', 200, undefined, 2],
      ['throttled', 200, 'BAD_REQUEST.BURST_RATE_LIMIT_REACHED', 2],
    ])
  })

  test('what is invisible for a while is staged all the same', async () => {
    const clock = fixedClock()
    await using other = await start({ clock })
    const params = { delayMs: 60 }
    other.world.faults.add({ operation: 'addGLImportItems', kind: 'invisible', count: 1, params })
    await stage(other, voucher('G3'))
    const shown = async () =>
      (await ask(other, '{ glImportItems { edges { cursor } } }')).body.data.glImportItems.edges
    expect(await shown()).toBeNull()
    expect(await vouchers(other)).toHaveLength(1)
    clock.advance(60)
    expect(await shown()).toHaveLength(2)
  })

  test('a period that somebody closes meanwhile', async () => {
    xledger.world.faults.add({ operation: 'import', kind: 'period_closed', count: 1 })
    await stage(xledger, voucher('G4'))
    await act(xledger, 'import')
    expect(await vouchers(xledger)).toMatchObject([{ staged: true }])
    await act(xledger, 'import')
    expect((await vouchers(xledger))[0].staged).toBeUndefined()
  })
})

test('with a data file everything outlives the process, even one that was cut off', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'xledger-'))
  const dataFile = join(folder, 'books.jsonl')
  try {
    const before = await (async () => {
      await using one = await start({ dataFile })
      await stage(one, voucher('H1'))
      await act(one, 'import')
      await stage(one, voucher('H2', '7199'))
      await act(one, 'import')
      await stage(one, voucher('H3'))
      await act(one, 'reject?reference=H3')
      return await vouchers(one)
    })()
    appendFileSync(dataFile, '{"owner":"')
    await using again = await start({ dataFile })
    expect(before).toHaveLength(2)
    expect(await vouchers(again)).toEqual(before)
    const { edges } = (await ask(again, errorsQuery)).body.data.glImportItemErrors
    expect(edges).toHaveLength(1)
    await stage(again, voucher('H4'))
    await act(again, 'import')
    expect(await vouchers(again)).toHaveLength(3)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('requests are counted by what they ask for', async () => {
  await using other = await start()
  await stage(other, voucher('I1'))
  await ask(other, '{ accounts { edges { cursor } } projects { edges { cursor } } }')
  expect((await act(other, 'requests', 'GET')).body).toEqual({
    total: 3,
    operations: { addGLImportItems: 1, accounts: 1, projects: 1 },
    statuses: { 200: 2 },
  })
})

describe('what the vendor does not let pass', () => {
  const errorOf = async (query: string, variables: object = {}) =>
    (await ask(xledger, query, variables)).body.errors?.[0]?.message as string | undefined

  test.each([
    ['{ accounts(first: -1) { edges { cursor } } }', 'first: -1 is less than 0.'],
    ['{ accounts(last: -1) { edges { cursor } } }', 'last: -1 is less than 0.'],
    [
      '{ accounts(first: 1, last: 1) { edges { cursor } } }',
      'first, last: Only one of them can be given.',
    ],
    [
      '{ accounts(filter: { dbId: "x" }) { edges { cursor } } }',
      'Int64String cannot represent "x".',
    ],
    [
      '{ journalEntries(filter: { postedDate_gte: "2026-02-30" }) { edges { cursor } } }',
      'DateString cannot represent "2026-02-30".',
    ],
    [
      '{ journalEntries(filter: { amount: "ten" }) { edges { cursor } } }',
      'MoneyString cannot represent "ten".',
    ],
    [
      '{ journalEntries(filter: { modifiedAt_gt: "soon" }) { edges { cursor } } }',
      'DateTimeString cannot represent "soon".',
    ],
  ])('%s', async (query, message) => {
    expect(await errorOf(query)).toContain(message)
  })

  test('two mutations in one request are refused, and neither is done', async () => {
    const twice = mutation.replace(/\{\s+(addGLImportItems.*)\}$/s, '{ one: $1 two: $1 }')
    expect(await errorOf(twice, { inputs: voucher('T1') })).toBe(
      'Only one mutation can be sent in a request.',
    )
    expect(await vouchers(xledger)).toEqual([])
  })

  test('an impossible day is no posting date', async () => {
    const inputs = voucher('D1', '7140', { postedDate: '2026-02-30' })
    expect(await errorOf(mutation, { inputs })).toContain(
      'DateString cannot represent "2026-02-30"',
    )
  })
})

test('the last rows, and what lies before them', async () => {
  const last = async (more: string) =>
    (
      await ask(
        xledger,
        `{ accounts(${more}, objectStatus: ALL) { edges { cursor node { code } } pageInfo { hasNextPage hasPreviousPage } } }`,
      )
    ).body.data.accounts
  const all = await last('first: 1000')
  const end = await last('last: 2')
  expect(end.edges).toEqual(all.edges.slice(-2))
  expect(end.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: true })
  const before = await last(`last: 1000, before: "${end.edges[0].cursor}"`)
  expect(before.edges).toEqual(all.edges.slice(0, -2))
  expect(before.pageInfo).toEqual({ hasNextPage: true, hasPreviousPage: false })
})

test('a line in another currency is kroner in the books, and what is unknown is refused', async () => {
  const inEuro = { currency: { code: 'EUR' }, amount: undefined }
  const inputs = voucher('E1').map(({ node }, at) => ({
    node: { ...node, ...inEuro, invoiceAmount: at === 0 ? '10.00' : '-10.00' },
  }))
  expect((await stage(xledger, inputs)).body.errors).toBeUndefined()
  await act(xledger, 'import')
  const query = '{ journalEntries { edges { node { amount invoiceAmount currency { code } } } } }'
  const { edges } = (await ask(xledger, query)).body.data.journalEntries
  expect(edges[0].node).toEqual({
    amount: '115.00',
    invoiceAmount: '10.00',
    currency: { code: 'EUR' },
  })
  const unknown = await stage(xledger, voucher('E2', '7140', { currency: { code: 'XXX' } }))
  expect(unknown.body.errors[0].message).toContain('currency.code: No value matching owner')
})

test('everything tells when it was changed, and can be asked for by it', async () => {
  const query =
    '{ accounts(first: 1, filter: { modifiedAt_gte: "2026-01-01" }) { edges { node { createdAt modifiedAt } } } currencies { edges { node { modifiedAt } } } }'
  const { data } = (await ask(xledger, query)).body
  expect(data.accounts.edges[0].node.modifiedAt).toMatch(/^2026-01-01T/)
  expect(data.currencies.edges).toHaveLength(3)
})
