import type { PendingReason } from '@bilagsbro/booking/pending-reason'
import { fixedClock } from '@bilagsbro/kernel/clock'
import { expect, test } from 'vitest'
import { aConnector, anOrganization, start } from '#testing/builders.ts'
import { createListCauses } from './list-causes.ts'

const sum = { count: 1, amount: '125.50', oldestAt: start }
const closed = (postingDate: string): PendingReason => ({ code: 'period_closed', postingDate })

/** The causes of an organisation whose ledger is open on some days, and what its adapter was asked. */
async function causesWith(
  open: readonly string[],
  reasons: readonly PendingReason[],
  enabled = true,
) {
  const asked: string[] = []
  const list = createListCauses({
    clock: fixedClock(start),
    causeOverview: {
      causes: async () => ({
        organization: anOrganization({ connector: aConnector({ enabled }) }),
        failed: [],
        waiting: reasons.map((reason) => ({ reason, ...sum })),
      }),
    },
    ledgerChecks: {
      async standings(_type, _organizationId, codes) {
        asked.push(...codes.map(({ code }) => code))
        return codes.map(({ code }) => ({
          standing: open.includes(code) ? 'usable' : 'unanswered',
        }))
      },
    },
  })
  const listed = await list('hlf')
  if (!listed.ok) throw new Error(listed.error.code)
  return { asked, fixed: listed.value.map(({ cause, fixedAt }) => [cause.subject?.value, fixedAt]) }
}

test('RETRY-6: a period that was opened in the ledger is shown as mended', async () => {
  const reasons = ['2026-10-03', '2026-10-30', '2026-11-21', '2026-09-01'].map(closed)
  const { asked, fixed } = await causesWith(['2026-10-03', '2026-10-30', '2026-11-21'], reasons)
  expect(asked).toEqual(['2026-10-03', '2026-10-30', '2026-11-21', '2026-09-01'])
  expect(Object.fromEntries(fixed)).toEqual({
    '2026-10': start,
    '2026-11': start,
    '2026-09': undefined,
  })
})

test('RETRY-6: a month of which a day is still closed, or is not told of, is not', async () => {
  const reasons = ['2026-10-03', '2026-10-30'].map(closed)
  expect((await causesWith(['2026-10-30'], reasons)).fixed).toEqual([['2026-10', undefined]])
})

test('nothing is asked of a ledger where no record waits for a period, or the connector is off', async () => {
  expect((await causesWith([], [{ code: 'mapping_missing', categories: ['taxi'] }])).asked).toEqual(
    [],
  )
  expect((await causesWith(['2026-10-03'], [closed('2026-10-03')], false)).asked).toEqual([])
})
