import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { mapping } from '#testing/examples.ts'
import { createAdministrator, startTestService } from '#testing/service.ts'

const service = await startTestService()
afterAll(() => service[Symbol.asyncDispose]())
afterEach(() => service.adapter.calm())
const { call, organization } = createAdministrator(service)
const addressOf = (id: string) => `/organizations/${id}/connector/mapping`
const table = async (id: string, csv: string | Buffer, query = '') =>
  service.request(`PUT ${addressOf(id)}/csv${query}`, {
    token: await service.user('global_admin'),
    body: csv,
    headers: { 'content-type': 'text/csv' },
  })

describe('what the ledger has', () => {
  test('CONFIG-4: is listed in pages, and searched by code and name', async () => {
    await organization('listed', 'connector')
    const catalogue = async (query: string) =>
      (await call(`GET /organizations/listed/connector/catalogue?${query}`)).json()
    const first = await catalogue('kind=accounts')
    expect(first).toMatchObject({ total: 68, next: '50' })
    expect(first.rows).toHaveLength(50)
    expect((await catalogue('kind=accounts&after=50')).rows).toHaveLength(18)
    expect((await catalogue('kind=accounts&after=100')).rows).toEqual([])
    expect(await catalogue('kind=accounts&q=714')).toMatchObject({
      total: 1,
      rows: [{ code: '7140' }],
    })
    expect(await catalogue('kind=accounts&q=SPERR')).toMatchObject({
      rows: [{ code: '7199', blocked: 'It is blocked.' }],
    })
    expect(await catalogue('kind=dimensions&q=ungdom')).toMatchObject({
      rows: [{ code: '200', dimension: 'AVDELING' }],
    })
    expect(await catalogue('kind=suppliers')).toMatchObject({ total: 0, rows: [] })
    // One list is read once, however many pages are looked at.
    const asked = service.adapter
      .askedAt('/catalogue')
      .filter(({ body }) => body.organizationId === 'listed')
    expect(asked.map(({ body }) => body.kind)).toEqual(['accounts', 'dimensions', 'suppliers'])
  })

  test.each(['kind=ledgers', 'kind=accounts&after=x', 'kind=accounts&limit=501', 'q=x'])(
    'is not listed for %s',
    async (query) => {
      const answer = await call(`GET /organizations/listed/connector/catalogue?${query}`)
      expect(answer.status).toBe(400)
    },
  )

  test('is not listed without a connector', async () => {
    await organization('unlisted')
    expect(
      (await call('GET /organizations/unlisted/connector/catalogue?kind=accounts')).json(),
    ).toMatchObject({ status: 409, code: 'connector.not_configured' })
  })
})

