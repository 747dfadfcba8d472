import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Simulators } from '#start-simulators.ts'
import { type BusinessCentralClient, openTestSimulators } from '#testing.ts'

let simulators: Simulators
let client: BusinessCentralClient
let journal: string
beforeAll(async () => {
  ;({ simulators, client } = await openTestSimulators())
  journal = await client.journal('DIMS')
})
afterAll(() => simulators[Symbol.asyncDispose]())

const newLine = async (accountNumber: string): Promise<string> => {
  const body = { accountNumber, documentNumber: 'D', amount: 1, postingDate: '2026-11-21' }
  return (await client.call('POST', `journals(${journal})/journalLines`, body)).body.id
}
const rowsOf = (line: string) => `journalLines(${line})/dimensionSetLines`

test('a dimension value is set by codes, or by ids', async () => {
  const line = await newLine('7140')
  const set = await client.call('POST', rowsOf(line), { code: 'AVDELING', valueCode: '200' })
  expect(set.status).toBe(201)
  expect(set.body).toMatchObject({
    code: 'AVDELING',
    valueCode: '200',
    parentId: line,
    parentType: 'Journal_x0020_Line',
    valueDisplayName: 'Fylkeslag øst',
  })
  const projects = await client.call('GET', "dimensions?$filter=code eq 'PROSJEKT'")
  const { id } = projects.body.value[0]
  const values = await client.call('GET', `dimensions(${id})/dimensionValues`)
  const valueId = values.body.value[1].id as string
  expect((await client.call('POST', rowsOf(line), { id, valueId })).body.valueCode).toBe('P2')
  const read = await client.call(
    'GET',
    `journals(${journal})/journalLines?$filter=documentNumber eq 'D'&$expand=dimensionSetLines($select=code,valueCode)`,
  )
  const dimensions = read.body.value[0].dimensionSetLines as { code: string; valueCode: string }[]
  expect(dimensions.map((row) => `${row.code}=${row.valueCode}`)).toEqual([
    'AVDELING=200',
    'PROSJEKT=P2',
  ])
})

test.each([
  [{ code: 'NOSUCH', valueCode: '1' }, 'The "code" does not match to a Dimension.'],
  [{ code: 'AVDELING', valueCode: '1' }, 'The "valueCode" does not match to a Dimension Value.'],
  [{ valueId: crypto.randomUUID() }, 'The "valueId" does not match to a Dimension Value.'],
  [{ id: crypto.randomUUID() }, 'The "id" does not match to a Dimension.'],
  [{ code: 'AVDELING' }, 'The "valueId" or "valueCode" field must be filled in.'],
  [{}, 'The "id" or "code" field must be filled in.'],
])('%j is refused in the words of the vendor', async (body, message) => {
  const answer = await client.call('POST', rowsOf(await newLine('7140')), body)
  expect(answer.status).toBe(400)
  expect(answer.body.error.code).toBe('Application_DialogException')
  expect(answer.body.error.message).toContain(`${message}  CorrelationId:`)
})

test('where the account has a default dimension, it is there already and can only be changed', async () => {
  const line = await newLine('7168')
  const [row] = (await client.call('GET', rowsOf(line))).body.value
  expect(row).toMatchObject({ code: 'AVDELING', valueCode: '100' })
  const posted = await client.call('POST', rowsOf(line), { code: 'AVDELING', valueCode: '200' })
  expect(posted.body.error.message).toContain(
    'The dimension set line already exists. Check existing dimension set lines and the default dimension set lines on the parent.',
  )
  const path = `${rowsOf(line)}(${row.id})`
  const bare = await client.call('PATCH', path, { valueCode: '200' })
  expect(bare.body.error.code).toBe('BadRequest_InvalidToken')
  const changed = await client.call(
    'PATCH',
    path,
    { valueCode: '200' },
    { 'if-match': row['@odata.etag'] },
  )
  expect(changed.body.valueCode).toBe('200')
  const other = await client.call('PATCH', path, { code: 'PROSJEKT' }, { 'if-match': '*' })
  expect(other.body.error.message).toContain('The "id" and "code" fields cannot be modified.')
  expect((await client.call('DELETE', path, undefined, { 'if-match': '*' })).status).toBe(204)
  expect((await client.call('GET', rowsOf(line))).body.value).toEqual([])
})
