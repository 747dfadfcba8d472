import { describe, expect, test } from 'vitest'
import { isConnectionFault } from './connection-faults.ts'

const withCode = (code: string) => Object.assign(new Error('refused'), { code })

describe('a fault of the connection', () => {
  const codes =
    '08006 08P01 53300 53100 57P01 57P02 57P03 57P05 40001 40P01 55P03 57014 25P03 ' +
    'ECONNREFUSED ECONNRESET ENOTFOUND EPIPE'
  test.each(codes.split(' '))('has the code %s', (code) => {
    expect(isConnectionFault(withCode(code))).toBe(true)
  })

  test.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
  ])('says %s', (message) => expect(isConnectionFault(new Error(message))).toBe(true))

  test('may be wrapped, and be one of several', () => {
    const inner = new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')])
    expect(isConnectionFault(new Error('outer', { cause: inner }))).toBe(true)
  })
})

describe('no fault of the connection', () => {
  test.each(['23505', '22P02', '42P01', '28P01', '3D000', '40002', 'ERR_INVALID_ARG_TYPE'])(
    'has the code %s',
    (code) => expect(isConnectionFault(withCode(code))).toBe(false),
  )

  test('is anything that is no error, or an error without end', () => {
    const round = new Error('round')
    round.cause = round
    for (const value of [undefined, null, 'ECONNREFUSED', { code: '08006' }, round])
      expect(isConnectionFault(value)).toBe(false)
  })
})
