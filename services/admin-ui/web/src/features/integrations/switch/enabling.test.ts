import { expect, test } from 'vitest'
import { boundaryOf, enablingFaults, enablingOf, type EnablingDraft } from './enabling.ts'

const draft: EnablingDraft = { from: 'all', day: '', withTrial: true, reason: '' }
const last = '2026-11-01T08:00:00.000Z'

test('TOGGLE-8: everything, as the last time, or from the beginning of a day in Oslo', () => {
  expect(enablingOf(draft, last)).toEqual({ enabled: true, sendFrom: null })
  expect(enablingOf({ ...draft, from: 'last' }, last)).toEqual({ enabled: true, sendFrom: last })
  expect(enablingOf({ ...draft, from: 'day', day: '12.11.2026' }, last)).toEqual({
    enabled: true,
    sendFrom: '2026-11-11T23:00:00.000Z',
  })
})

test('BOOKS-4: who waives the trial says why', () => {
  expect(enablingFaults({ ...draft, withTrial: false })).toEqual({ reason: 'reason_missing' })
  expect(enablingOf({ ...draft, withTrial: false, reason: ' Prøvd i går. ' }, last)).toEqual({
    enabled: true,
    sendFrom: null,
    trial: 'waive',
    reason: 'Prøvd i går.',
  })
})

test('a day that is none is refused before anybody is asked', () => {
  expect(enablingFaults({ ...draft, from: 'day', day: '31.11.2026' })).toEqual({ day: 'day_wrong' })
  expect(boundaryOf({ from: 'day', day: '31.11.2026' }, last)).toBeUndefined()
  expect(enablingFaults(draft)).toEqual({})
})