describe('a mapping', () => {
  test('CONFIG-4: to what is missing or blocked is refused with its name, and nothing is saved', async () => {
    const before = await organization('checked', 'connector')
    const wrong = {
      ...mapping,
      categories: {
        taxi: { account: '7141' },
        fee: { account: '7199' },
        travel: { account: '71', costCenter: '300' },
        hotel: { account: '7140', vatCode: '99' },
      },
      credits: { employee: '2911', external: '1' },
      defaults: { costCenter: '100' },
    }
    const refused = (await call(`PUT ${addressOf('checked')}`, wrong)).json()
    expect(refused).toMatchObject({ status: 422, code: 'mapping.not_in_ledger' })
    expect(refused.faults).toEqual([
      missing('/categories/taxi/account', '7141'),
      blocked('/categories/fee/account', '7199 Sperret takes no postings. It is blocked.'),
      blocked(
        '/categories/travel/account',
        '71 Reise takes no postings. It is a heading or a total.',
      ),
      missing('/categories/travel/costCenter', '300'),
      missing('/categories/hotel/vatCode', '99'),
      missing('/credits/external', '1'),
    ])
    expect((await call('GET /organizations/checked/connector')).json()).toEqual(before)
    const unchecked = await call(`PUT ${addressOf('checked')}`, { ...wrong, unchecked: true })
    expect(unchecked.status).toBe(200)
    const { rows, checked } = (await call(`GET ${addressOf('checked')}`)).json()
    expect(checked).toBe(true)
    expect(rows.find(({ key }: { key: string }) => key === 'fee')).toMatchObject({
      problem: { code: 'mapping.not_in_ledger' },
    })
  })

  test('to an account that was made a moment ago is taken', async () => {
    await organization('fresh', 'connector', 'mapping')
    service.adapter.behave({
      catalogue: { accounts: ['2910', '2990', '7100', '7140', '7155'].map(account) },
    })
    const next = { ...mapping, dimensions: {}, categories: { taxi: { account: '7155' } } }
    await expect
      .poll(async () => (await call(`PUT ${addressOf('fresh')}`, next)).status, {
        timeout: 60_000,
        interval: 500,
      })
      .toBe(200)
  })

  test('is not saved unseen where the ledger does not answer', async () => {
    await organization('silent', 'connector')
    service.adapter.behave({ broken: ['/catalogue'] })
    const refused = (await call(`PUT ${addressOf('silent')}`, mapping)).json()
    expect(refused).toMatchObject({ status: 503, code: 'mapping.not_checked' })
    const unchecked = { ...mapping, unchecked: true }
    expect((await call(`PUT ${addressOf('silent')}`, unchecked)).status).toBe(200)
    expect((await call(`GET ${addressOf('silent')}`)).json()).toMatchObject({ checked: false })
  })

  test("is refused with the ledger's own words where its lists cannot be read", async () => {
    await organization('told', 'connector')
    const detail = 'The environment has no such company.'
    service.adapter.behave({ failure: { code: 'company.unknown', detail } })
    const refused = (await call(`PUT ${addressOf('told')}`, mapping)).json()
    expect(refused).toMatchObject({ status: 503, code: 'mapping.not_checked' })
    expect(refused.detail).toContain(`(company.unknown: ${detail})`)
  })

  test('AUDIT-4: keeps every version, with who saved it, and says what differs', async () => {
    await organization('versions', 'connector', 'mapping')
    const second = {
      categories: { taxi: { account: '7150' }, hotel: { account: '7140' } },
      credits: mapping.credits,
      subledgers: { external: 'supplier' },
      dimensions: mapping.dimensions,
      defaults: { vatCode: '0' },
      effectiveFrom: '2027-01-01',
    }
    const saved = (await call(`PUT ${addressOf('versions')}`, second)).json()
    expect(saved.mapping).toEqual({ version: 2, ...second })
    const address = `GET ${addressOf('versions')}/versions`
    const { rows, next } = (await call(`${address}?limit=1`)).json()
    expect(rows).toMatchObject([
      { version: 2, effectiveFrom: '2027-01-01', savedBy: 'global_admin-user' },
    ])
    expect((await call(`${address}?after=${next}`)).json()).toMatchObject({
      rows: [{ version: 1 }],
      next: null,
    })
    expect((await call(`${address}/1`)).json()).toMatchObject({ version: 1, ...mapping })
    expect((await call(`GET ${addressOf('versions')}?version=1`)).json()).toMatchObject({
      mapping: { version: 1 },
    })
    expect((await call(`${address}/2/differences?since=1`)).json().rows).toEqual([
      { part: 'categories', key: 'hotel', after: { account: '7140' } },
      { part: 'categories', key: 'mileage', before: { account: '7100' } },
      {
        part: 'categories',
        key: 'taxi',
        before: { account: '7140', vatCode: '12' },
        after: { account: '7150' },
      },
      { part: 'subledgers', key: 'external', after: 'supplier' },
      { part: 'defaults', key: 'vatCode', after: '0' },
      { part: 'effectiveFrom', after: '2027-01-01' },
    ])
    expect((await call(`${address}/2/differences?since=0`)).json().rows).toHaveLength(8)
    for (const missing of ['/9', '/9/differences?since=1', '/2/differences?since=9'])
      expect((await call(`${address}${missing}`)).json()).toMatchObject({
        status: 404,
        code: 'mapping_version.not_found',
      })
    // What is dated before the new version begins is still booked by the old one.
    const events = await service.topics.read(ConnectorConfigured, (seen) =>
      seen.some(({ data }) => data.organizationId === 'versions' && data.mapping.version === 2),
    )
    const last = events.findLast(({ data }) => data.organizationId === 'versions')!.data
    expect(last).toMatchObject({ mapping: { version: 2 }, earlierMappings: [{ version: 1 }] })
  })

  test('of an organisation without a connector is taken unchecked', async () => {
    await organization('early')
    expect((await call(`PUT ${addressOf('early')}`, mapping)).status).toBe(200)
  })
})

