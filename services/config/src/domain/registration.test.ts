import { describe, expect, test } from 'vitest'
import { codeOf, later, registered, stamp, valueOf } from '#testing/examples.ts'
import { refusalOf, told } from '#testing/told.ts'
import { nextVersion, staleVersion } from './organization.ts'
import { registerOrganization } from './registration.ts'

describe('registering an organisation', () => {
  test('starts with no connector, an empty mapping and the careful policies', () => {
    const organization = valueOf(
      registerOrganization(
        undefined,
        'hlf',
        { name: 'HLF', organizationNumber: '123456785' },
        stamp,
      ),
    )
    expect(organization).toMatchObject({
      id: 'hlf',
      name: 'HLF',
      organizationNumber: '123456785',
      connector: null,
      mapping: { version: 0, categories: {} },
      policies: { postingDate: 'approval', freeText: false },
      changedBy: 'admin-1',
    })
  })

  test('changes nothing when it is repeated', () => {
    const organization = registered()
    expect(valueOf(registerOrganization(organization, 'hlf', { name: 'HLF' }, later(60)))).toBe(
      organization,
    )
  })

  test('gives a greater version with a new name', () => {
    const before = registered()
    const after = valueOf(registerOrganization(before, 'hlf', { name: 'Hørsel' }, stamp))
    expect(after).toMatchObject({ name: 'Hørsel', version: before.version + 1 })
  })

  test.each([
    ['x', 'HLF', undefined, 'organizationId '],
    ['Hlf', 'HLF', undefined, 'organizationId '],
    ['a'.repeat(65), 'HLF', undefined, 'organizationId '],
    ['../etc', 'HLF', undefined, 'organizationId '],
    ['hlf', '', undefined, 'name is empty'],
    ['hlf', ' HLF', undefined, 'name begins or ends with a space'],
    ['hlf', 'H\u0000LF', undefined, 'name '],
    ['hlf', 'H\ud800LF', undefined, 'name '],
    ['hlf', 'Klubb \u202eknaB', undefined, 'name begins or ends with a space, or has a character'],
    ['hlf', 'Klubb \u2066A', undefined, 'name '],
    ['hlf', 'Klubb\u200f A', undefined, 'name '],
    ['hlf', 'Klubb\u2028A', undefined, 'name '],
    ['hlf', 'H'.repeat(201), undefined, 'name is longer than 200'],
    ['hlf', 'HLF', '123456784', 'organizationNumber '],
    ['hlf', 'HLF', '123 456 785', 'organizationNumber '],
  ])('refuses id %j, name %j and number %j', (id, name, organizationNumber, fault) => {
    const result = registerOrganization(undefined, id, { name, organizationNumber }, stamp)
    expect(codeOf(result)).toBe('organization.invalid')
    expect(refusalOf(result)).toContain(fault)
  })
})

describe('a version', () => {
  test.each([
    ['rises by one within a second', 28_000_000, '2026-01-01T00:00:00Z', 28_000_001],
    ['follows the clock after a pause', 5, '2026-01-01T00:01:00Z', 60],
    ['rises though the clock went back', 100, '2026-01-01T00:00:10Z', 101],
  ])('%s', (_name, before, at, next) => {
    expect(nextVersion(before, new Date(at))).toBe(next)
  })

  test('of a database made anew is greater than what the lost one published', () => {
    const published = [1, 2, 3].reduce((version) => nextVersion(version, stamp.at), 0)
    expect(nextVersion(0, later(60).at)).toBeGreaterThan(published)
  })
})

test('a stale change is told which version is stored, by whom and since when', () => {
  const organization = registered()
  expect(told(staleVersion(organization))).toContain(
    `admin-1 saved version ${organization.version} at `,
  )
})
