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
  { error: new Error('refused', { cause: Object.assign(new Error('x'), { body: 'hunter2' }) }) },
])('no secret is written from %j', (fields) => {
  const line = logged(fields)
  expect(line).not.toContain('hunter2')
  expect(line).toContain('told')
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
