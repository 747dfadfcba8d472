import { expect, test } from 'vitest'
import { createLogger } from './logger.ts'

function logged(fields: object) {
  let written = ''
  createLogger('orchestrator', 'info', { write: (line) => void (written += line) }).info(
    fields,
    'told',
  )
  return written
}

test('a line says which service, when, how bad and what', () => {
  expect(JSON.parse(logged({ event: 'x' }))).toEqual({
    level: 'info',
    service: 'orchestrator',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    event: 'x',
    msg: 'told',
  })
})

test.each([
  { password: 'hunter2' },
  { authorization: 'Bearer hunter2' },
  { headers: { authorization: 'Bearer hunter2', cookie: 'hunter2' } },
  { settings: { DATABASE_URL: 'hunter2', SERVICE_CLIENT_SECRET: 'hunter2' } },
  { connection: { secrets: { key: 'hunter2' } } },
  { request: { body: { client_secret: 'hunter2', token: 'hunter2' } } },
  { err: Object.assign(new Error('refused'), { config: { headers: 'hunter2' } }) },
  { err: new Error('no answer of postgres://bilagsbro:hunter2@127.0.0.1:5432/config') },
  { err: new Error('GET https://ledger.example/?a=1&api_key=hunter2 answered 401') },
  { err: new Error('x', { cause: new Error('sent Authorization: Bearer hunter2.hunter2') }) },
  { reason: 'Basic aHVudGVyMjpodW50ZXIyhunter2' },
  { said: 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJodW50ZXIyIn0.hunter2' },
  { a: { b: { c: { d: { password: 'hunter2 "and" more' } } } } },
  { error: new Error('refused', { cause: Object.assign(new Error('x'), { body: 'hunter2' }) }) },
])('no secret is written from %j', (fields) => {
  const line = logged(fields)
  expect(line).not.toContain('hunter2')
  expect(line).toContain('told')
})

test('what only looks like a secret stays as it is', () => {
  const said = 'The token of 12:30@noon at https://ledger.example:443/a@b is a Bearer token.'
  expect(JSON.parse(logged({ said })).said).toBe(said)
})

test('an error keeps its message, code, stack and causes', () => {
  const cause = Object.assign(new Error('no route'), { code: 'EHOSTUNREACH' })
  const error = new Error('cannot read', { cause: new AggregateError([cause], 'all failed') })
  expect(JSON.parse(logged({ err: error })).err).toMatchObject({
    type: 'Error',
    message: 'cannot read',
    stack: expect.stringContaining('logger.test.ts'),
    cause: { message: 'all failed', errors: [{ message: 'no route', code: 'EHOSTUNREACH' }] },
  })
})

test('an error that is its own cause is written all the same', () => {
  const error = new Error('round')
  error.cause = error
  expect(logged({ err: error })).toContain('round')
})
