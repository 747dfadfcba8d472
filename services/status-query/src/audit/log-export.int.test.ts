import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { PostingRequested } from '@bilagsbro/events/posting'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { SyncFailed, SyncHandled } from '@bilagsbro/events/sync'
import { systemClock } from '@bilagsbro/kernel/clock'
import { withinScope } from '@bilagsbro/service-kit/scope'
import { MikroORM } from '@mikro-orm/postgresql'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createTestLog, golden } from '../testing/log.ts'
import { createErase } from './erase.ts'
import { createLogExport, createSealExport, type ExportQuery } from './log-export.ts'
import { sealEntries } from './sealing.ts'

await using resources = new AsyncDisposableStack()
const log = resources.use(await createTestLog())
const folder = await mkdtemp(join(tmpdir(), 'log-'))
resources.defer(() => rm(folder, { recursive: true }))
const owned = resources.move()
afterAll(() => owned.disposeAsync())

const exported = createLogExport(log.orm)
const seals = createSealExport(log.orm)

let organizationId: string
beforeEach(async () => {
  organizationId = await log.open()
})
const sealAll = () =>
  withinScope('all', () => log.orm.em.fork().transactional((em) => sealEntries(em)))

async function textOf(query: Partial<ExportQuery> = {}): Promise<string> {
  const found = await log.within(organizationId, () =>
    exported({ organizationId, format: 'csv', language: 'nb', ...query }),
  )
  if (!found.ok) throw new Error(found.error.code)
  return (await found.value.toArray()).join('')
}
async function sealsText(): Promise<string> {
  const found = await log.within(organizationId, () => seals(organizationId))
  if (!found.ok) throw new Error(found.error.code)
  return (await found.value.toArray()).join('')
}
const failed = (recordId: string, at = '2026-11-21T11:00:00.000Z') => ({
  ...golden(SyncFailed, organizationId),
  recordId,
  at,
})
const requested = (recordId: string) => ({
  ...golden(PostingRequested.dynamics, organizationId),
  recordId,
})

test('AUDIT-5: the amounts of the table are those of approvals, so that they add up', async () => {
  const recordId = 'r-approved'
  const approved = { ...golden(RecordApproved, organizationId), recordId }
  await log.receive(RecordApproved, approved)
  await log.receive(PostingRequested.dynamics, requested(recordId))
  const rows = (await textOf({ recordId })).trimEnd().split('\r\n').slice(1)
  const amounts = rows.map((row) => [row.split(';')[2], row.split(';')[7]])
  expect(new Map(amounts as [string, string][])).toEqual(
    new Map([
      ['record.approved', approved.total.replace('.', ',')],
      ['posting.requested', ''],
    ]),
  )
})

test('AUDIT-5: other content of a known revision is told as such, and its amount counts for nothing', async () => {
  const approved = { ...golden(RecordApproved, organizationId), recordId: 'r-twice' }
  await log.receive(RecordApproved, approved)
  await log.receive(RecordApproved, { ...approved, approvedAt: '2026-10-15T10:00:00.000Z' })
  const rows = (await textOf({ recordId: 'r-twice' })).trimEnd().split('\r\n').slice(1)
  expect(rows.map((row) => [row.split(';')[3], row.split(';')[7]])).toEqual([
    ['approved', approved.total.replace('.', ',')],
    ['other_content', ''],
  ])
})

test('AUDIT-5: the filtered log is a table that a Norwegian Excel opens right', async () => {
  await log.receive(PostingRequested.dynamics, requested('r-1'))
  await log.receive(SyncFailed, failed('r-2'))
  const csv = await textOf({ kind: 'posting.requested' })
  const [head, row, end] = csv.split('\r\n')
  expect(head).toMatch(/^\ufeffTid \(Oslo\);Organisasjon;Hendelse;Status;Bilag;/)
  expect(row).toMatch(/^2026-11-21 11:00:00;.*;posting\.requested;requested;r-1;1;1;;/)
  expect(end).toBe('')
  expect((await textOf({ status: 'failed', language: 'en' })).split('\r\n')).toHaveLength(3)
})

