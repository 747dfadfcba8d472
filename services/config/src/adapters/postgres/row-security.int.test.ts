import { withinScope } from '@bilagsbro/service-kit/scope'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAdministrator, startTestService } from '#testing/service.ts'

const service = await startTestService()
afterAll(() => service[Symbol.asyncDispose]())
const { organization, connection } = createAdministrator(service)

/** With raw SQL, as the user that the service works as: no condition of the code helps. */
const execute = <T extends object>(scope: 'all' | readonly string[], statement: string) =>
  withinScope(scope, () => service.database.orm.em.fork().execute<T[]>(statement))

/** Of everybody: what is on its way to Kafka, which database this is, which keys are out of use. */
const ofEverybody = ['outbox', 'installation', 'closed_key', 'mikro_orm_migrations']
const found = await execute<{ name: string }>(
  [],
  `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
)
const tables = found.map(({ name }) => name).filter((name) => !ofEverybody.includes(name))
const column = (table: string) => (table === 'organization' ? 'id' : 'organization_id')

beforeAll(async () => {
  for (const id of ['hlf', 'blindeforbundet']) {
    await organization(id, 'connector', 'mapping', 'enable')
    await connection(id)
    await execute('all', `insert into usage values ('${id}', 'category', 'taxi', now())`)
  }
})

test('every table that is not of everybody belongs to organisations', () => {
  expect(tables).toEqual([
    'change',
    'connector',
    'mapping',
    'organization',
    'secret',
    'secret_read',
    'usage',
  ])
})

describe.each(tables)('the table %s', (table) => {
  const rowsOf = (id: string) =>
    execute<{ text: string }>(
      'all',
      `select t::text as text from "${table}" t where ${column(table)} = '${id}' order by 1`,
    )

  test('shows each organisation its own rows, and nobody any', async () => {
    const seen = async (scope: 'all' | readonly string[]) => {
      const rows = await execute<{ id: string }>(
        scope,
        `select ${column(table)} as id from "${table}"`,
      )
      return [...new Set(rows.map(({ id }) => id))].toSorted()
    }
    expect(await seen('all')).toEqual(['blindeforbundet', 'hlf'])
    expect(await seen(['hlf'])).toEqual(['hlf'])
    expect(await seen([])).toEqual([])
    expect(await seen(['*', 'hlf,blindeforbundet', "' or true --"])).toEqual([])
  })

  test('takes no change of a foreign row', async () => {
    const before = await rowsOf('blindeforbundet')
    const [own, foreign] = ["'hlf'", "'blindeforbundet'"]
    for (const statement of [
      `update "${table}" set ${column(table)} = ${own} where ${column(table)} = ${foreign}`,
      `update "${table}" set ${column(table)} = ${foreign} where ${column(table)} = ${own}`,
      `delete from "${table}" where ${column(table)} = ${foreign}`,
      `insert into "${table}" select (jsonb_populate_record(t, '{"${column(table)}": "blindeforbundet"}')).* from "${table}" t`,
      `truncate "${table}"`,
      `alter table "${table}" disable row level security`,
    ]) {
      const said = await execute(['hlf'], statement).then(() => 'nothing changed', String)
      expect(said).toMatch(/nothing changed|row-level security|permission denied|must be owner/)
    }
    expect(await rowsOf('blindeforbundet')).toEqual(before)
    expect(await rowsOf('hlf')).not.toEqual([])
  })
})

test('a use case that is asked for a foreign organisation finds nothing, even where no route stands before it', async () => {
  const { useCases } = service
  const asHlf = <T>(work: () => Promise<T>) => withinScope(['hlf'], work)
  const change = { organizationId: 'blindeforbundet', by: 'somebody' }
  const missing = { ok: false, error: { code: 'organization.not_found' } }
  expect(await asHlf(() => useCases.findOrganization('blindeforbundet'))).toBeUndefined()
  expect((await asHlf(() => useCases.listOrganizations())).map(({ id }) => id)).toEqual(['hlf'])
  expect(
    await asHlf(() => useCases.resolveConnection('blindeforbundet', 'dynamics-adapter')),
  ).toMatchObject({ error: { code: 'connection.not_found' } })
  for (const refused of [
    () => useCases.readMapping('blindeforbundet'),
    () => useCases.readSettings('blindeforbundet'),
    () => useCases.testConnection('blindeforbundet', undefined, 'somebody'),
    () => useCases.removeConnector(change),
    () => useCases.disableConnector(change, {}),
    () => useCases.enableConnector(change, {}),
    () => useCases.setSchedule(change, null),
    () => useCases.savePolicies(change, { postingDate: 'approval', freeText: true }),
  ])
    expect(await asHlf<unknown>(refused)).toMatchObject(missing)
  expect(await asHlf(() => useCases.history.changes('blindeforbundet', undefined, 50))).toEqual([])
  expect(await asHlf(() => useCases.secretReads.of('blindeforbundet', undefined, 50))).toEqual([])
  expect(await asHlf(() => useCases.history.mappings('blindeforbundet', undefined, 50))).toEqual([])
})
