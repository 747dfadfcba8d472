import { expect, test } from 'vitest'
import { Problem } from '../api/client.ts'
import { faultsOf, isConflict } from './faults.ts'

const refused = (status: number, faults: Problem['faults'] = []) =>
  new Problem(status, { title: 'Ikke gyldig', code: 'request.invalid', faults })

test('the faults of a refusal name its fields, in the words of the page', () => {
  const error = refused(400, [
    { field: '/deliveredDays', message: 'deliveredDays kan være høyst 90.' },
    { field: '/categories/fly~1tog/account', message: 'categories.fly/tog.account er sperret.' },
    { field: '/else', message: 'else er ukjent her.' },
  ])
  const labels = new Map([
    ['/deliveredDays', 'Antall dager'],
    ['/categories/fly~1tog/account', 'Konto for $& fly/tog'],
  ])
  expect(faultsOf(error, (field) => labels.get(field))).toEqual([
    { field: '/deliveredDays', message: 'Antall dager kan være høyst 90.' },
    { field: '/categories/fly~1tog/account', message: 'Konto for $& fly/tog er sperret.' },
    { field: '/else', message: 'else er ukjent her.' },
  ])
})

test('the page has its own place for a fault', () => {
  const error = refused(422, [{ field: '/categories/taxi/account', message: 'sperret' }])
  expect(faultsOf(error, undefined, () => '/categories/taxi')).toEqual([
    { field: '/categories/taxi', message: 'sperret' },
  ])
})

test('what is no refusal of fields has none', () => {
  expect(faultsOf(new Error('gone'))).toEqual([])
  expect(faultsOf(refused(503))).toEqual([])
})

test('412 is a conflict, and nothing else is', () => {
  expect(isConflict(refused(412))).toBe(true)
  expect(isConflict(refused(409))).toBe(false)
  expect(isConflict(new Error('gone'))).toBe(false)
})
