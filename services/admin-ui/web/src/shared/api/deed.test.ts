import { expect, test } from 'vitest'
import { deedOf } from './deed.ts'

const withKey = { 'idempotency-key': 'k' }

test.each([
  ['POST', withKey, 0, 'network.unreachable', 'maybe_done_once'],
  ['PUT', {}, 0, 'network.unreachable', 'maybe_done'],
  ['POST', withKey, 503, 'service.unavailable', 'maybe_done_once'],
  // A server in between that has no words of ours.
  ['POST', withKey, 504, 'network.unreachable', 'maybe_done_once'],
  ['DELETE', {}, 500, 'internal', 'maybe_done'],
  // The service says itself why it did nothing.
  ['POST', withKey, 503, 'identity.unavailable', 'not_done'],
  ['POST', withKey, 409, 'run.already_running', 'not_done'],
  ['POST', {}, 413, 'network.unreachable', 'not_done'],
  ['GET', {}, 0, 'network.unreachable', 'not_done'],
] as const)('a %s with %j that meets %i %s: %s', (method, headers, status, code, expected) =>
  expect(deedOf({ method, headers: new Headers(headers) }, { status, code })).toBe(expected),
)