test.each([
  ['=1+1', `'=1+1`],
  ['+47', `'+47`],
  ['-1', `'-1`],
  ['@SUM(A1)', `'@SUM(A1)`],
  [' =1', `' =1`],
  ['＝1', `'＝1`],
  ['a;b"c', '"a;b""c"'],
  ['a\nb', '"a\nb"'],
])('AUDIT-5: a note of %j stands in the table as %j', async (note, cell) => {
  await log.receive(SyncHandled, { ...golden(SyncHandled, organizationId), note })
  expect(await textOf({ kind: 'sync.handled' })).toContain(`;${cell};`)
})

test('AUDIT-5: a long log comes whole and once, a page at a time, beside live writes', async () => {
  const names = Array.from({ length: 2_500 }, (_, at) => `r-${at}`)
  await log.receive(SyncFailed, ...names.map((name) => failed(name)))
  const found = await log.within(organizationId, () =>
    exported({ organizationId, format: 'jsonl', language: 'nb', kind: 'sync.failed' }),
  )
  const ids: string[] = []
  let pieces = 0
  for await (const piece of found.ok ? found.value : []) {
    if (pieces++ === 0) await log.receive(SyncFailed, failed('new', '2026-11-21T12:00:00.000Z'))
    for (const row of String(piece).trimEnd().split('\n'))
      ids.push((JSON.parse(JSON.parse(row).line) as { subject: string }).subject)
  }
  expect(pieces).toBe(3)
  expect(new Set(ids)).toEqual(new Set(names))
  expect(ids).toHaveLength(names.length)
})

test('AUDIT-5: nothing more is read for a client that has gone, and a log that is too long is refused', async () => {
  await log.receive(SyncFailed, ...Array.from({ length: 1_500 }, (_, at) => failed(`r-${at}`)))
  const found = await log.within(organizationId, () =>
    exported({ organizationId, format: 'jsonl', language: 'nb' }),
  )
  if (!found.ok) throw new Error(found.error.code)
  const stream = found.value
  for await (const _piece of stream) break
  expect(stream.destroyed).toBe(true)
  const few = createLogExport(log.orm, 1_000)
  const refused = await log.within(organizationId, () =>
    few({ organizationId, format: 'csv', language: 'nb' }),
  )
  expect(refused).toMatchObject({ error: { code: 'log.export_too_large' } })
})

