import { expect, test } from 'vitest'
import { createFormat } from './format.ts'

const [nb, nn, en] = [createFormat('nb'), createFormat('nn'), createFormat('en')]
const spaced = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')
const now = new Date('2026-11-26T12:00:00Z')

test('amounts are written as people write them', () => {
  expect(spaced(nb.amount('1234.50'))).toBe('1 234,50 kr')
  expect(spaced(nn.amount('-1234.5'))).toBe('−1 234,50 kr')
  expect(en.amount('12345678901234.05')).toBe('NOK 12,345,678,901,234.05')
})

test.each([
  ['2026-11-26T09:42:00Z', 'i dag kl. 10.42'],
  ['2026-11-25T22:30:00Z', 'i går kl. 23.30'],
  ['2026-11-25T23:30:00Z', 'i dag kl. 00.30'],
  ['2026-11-27T05:00:00Z', 'i morgen kl. 06.00'],
  ['2026-07-01T05:00:00Z', '01.07.2026 kl. 07.00'],
])('the moment %s is told as %s', (moment, told) => {
  expect(nb.moment(moment, now)).toBe(told)
})

test('a moment in full has the weekday of its language', () => {
  const moment = '2026-11-26T05:00:00Z'
  expect(nb.longMoment(moment)).toBe('torsdag 26. november kl. 06.00')
  expect(nn.longMoment('2026-11-24T05:00:00Z')).toBe('tysdag 24. november kl. 06.00')
  expect(en.longMoment(moment)).toBe('Thursday 26 November at 06:00')
  expect(nb.day(moment)).toBe('26.11.2026')
  expect([nb, en].map((format) => format.shortDay('2026-11-05'))).toEqual(['5.11.', '05 Nov'])
  expect(nn.exact('2026-11-26T05:00:07.891Z')).toBe('26.11.2026 kl. 06.00.07')
  expect(en.exact(moment)).toBe('26 Nov 2026 at 06:00:00')
})
