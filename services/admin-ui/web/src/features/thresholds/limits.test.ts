import { expect, test } from 'vitest'
import { draftOf, isSame, standardOf, valuesOf, type Thresholds } from './limits.ts'

const read: Thresholds = {
  errorsPerDay: 25,
  waitingHours: 48,
  secretDays: 30,
  chosen: { errorsPerDay: 25 },
  otherwise: { errorsPerDay: 10, waitingHours: 48, secretDays: 30 },
  version: 3,
}
const say = (limit: string, max: number) => `${limit} 1–${max}`

test('ALERT-2: fields hold what is chosen, and the standard stands beside', () => {
  const draft = draftOf(read)
  expect(draft).toEqual({ errorsPerDay: '25', waitingHours: '', secretDays: '' })
  expect(standardOf(read, 'errorsPerDay')).toBe(10)
  expect(valuesOf(draft, say)).toEqual({ values: { errorsPerDay: 25 } })
  expect(isSame(draft, { ...draft, errorsPerDay: ' 25 ' })).toBe(true)
})

test.each(['0', '-1', '1,5', '100001', 'ti', '9999999'])('%s is no number of errors', (text) => {
  expect(valuesOf({ ...draftOf(read), errorsPerDay: text }, say)).toEqual({
    faults: [{ field: '/errorsPerDay', message: 'errorsPerDay 1–100000' }],
  })
})
