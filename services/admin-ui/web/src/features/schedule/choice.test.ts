import { describe, expect, test } from 'vitest'
import { cronOf, draftOf, faultyFields, readTime } from './choice.ts'

describe('a schedule and the choices that show it', () => {
  test.each([
    [null, { kind: 'approval' }],
    ['0 * * * *', { kind: 'hourly' }],
    ['0 6 * * 1-5', { kind: 'weekdays', time: '06.00' }],
    ['30 14 * * *', { kind: 'daily', time: '14.30' }],
    ['5 0 * * 1,4', { kind: 'days', time: '00.05', days: [1, 4] }],
    ['15 6,12 * * 1-5', { kind: 'own', own: '15 6,12 * * 1-5' }],
    ['0 6 1 * *', { kind: 'own', own: '0 6 1 * *' }],
    ['0 25 * * *', { kind: 'own', own: '0 25 * * *' }],
    ['*/30 * * * *', { kind: 'own', own: '*/30 * * * *' }],
  ])('%j is there and back the same', (cron, shown) => {
    const draft = draftOf(cron)
    expect(draft).toMatchObject(shown)
    expect(faultyFields(draft)).toEqual([])
    expect(cronOf(draft)).toBe(cron)
  })

  test('Sunday is the last day, however it is written', () => {
    expect(draftOf('0 6 * * 0,3').days).toEqual([3, 7])
    expect(cronOf(draftOf('0 6 * * 7,3,3'))).toBe('0 6 * * 3,7')
  })

  test('a plan of their own comes back to whoever looked at the others', () => {
    const draft = draftOf('15 6,12 * * 1-5')
    expect(cronOf({ ...draft, kind: 'daily' })).toBe('0 6 * * *')
    expect(cronOf({ ...draft, kind: 'own' })).toBe('15 6,12 * * 1-5')
  })
})

test.each([
  ['6', '06.00'],
  ['06.00', '06.00'],
  ['6:30', '06.30'],
  ['0645', '06.45'],
  [' kl. 7 ', '07.00'],
  ['23.59', '23.59'],
  ['24', undefined],
  ['6.60', undefined],
  ['6.5', undefined],
  ['', undefined],
  ['seks', undefined],
])('%j is read as %j', (text, time) => {
  expect(readTime(text)).toBe(time)
})

test('what keeps a choice from being a schedule is named', () => {
  const draft = { ...draftOf(null), kind: 'days', time: 'seks', days: [] } as const
  expect(faultyFields(draft)).toEqual(['time', 'days'])
  expect(faultyFields({ ...draft, kind: 'hourly' })).toEqual([])
})
