import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { InstallationMigration, InstallationTable } from './installation.ts'
import { recordset } from './recordset.ts'
import { createTestDatabase, indexEntriesRead } from './testing.ts'

const database = await createTestDatabase({
  tables: [InstallationTable],
  migrations: [InstallationMigration],
})
afterAll(() => database[Symbol.asyncDispose]())

const columns = {
  name: 'text',
  count: 'int',
  sequence: 'bigint',
  content: 'json',
  reason: 'jsonb',
  at: 'timestamptz',
  amount: 'numeric',
} as const

/** Whatever PostgreSQL can hold: no NUL, and no half of a surrogate pair. */
const text = fc.string({ unit: 'binary' }).filter((given) => !given.includes('\0'))
const object = fc.dictionary(text, fc.oneof(text, fc.integer(), fc.constant(null)))
const row = fc.record({
  name: fc.option(text),
  count: fc.option(fc.integer()),
  sequence: fc.option(fc.maxSafeInteger()),
  content: fc.option(object),
  reason: fc.option(object),
  at: fc.option(
    fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
  ),
  amount: fc.option(fc.integer({ min: -99_999, max: 99_999 }).map((ore) => (ore / 100).toFixed(2))),
})

test('a statement sees the rows that it was given, whatever they hold, in their order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
      const { rows: seen } = await sql`
        select name, count, sequence::text, content, reason,
          (extract(epoch from at) * 1000)::float8 as at, amount::text
        from ${recordset('r', rows, columns)}`.execute(database.orm.em.fork().getKysely())
      const sent = rows.map((one) => ({
        ...one,
        sequence: one.sequence === null ? null : String(one.sequence),
        at: one.at === null ? null : one.at.getTime(),
      }))
      expect(seen).toEqual(sent)
    }),
  )
})

test('what a row leaves out is null', async () => {
  const { rows } = await sql`
    select * from ${recordset('r', [{ name: 'æøå' }, {}], { name: 'text', camelCase: 'int' })}`.execute(
    database.orm.em.fork().getKysely(),
  )
  expect(rows).toEqual([
    { name: 'æøå', camelCase: null },
    { name: null, camelCase: null },
  ])
})

test.each([
  [
    [
      { a: 'x', b: 1 },
      { a: 'x', b: 2 },
    ],
  ],
  [[{ a: 'x', b: 1 }]],
  [[{}]],
  [[{}, {}, {}]],
  [[{ a: 'x' }, { a: 'x' }]],
  [[{ a: 'x' }, {}]],
  [[{}, { a: 'x' }]],
  [[]],
] as { a?: string; b?: number }[][][])(
  'a column that says the same in every row is in each of them: %j',
  async (given) => {
    const { rows } = await sql`
    select * from ${recordset('r', given, { a: 'text', b: 'int' })}`.execute(
      database.orm.em.fork().getKysely(),
    )
    expect(rows).toEqual(given.map(({ a = null, b = null }) => ({ a, b })))
  },
)

test('what every row says is sent once', () => {
  const rows = Array.from({ length: 1_000 }, (_, at) => ({ id: String(at), organization: 'hlf' }))
  const { parameters } = recordset('r', rows, { id: 'text', organization: 'text' }).compile(
    database.orm.em.fork().getKysely(),
  )
  const bytes = parameters.map((parameter) => (parameter as Buffer).length)
  expect(Math.min(...bytes)).toBeLessThan(50)
})

test('a batch of one organisation is found by its keys, and not among all that the organisation has', async () => {
  const one = database.orm.em.fork().getKysely()
  await sql`create table kept (organization text, id text, revision int, content text, note text,
    primary key (organization, id, revision))`.execute(one)
  await sql`create index kept_open on kept (organization) where note is null`.execute(one)
  await sql`insert into kept select 'hlf', n::text, 1, repeat('x', 1000)
    from generate_series(1, 10000) n`.execute(one)
  const rows = Array.from({ length: 200 }, (_, at) => ({
    organization: 'hlf',
    id: String(at + 1),
    revision: 1,
    note: 'seen',
  }))
  const types = { organization: 'text', id: 'text', revision: 'int', note: 'text' } as const
  const before = await indexEntriesRead(database.orm, 'kept')
  await sql`update kept set note = r.note from ${recordset('r', rows, types)}
    where kept.organization = r.organization and kept.id = r.id and kept.revision = r.revision`.execute(
    one,
  )
  expect((await indexEntriesRead(database.orm, 'kept')) - before).toBe(200)
})

test('half of a character is refused, and not kept as another one', () => {
  const keys = ['a\ud800', 'a\ud801'].map((id) => ({ id }))
  expect(() => recordset('r', keys, { id: 'text' })).toThrow('half of a character')
})

test.each([
  ['yesterday', '"yesterday" is no moment'],
  [new Date(Number.NaN), '"Invalid Date" is no moment'],
])('what is no moment is refused: %s', (at, reason) => {
  expect(() => recordset('r', [{ at }], { at: 'timestamptz' })).toThrow(reason)
})

test.each([
  ['int', 2 ** 31],
  ['int', 1.5],
  ['int', Number.NaN],
  ['bigint', 2 ** 53],
  ['bigint', 0.5],
] as const)('a number that is no %s is refused, and not cut to one: %d', (type, count) => {
  expect(() => recordset('r', [{ count }], { count: type })).toThrow(`${count} is no ${type}`)
})
