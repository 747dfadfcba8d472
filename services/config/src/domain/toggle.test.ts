import { describe, expect, test } from 'vitest'
import {
  codeOf,
  connected,
  later,
  mapped,
  nothingInUse,
  registered,
  valueOf,
} from '#testing/examples.ts'
import { disableConnector, enableConnector } from './toggle.ts'

const enabled = (sendFrom?: string) =>
  valueOf(enableConnector(mapped(), { sendFrom }, nothingInUse, later(10)))

describe('enabling', () => {
  test('TOGGLE-5: remembers who did it and when', () => {
    const organization = enabled()
    expect(organization.connector).toMatchObject({
      enabled: true,
      toggled: { version: organization.version, at: later(10).at, by: 'admin-2' },
    })
  })

  test('TOGGLE-8: takes the approval date to send from', () => {
    expect(enabled('2026-11-01T00:00:00+01:00').connector?.sendFrom).toEqual(
      new Date('2026-10-31T23:00:00Z'),
    )
  })

  test('without a date sends everything approved', () => {
    expect(enabled().connector?.sendFrom).toBeUndefined()
  })

  test('again keeps the date of the last time, unless another or none is given', () => {
    const off = valueOf(disableConnector(enabled('2026-11-01T00:00:00Z'), {}, later(20)))
    const again = (sendFrom?: string | null) =>
      valueOf(
        enableConnector(off, { sendFrom }, nothingInUse, later(30)),
      ).connector?.sendFrom?.toISOString()
    expect(again()).toBe('2026-11-01T00:00:00.000Z')
    expect(again('2026-11-10T00:00:00Z')).toBe('2026-11-10T00:00:00.000Z')
    expect(again(null)).toBeUndefined()
  })

  test('BOOKS-4: makes a trial due, under the version that enabled', () => {
    const organization = enabled()
    expect(organization.connector?.trial).toEqual({ version: organization.version })
  })

  test('BOOKS-4: a waiver names the person and the reason, and holds until the next enabling', () => {
    const wish = { trial: 'waive', reason: 'As last year.' } as const
    const waived = valueOf(enableConnector(mapped(), wish, nothingInUse, later(10)))
    expect(waived.connector?.trial).toEqual({
      version: waived.version,
      waived: { by: 'admin-2', at: later(10).at, reason: 'As last year.' },
    })
    const off = valueOf(disableConnector(waived, {}, later(20)))
    const again = valueOf(enableConnector(off, {}, nothingInUse, later(30)))
    expect(again.connector?.trial).toEqual({ version: again.version })
  })

  test('BOOKS-4: a waiver without a reason is refused', () => {
    const refused = enableConnector(mapped(), { trial: 'waive' }, nothingInUse, later(10))
    expect(codeOf(refused)).toBe('connector.reason_invalid')
  })

  test('what is enabled changes nothing', () => {
    const organization = enabled('2026-11-01T00:00:00Z')
    for (const sendFrom of [undefined, '2026-11-01T00:00:00Z', '2026-11-01T01:00:00+01:00'])
      expect(valueOf(enableConnector(organization, { sendFrom }, nothingInUse, later(60)))).toBe(
        organization,
      )
  })

  test.each(['2026-02-30T00:00:00Z', '2026-11-01', 'yesterday', '2026-11-01T24:00:00Z', ''])(
    'refuses %j as a moment',
    (sendFrom) => {
      const result = enableConnector(mapped(), { sendFrom }, nothingInUse, later(10))
      expect(codeOf(result)).toBe('connector.send_from_invalid')
    },
  )

  test.each([
    ['an organisation without a connector', registered(), 'connector.not_configured'],
    ['a connector without a mapping', connected(), 'mapping.incomplete'],
  ])('is refused for %s', (_name, organization, code) => {
    expect(codeOf(enableConnector(organization, {}, nothingInUse, later(10)))).toBe(code)
  })

  test('with another date is refused while it is enabled', () => {
    const wish = { sendFrom: '2026-11-02T00:00:00Z' }
    expect(codeOf(enableConnector(enabled(), wish, nothingInUse, later(20)))).toBe(
      'connector.already_enabled',
    )
  })
})

describe('disabling', () => {
  test('TOGGLE-5: remembers who did it, when and why', () => {
    const organization = valueOf(disableConnector(enabled(), { reason: 'Årsoppgjør' }, later(20)))
    expect(organization.connector).toMatchObject({
      enabled: false,
      toggled: { version: organization.version, by: 'admin-2', reason: 'Årsoppgjør' },
    })
  })

  test('what is disabled changes nothing', () => {
    const organization = mapped()
    expect(valueOf(disableConnector(organization, { reason: 'Ferie' }, later(20)))).toBe(
      organization,
    )
  })

  test.each([
    ['without a connector', registered(), {}, 'connector.not_configured'],
    ['with a reason of nothing', enabled(), { reason: '  ' }, 'connector.reason_invalid'],
    ['with an unseen reason', enabled(), { reason: '\u200b\u2060' }, 'connector.reason_invalid'],
    [
      'with a reason as long as a book',
      enabled(),
      { reason: 'x'.repeat(501) },
      'connector.reason_invalid',
    ],
  ])('%s is refused', (_name, organization, wish, code) => {
    expect(codeOf(disableConnector(organization, wish, later(20)))).toBe(code)
  })
})
