import { expect, test } from 'vitest'
import { mayGo } from './may-go.ts'

test.each([
  ['failed', 'data', 'account.blocked', true],
  ['failed', 'unreachable', 'ledger.unavailable', true],
  ['failed', 'data', 'revision.earlier_unproven', false],
  ['failed', 'rejected_in_ledger', 'ledger.removed', false],
  ['failed', 'accepted_unseen', 'ledger.unseen', false],
  ['retry_scheduled', 'transient', 'ledger.busy', false],
] as const)('RETRY-2: of %s by %s (%s) a person can have it sent again: %s', (...told) => {
  const [status, cls, code, may] = told
  expect(mayGo({ status, failure: { class: cls, code, message: '' } })).toBe(may)
})
