import { err, ok } from '@bilagsbro/kernel/result'
import { fixedClock } from '@bilagsbro/kernel/clock'
import { countedIds } from '@bilagsbro/kernel/ids'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { anAsked, anOrganization, start } from '#testing/builders.ts'
import { openTestStore } from '#testing/test-store.ts'
import { release } from '#domain/organization.ts'
import { createForgetRequests, createOnce, type Change } from './once.ts'

const opened = await openTestStore()
afterAll(() => opened[Symbol.asyncDispose]())

const { store } = opened
const clock = fixedClock(start)
const once = createOnce({ store, clock, newId: countedIds('run'), mayDecide: () => true })
let done = 0
/** Begins a round, and a run. */
const work = async ({ batch, organization }: Change) => {
  batch.changeOrganization(release(organization, batch.now))
  const { id } = batch.runs.start('hlf', 'manual', { actor: 'u-7' })
  return ok({ runId: id, nth: ++done })
}
const state = async () => {
  const runs = await opened.overview.latestRuns('hlf', 20, 0)
  const round = await store.change(['hlf'], async (unit) => unit.organizations.get('hlf')?.round)
  return { runs: runs.length, round, told: opened.told.length }
}

beforeEach(async () => {
  await opened.clear()
  done = 0
  const organization = anOrganization()
  await store.change(
    ['hlf'],
    (unit) => unit.save({ inserted: [], updated: [], runs: [], organizations: [organization] }),
    { create: true },
  )
})

describe('a request with a key', () => {
  test('RETRY-5: is carried out once, however often and however many at a time it is sent', async () => {
    const asked = anAsked()
    const answers = await Promise.all(Array.from({ length: 10 }, () => once(asked, work)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await once(asked, work)).toEqual(answers[0])
    expect(done).toBe(1)
    expect(await state()).toEqual({ runs: 1, round: 2, told: 1 })
  })

  test('is another request with another body, person or address, and is refused', async () => {
    const asked = anAsked()
    await once(asked, work)
    expect(await once({ ...asked, fingerprint: 'another' }, work)).toMatchObject({
      ok: false,
      error: { kind: 'invalid', code: 'idempotency.other_request' },
    })
    expect(done).toBe(1)
  })

  test('changes nothing when it is refused or fails half-way, and may go well later', async () => {
    const asked = anAsked()
    const before = await state()
    const refusal = { kind: 'conflict', code: 'run.already_running', message: 'Wait.' } as const
    const halfWay = async (change: Change) => {
      await work(change)
      await change.batch.save()
    }
    const refused = await once(asked, async (change) => {
      await halfWay(change)
      return err(refusal)
    })
    expect(refused).toEqual(err(refusal))
    expect(await state()).toEqual(before)
    await expect(
      once(asked, async (change) => {
        await halfWay(change)
        throw new Error('broken')
      }),
    ).rejects.toThrow('broken')
    expect(await state()).toEqual(before)
    expect(await once(asked, work)).toMatchObject({ ok: true })
  })

  test('is forgotten after a day', async () => {
    const asked = anAsked()
    await once(asked, work)
    clock.advance(24 * 60 * 60 * 1000 + 1)
    await createForgetRequests({ store, clock })()
    await once(asked, work)
    expect(done).toBe(2)
  })

  test('is refused for an organisation that is unknown, and while the past is read', async () => {
    expect(await once(anAsked({ organizationId: 'nobody' }), work)).toMatchObject({
      error: { code: 'organization.not_found' },
    })
    const reading = createOnce({ store, clock, newId: countedIds('run'), mayDecide: () => false })
    expect(await reading(anAsked(), work)).toMatchObject({ error: { code: 'sync.still_reading' } })
  })
})
