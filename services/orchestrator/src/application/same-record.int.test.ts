import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import { contentHash } from '@bilagsbro/kernel/content-hash'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { aSyncRecord } from '#testing/builders.ts'
import { createSyncWorld, type SyncWorld } from '#testing/sync-world.ts'
import { openTestStore } from '#testing/test-store.ts'
import type { RecordState } from '#domain/record.ts'
import type { Approval } from './accept-records.ts'

const opened = await openTestStore()
afterAll(() => opened[Symbol.asyncDispose]())

let world: SyncWorld
beforeEach(async () => {
  await opened.clear()
  world = await createSyncWorld(opened)
  await world.configure('hlf')
})

const composed = 'bilåg-1'
const decomposed = composed.normalize('NFD')
const reference = voucherReference('hlf', composed, 1)

type Changed = Parameters<typeof anApprovedRecord>[0]
/** As it is read from Kafka, whatever form its id was sent in. */
const approval = (changed: Changed = {}, sentId = changed?.recordId): Approval => ({
  content: anApprovedRecord(changed),
  sentId,
})
const accept = async (...approvals: Approval[]) => {
  const unusable = await world.app.acceptRecords(approvals)
  return unusable.map(({ reason }) => reason)
}
const revisionsOf = (recordId: string) =>
  opened.store.change(['hlf'], (unit) => unit.revisions([{ organizationId: 'hlf', recordId }]))

/** Kept by an earlier version of the software: under the id as it was sent, and hashed as it was written. */
const keep = async (content: object, changed: Partial<Parameters<typeof aSyncRecord>[1]> = {}) => {
  const approved = anApprovedRecord(content)
  const posted: RecordState = { status: 'posted', voucher: { number: '1', date: '2026-11-20' } }
  const { recordId, revision } = approved
  const record = aSyncRecord(posted, {
    recordId,
    revision,
    reference: voucherReference('hlf', recordId, revision),
    contentHash: contentHash(approved),
    ...changed,
  })
  const inserted = [{ record, content: approved }]
  await opened.store.change(['hlf'], (unit) =>
    unit.save({ inserted, updated: [], runs: [], organizations: [] }),
  )
}

describe('an id in two forms', () => {
  test('is one record with one voucher, in one batch', async () => {
    expect(
      await accept(
        approval({ recordId: composed }, decomposed),
        approval({ recordId: composed }, composed),
      ),
    ).toEqual([])
    expect(await revisionsOf(composed)).toMatchObject([{ reference }])
    expect(opened.told.filter(({ kind }) => kind === 'requested')).toHaveLength(1)
  })

  test('is one record with one voucher, one after the other', async () => {
    await accept(approval({ recordId: composed }, decomposed))
    expect(await accept(approval({ recordId: composed }, composed))).toEqual([])
    expect(opened.told.filter(({ kind }) => kind === 'requested')).toHaveLength(1)
  })

  test.each([
    ['as it was sent', decomposed],
    ['in the other form', composed],
  ])('that an earlier version kept decomposed is known again %s', async (_how, sentId) => {
    await keep({ recordId: decomposed })
    expect(await accept(approval({ recordId: composed }, sentId))).toEqual([])
    expect(await revisionsOf(composed)).toEqual([])
    expect(opened.told.filter(({ kind }) => kind === 'requested')).toEqual([])
  })

  test('that an earlier version kept decomposed meets its next revision', async () => {
    await keep({ recordId: decomposed })
    await accept(approval({ recordId: composed, revision: 2 }))
    expect(opened.told.filter(({ kind }) => kind === 'requested')).toEqual([])
    expect(await revisionsOf(decomposed)).toMatchObject([
      { revision: 1, state: { status: 'posted' } },
      { revision: 2, state: { status: 'pending' } },
    ])
  })
})

describe('the same again', () => {
  const file = {
    url: 'https://files.example/1?sig=a',
    filename: '1.pdf',
    mediaType: 'application/pdf',
    sha256: 'a'.repeat(64),
  }

  test.each<[string, object]>([
    ['with files that are found elsewhere', { attachments: [{ ...file, url: 'https://b' }] }],
    ['with the moment spelt otherwise', { approvedAt: '2026-11-20T23:30:00.000+00:00' }],
    ['with a field that nobody knows', { mood: 'good' }],
  ])('%s is ignored', async (_how, changed) => {
    await accept(approval({ attachments: [file] }))
    expect(await accept(approval({ attachments: [file], ...changed }))).toEqual([])
    expect(await revisionsOf('r-1')).toHaveLength(1)
  })

  test.each<[string, object]>([
    ['as it was', {}],
    ['with files that are found elsewhere', { attachments: [{ ...file, url: 'https://b' }] }],
  ])('is ignored after the software was upgraded, %s', async (_how, changed) => {
    await keep({ attachments: [file] })
    expect(await accept(approval({ attachments: [file], ...changed }))).toEqual([])
  })

  test('with another amount is refused, before and after an upgrade', async () => {
    await keep({})
    const other = { lines: [{ ...anApprovedRecord().lines[0]!, amount: '99.00' }] }
    const refused = [expect.stringContaining('with other content. Send what changed as a higher')]
    expect(await accept(approval(other))).toEqual(refused)
    await accept(approval({ recordId: 'r-2' }))
    expect(await accept(approval({ recordId: 'r-2', ...other }))).toEqual(refused)
  })
})
