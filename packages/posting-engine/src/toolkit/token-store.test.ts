import type { Failure } from '@bilagsbro/booking/failure'
import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { expect, test } from 'vitest'
import { createTokenStore, type IssuedToken } from './token-store.ts'

const never = new AbortController().signal
const principal = { client: 'client-1', secret: 'right' }
const failing = (kind: Failure['class']) => err({ class: kind, code: kind, message: 'No.' })
const issued = (at: number, lifeMs = 3_600_000) => ok({ text: `token-${at}`, lifeMs })

type Answer = Result<IssuedToken, Failure>

/** A sign-in that answers its first, second and so on request as told. */
function open(answerTo: (at: number) => Answer | Promise<Answer> = issued) {
  let now = Date.parse('2026-11-21T10:00:00Z')
  let asked = 0
  const clock: Clock = { now: () => new Date(now) }
  const store = createTokenStore<typeof principal & { readonly company?: string }>({
    identify: ({ client, secret }) => [client, secret],
    ask: async () => await answerTo(++asked),
    gaveUp: (reason) => ({ class: 'unreachable', code: String(reason), message: 'No answer.' }),
    renewMs: 60_000,
    clock,
  })
  const next = async (given: object = {}, signal = never) => {
    const answer = await store.token({ ...principal, ...given }, signal)
    return answer.ok ? answer.value : answer.error.code
  }
  return {
    next,
    fresh: async () => await store.token(principal, never, true),
    forget: () => store.forget(principal),
    pass: (seconds: number) => void (now += seconds * 1_000),
    asked: () => asked,
  }
}

test.each([
  [3_600, 3_540],
  [120, 60],
  [90, 45],
  [10, 5],
])('a token that lives %i s is kept for %i s, however many ask at once', async (life, seconds) => {
  const { next, pass, asked } = open((at) => issued(at, life * 1_000))
  const twenty = () => Promise.all(Array.from({ length: 20 }, () => next()))
  expect(new Set(await twenty())).toEqual(new Set(['token-1']))
  pass(seconds - 1)
  expect(await next()).toBe('token-1')
  pass(1)
  expect(new Set(await twenty())).toEqual(new Set(['token-2']))
  expect(asked()).toBe(2)
})

test('a new secret gets a new token, and what does not tell principals apart the same', async () => {
  const { next } = open()
  expect(await next()).toBe('token-1')
  expect(await next({ secret: 'newer' })).toBe('token-2')
  expect(await next({ company: 'another' })).toBe('token-1')
})

test('whoever wants proof, or was refused with the token, gets a new one', async () => {
  const { next, fresh, forget } = open()
  expect(await next()).toBe('token-1')
  expect(await fresh()).toEqual(ok('token-2'))
  expect(await next()).toBe('token-2')
  forget()
  expect(await next()).toBe('token-3')
})

test.each([
  ['auth', 'token-3'],
  ['config', 'token-1'],
  ['rate_limited', 'token-1'],
  ['unreachable', 'token-1'],
] as const)('after a sign-in that failed with %s the next caller has %s', async (kind, token) => {
  const { next, fresh } = open((at) => (at === 2 ? failing(kind) : issued(at)))
  expect(await next()).toBe('token-1')
  expect(await fresh()).toMatchObject({ error: { class: kind } })
  expect(await next()).toBe(token)
})

test('a failure is for those who waited, and the next caller asks again', async () => {
  const { next } = open((at) => (at === 1 ? failing('unreachable') : issued(at)))
  expect(await Promise.all([next(), next()])).toEqual(['unreachable', 'unreachable'])
  expect(await next()).toBe('token-2')
})

test('a sign-in that throws is asked again too', async () => {
  const { next } = open((at) => (at === 1 ? Promise.reject(new Error('a fault')) : issued(at)))
  await expect(next()).rejects.toThrow('a fault')
  expect(await next()).toBe('token-2')
})

test('waiting ends with the signal, and the others wait on', async () => {
  const answer = Promise.withResolvers<Answer>()
  const { next, asked } = open(() => answer.promise)
  const patient = next()
  const leaving = new AbortController()
  const gone = next({}, leaving.signal)
  leaving.abort('late')
  expect(await gone).toBe('late')
  expect(await next({}, AbortSignal.abort('too late'))).toBe('too late')
  answer.resolve(issued(1))
  expect(await patient).toBe('token-1')
  expect(asked()).toBe(1)
})