describe('a table', () => {
  test('that was exported can be read in again without a change', async () => {
    await organization('exported', 'connector', 'mapping')
    const before = (await call('GET /organizations/exported/connector')).json()
    const exported = await call(`GET ${addressOf('exported')}/csv`)
    expect(exported.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="kontering-exported-1.csv"',
      etag: `"${before.version}"`,
    })
    expect(exported.text.split('\r\n')).toEqual([
      '\u{feff}Type;Utgiftstype eller mottaker;Konto;Mva-kode;Kostnadssted;Prosjekt;Reskontro',
      'utgiftstype;mileage;7100;;;;',
      'utgiftstype;taxi;7140;12;;;',
      'mottaker;ansatt;2910;;;;',
      'mottaker;frivillig;2990;;;;',
      '',
    ])
    expect(before).toMatchObject((await table('exported', exported.text)).json())
  })

  test('replaces the parts that it has lines of, and keeps the others', async () => {
    await organization('imported', 'connector', 'mapping')
    const saved = await table(
      'imported',
      'Utgiftstype,Konto,Avdeling\n"taxi, til og fra",7150,200\n',
      '?effectiveFrom=2027-01-01',
    )
    expect(saved.json().mapping).toEqual({
      version: 2,
      effectiveFrom: '2027-01-01',
      categories: { 'taxi, til og fra': { account: '7150', costCenter: '200' } },
      credits: mapping.credits,
      dimensions: mapping.dimensions,
    })
  })

  test.each<[string, Buffer]>([
    [
      'Windows-1252',
      Buffer.from('sep=;\r\nUtgiftstype;Konto;;\r\nm\xe5ltid\xa0;7150;;\r\n', 'latin1'),
    ],
    ['UTF-16', Buffer.from('\ufeffUtgiftstype\tKonto\r\nmåltid\t7150\r\n', 'utf16le')],
  ])('is read as Excel saves it in %s', async (encoding, bytes) => {
    const id = encoding.toLowerCase()
    await organization(id, 'connector')
    expect((await table(id, bytes)).json().mapping).toMatchObject({
      categories: { måltid: { account: '7150' } },
    })
  })

  test('of before, and names that were used before, are read without what nobody sees', async () => {
    await organization('before', 'connector', 'mapping')
    const used = { organizationId: 'before', kind: 'category', firstUsedAt: new Date() } as const
    await service.useCases.noteUsages(
      ['taxi ', 'taxi', '\u00a0mileage'].map((value) => ({ ...used, value })),
    )
    const read = (await call(`GET ${addressOf('before')}`)).json()
    expect(read.rows.filter(({ kind }: { kind: string }) => kind === 'category')).toMatchObject([
      { key: 'mileage', inUse: true },
      { key: 'taxi', inUse: true },
    ])
    expect(read.unmapped.categories).toEqual([])
  })

  test('without sub-ledgers is shown when it is an older version, too', async () => {
    await organization('older', 'connector', 'mapping')
    await table('older', 'Type;Utgiftstype;Konto\nmottaker;ansatt;2910\n')
    const newest = await call(`GET ${addressOf('older')}`)
    await call(`PUT ${addressOf('older')}`, mapping)
    const older = await call(`GET ${addressOf('older')}?version=2`)
    expect(older.json().rows).toEqual(newest.json().rows)
  })

  test('is refused whole, with every fault by its line and column', async () => {
    const before = await organization('faulty', 'connector', 'mapping')
    const csv = [
      'Type;Utgiftstype;Konto;Mva-kode;Reskontro',
      'utgiftstype;taxi;7140;12;',
      'utgiftstype;hotel;;;',
      'utgiftstype;taxi;7150;;',
      'mottaker;naboen;2910;;',
      'mottaker;ekstern;;;bankkonto',
      'konto;fee;7140;;',
      'utgiftstype;fee;7140;;;for mye',
    ].join('\n')
    const answer = (await table('faulty', csv)).json()
    expect(answer).toMatchObject({ status: 422, code: 'mapping.table_invalid' })
    expect(answer.faults.map(({ field }: { field: string }) => field)).toEqual([
      '/lines/3/Konto',
      '/lines/4/Utgiftstype eller mottaker',
      '/lines/5/Utgiftstype eller mottaker',
      '/lines/6/Reskontro',
      '/lines/7/Type',
      '/lines/8/Type',
    ])
    expect((await call('GET /organizations/faulty/connector')).json()).toEqual(before)
  })

  test('names the line of an account that the ledger does not have', async () => {
    await organization('unknown', 'connector')
    const answer = await table('unknown', 'Utgiftstype;Konto\n\ntaxi;7140\nfee;7199\nhotel;1\n')
    expect(answer.json()).toMatchObject({
      code: 'mapping.not_in_ledger',
      faults: [
        blocked('/lines/4/Konto', 'Line 4, Konto: 7199 Sperret takes no postings. It is blocked.'),
        { field: '/lines/5/Konto', message: 'Line 5, Konto: 1 is not in the ledger.' },
      ],
    })
  })

  test.each([
    ['nothing', '', 'table is empty'],
    ['an unknown encoding', Buffer.from('Utgiftstype;Konto\nb\x8ct;7140\n', 'latin1'), 'Line 2'],
    ['names alone', 'Utgiftstype;Konto\n', 'no line below'],
    ['no account column', 'Utgiftstype;Beløp\ntaxi;1\n', 'column Konto is missing'],
    ['a column twice', 'Utgiftstype;Konto;Konto\ntaxi;1;2\n', 'is there twice'],
    ['open quotes', 'Utgiftstype;Konto\n"taxi;7140\nhotel;7150\n', 'quotes'],
    ['an endless line', `Utgiftstype;Konto\n${'x'.repeat(30_000)};7140\n`, 'too long'],
    [
      'too many lines',
      `Utgiftstype;Konto\n${Array.from({ length: 2001 }, (_, at) => `c${at};7140\n`).join('')}`,
      '2,000 lines at most',
    ],
    [
      'a name that objects have',
      'Utgiftstype;Konto\n__proto__;7140\n',
      'Line 2, Utgiftstype eller mottaker is no possible name. Choose another.',
    ],
    ['a control character', 'Utgiftstype;Konto\nta\u0000xi;7140\n', 'does not print'],
  ])('of %s is refused in words', async (_name, csv, part) => {
    await organization('words')
    const answer = await table('words', csv)
    expect(answer.status).toBe(422)
    expect(answer.json().detail).toContain(part)
  })

  test('of more than 1 MB is not taken', async () => {
    await organization('large')
    expect((await table('large', 'x'.repeat(1_100_000))).status).toBe(413)
  })

  test('does nothing in a spreadsheet, whatever categories are called', async () => {
    await organization('formula', 'connector')
    const categories = Object.fromEntries(
      ['=1+1', '+cmd', '-2', '@x', 'a;b', 'a"b', "'q"].map((key) => [key, { account: '7140' }]),
    )
    const saved = await call(`PUT ${addressOf('formula')}`, { ...mapping, categories })
    const exported = (await call(`GET ${addressOf('formula')}/csv`)).text
    for (const line of exported.split('\r\n').slice(1))
      for (const cell of line.split(';')) expect(cell).not.toMatch(/^[=+\-@]/)
    expect((await table('formula', exported)).json()).toEqual(saved.json())
  })
})

const account = (code: string) => ({ code, name: code })

const missing = (field: string, code: string) => ({
  field,
  code: 'ledger.not_there',
  message: expect.stringContaining(`: ${code} is not in the ledger.`),
})
const blocked = (field: string, said: string) => ({
  field,
  code: 'ledger.blocked',
  message: expect.stringContaining(said),
})
