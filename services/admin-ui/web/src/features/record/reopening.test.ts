import { expect, test } from 'vitest'
import { reopeningOf } from './reopening.ts'

const told = (kind: string, code?: string, revision = 1) => ({
  kind,
  revision,
  ...(code !== undefined && { code }),
})
const reopened = told('sync.queued', 'reopened')

test.each([
  [
    'a mark was taken back',
    [told('sync.handled'), told('sync.failed', 'account.blocked')],
    'undone',
  ],
  [
    'a doubt that had become a failure was answered: the ledger does not have it',
    [told('posting.requested'), told('sync.failed', 'posting.accepted_unseen')],
    'not_there',
  ],
  [
    'an earlier revision was spoken of',
    [told('sync.failed', 'revision.earlier_unproven')],
    'unblocked',
  ],
  [
    'another revision failed meanwhile',
    [told('sync.failed', 'account.blocked', 2), told('sync.handled')],
    'undone',
  ],
  ['nothing is known of before', [], 'undone'],
] as const)('RETRY-5: %s', (_what, before, expected) => {
  expect(reopeningOf(reopened, before)).toBe(expected)
})