test('AUDIT-7: an auditor verifies an export with a short script and no code of ours', async () => {
  await log.receive(PostingRequested.dynamics, requested('bilåg-𝄞'), requested('r-2'))
  await sealAll()
  await log.receive(SyncHandled, { ...golden(SyncHandled, organizationId), note: 'æøå' })
  await sealAll()
  const [whole, sealed] = [await textOf({ format: 'jsonl' }), await sealsText()]
  const [chain, ...rows] = sealed.trimEnd().split('\n')
  const last = JSON.parse(rows.at(-1)!) as { no: number; head: string }
  const { chain: name } = JSON.parse(chain!) as { chain: string }
  const head = JSON.stringify({ organizationId, chain: name, ...last })
  const run = (given: { log?: string; seals?: string; heads?: string }, ...options: string[]) =>
    verifyByScript({ log: whole, seals: sealed, heads: head, ...given }, options)

  expect(await run({}, '--whole')).toContain('4 of 4 entries are as sealed')
  const filtered = await textOf({ format: 'jsonl', kind: 'posting.requested' })
  expect(await run({ log: filtered })).toContain('2 of 4 entries are as sealed')
  expect(await run({ log: filtered }, '--whole')).toMatch(/NOT AS SEALED: entry \d is missing/)
  expect(await run({ log: whole.replace('1234.50', '9234.50') })).toMatch(
    /entry \d \(\d+\) was changed/,
  )
  expect(await run({ log: whole.replace('7140', '7141') })).toMatch(/payload of entry \d/)
  expect(await run({ log: whole.replace(/"id":"\d+"/, '"id":"1000000"') })).toContain('in no seal')
  expect(await run({ seals: [chain, ...rows.slice(1)].join('\n') })).toContain('seal 1 is missing')
  const cut = [chain, ...rows.slice(0, -1)].join('\n')
  const ids = (JSON.parse(rows[0]!) as { ids: string[] }).ids
  const shortened = whole
    .trimEnd()
    .split('\n')
    .filter((row) => ids.includes((JSON.parse(row) as { id: string }).id))
    .join('\n')
  expect(await run({ seals: cut, log: shortened, heads: '' }, '--whole')).toContain('are as sealed')
  expect(await run({ seals: cut, log: shortened })).toContain('ends before seal 2')
  expect(await run({}, '--whole')).toContain('0 payloads were erased, 0 are not here')
  const bare = whole.replace(/,"payload":"(?:[^"\\]|\\.)*","salt":"[0-9a-f]+"/, '')
  expect(await run({ log: bare })).toContain('0 payloads were erased, 1 are not here')
  expect(await run({ log: bare }, '--whole')).toMatch(
    /NOT AS SEALED: the payload of entry \d .* missing/,
  )
  const forged = `${whole}${JSON.stringify({ id: '90000000', before: { status: 'posted' } })}\n`
  expect(await run({ log: forged })).toContain('not from before the chain')
  const moved = sealed.replace(/"before":"\d+"/, '"before":"100000000"')
  expect(await run({ log: forged, seals: moved }, '--whole')).toContain('says that it begins after')
  const began = (before: number, entries: number) =>
    JSON.stringify({ ...JSON.parse(head), beginning: { before, entries } })
  expect(await run({ heads: began(0, 0) }, '--whole')).toContain('are as sealed')
  expect(await run({ heads: began(3, 0) })).toContain('beginning of the chain is not the one')
  expect(await run({ heads: began(0, 2) }, '--whole')).toContain('0 entries are from before')
  expect(await run({ heads: head.replace(last.head, '0'.repeat(64)) })).toContain('head of seal 2')
})

test('AUDIT-7: the script tells a payload that was erased from one that is missing', async () => {
  await log.receive(PostingRequested.dynamics, requested('r-1'), requested('r-2'))
  await using owner = await openOwner()
  const erase = createErase(owner.orm, systemClock)
  const erased = await withinScope('all', () =>
    erase({ organizationId, recordId: 'r-1', by: 'user-9', basis: 'gdpr-17' }),
  )
  expect(erased.ok).toBe(true)
  await sealAll()
  const files = { log: await textOf({ format: 'jsonl' }), seals: await sealsText(), heads: '' }
  const said = await verifyByScript(files, ['--whole'])
  expect(said).toContain('4 of 4 entries are as sealed')
  expect(said).toContain('1 payloads were erased, 0 are not here')
})

async function openOwner() {
  const discovery = { warnWhenNoEntities: false }
  const orm = new MikroORM({ clientUrl: log.ownerUrl, entities: [], discovery })
  return { orm, [Symbol.asyncDispose]: () => orm.close() }
}

const script = join(import.meta.dirname, '../../../../docs/how-to/verify-log.py')

async function verifyByScript(
  files: { readonly seals: string; readonly log: string; readonly heads: string },
  options: readonly string[],
): Promise<string> {
  const paths = []
  for (const [name, text] of [
    ['seals', files.seals],
    ['log', files.log],
    ['heads', files.heads],
  ] as const) {
    const path = join(folder, `${name}.jsonl`)
    await writeFile(path, text)
    paths.push(path)
  }
  const ended = await promisify(execFile)('python3', [script, ...paths, ...options]).catch(
    (error: { stderr: string }) => ({ stdout: error.stderr }),
  )
  return ended.stdout
}
