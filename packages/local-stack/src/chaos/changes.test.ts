import { RecordApproved } from '@bilagsbro/events/record-approved'
import { RecordWithdrawn } from '@bilagsbro/events/record-withdrawn'
import { expect, test } from 'vitest'
import { createApprovals } from '../load/approvals.ts'
import { isWithdrawal, revisionsOf } from '../load/ledger-check.ts'
import { seededRandom } from '../load/random.ts'
import { createChanges } from './changes.ts'
import { readPlays } from './plays.ts'
import { nomad } from './scene.ts'

const approvals = (prefix: string, seed: number) =>
  createApprovals({
    organizations: ['a', nomad.id],
    categories: ['train'],
    costCenters: ['100'],
    random: seededRandom(seed),
    prefix,
    now: () => new Date('2026-11-21T12:00:00Z'),
  })

test('records are changed and withdrawn by revisions that follow each other, but for those of who moves', () => {
  const next = approvals('r', 1)
  const changes = createChanges({ plays: readPlays('changes'), seed: 1 }, approvals('change', 2))
  const said = Array.from({ length: 40 }, () => changes.among([next(), next(), next()])).flat()
  for (const one of said) {
    const definition = isWithdrawal(one) ? RecordWithdrawn : RecordApproved
    expect((definition as typeof RecordApproved).problems(one as never)).toEqual([])
  }
  const records = [...revisionsOf(said).values()]
  expect(records).toHaveLength(120)
  for (const revisions of records)
    expect(revisions.map(({ revision }) => revision)).toEqual(revisions.map((_, at) => at + 1))
  const { corrected, withdrawn } = changes.counts
  expect(said).toHaveLength(120 + corrected + withdrawn)
  expect(Math.min(corrected, withdrawn)).toBeGreaterThan(3)
  expect(said.every((one) => one.revision === 1 || one.organizationId === 'a')).toBe(true)
})

test('nothing is changed where that is not played', () => {
  const next = approvals('r', 1)
  const changes = createChanges({ plays: readPlays('none'), seed: 1 }, approvals('change', 2))
  const fresh = [next(), next()]
  expect(changes.among(fresh)).toEqual(fresh)
})
