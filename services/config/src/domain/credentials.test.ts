import { describe, expect, test } from 'vitest'
import {
  certificate,
  codeOf,
  connected,
  draft,
  later,
  mapped,
  nothingInUse,
  privateKey,
  registered,
  sealed,
  valueOf,
} from '#testing/examples.ts'
import { targetFingerprint as targetFingerprintOf } from './credential-schema.ts'
import {
  changesNothing,
  planConnector as planWith,
  refuseMove,
  withConnector,
  type ConnectorDraft,
} from './credentials.ts'
import type { Organization } from './organization.ts'
import { enableConnector } from './toggle.ts'
import { dynamicsSchema, restSchema } from '#testing/schemas.ts'
import { refusalOf } from '#testing/told.ts'

const { target } = draft
const planConnector = (organization: Organization, given: ConnectorDraft) =>
  planWith(organization, given, dynamicsSchema)
const withTarget = (part: Record<string, string>, secrets = draft.secrets): ConnectorDraft => ({
  ...draft,
  target: { ...target, ...part },
  secrets,
})
const messageOf = (given: ConnectorDraft, organization = registered()) =>
  refusalOf(planConnector(organization, given))

describe('a draft of credentials', () => {
  test.each<[string, ConnectorDraft, string]>([
    [
      'a domain for the tenant',
      withTarget({ tenantId: 'hlf.no' }),
      'target.tenantId does not have the right form. Where to find',
    ],
    ['an address for the environment', withTarget({ environment: 'a/b' }), 'target.environment'],
    ['a name for the company', withTarget({ companyId: 'CRONUS' }), 'target.companyId'],
    ['an empty client', withTarget({ clientId: '' }), 'target.clientId does not'],
    ['a missing target', { ...draft, target: {} }, 'target.tenantId is missing'],
    ['an unknown target', withTarget({ tennant: 'x' }), 'target has a field that is not known'],
    ['an inherited name', withTarget({ toString: 'x' }), 'target has a field that is not known'],
    ['no secret', { ...draft, secrets: {} }, 'Nothing of secrets is stored for this ledger'],
    [
      'an unknown secret',
      { ...draft, secrets: { password: 'hunter22' } },
      'secrets has a field that is not known',
    ],
    [
      'a short secret',
      { ...draft, secrets: { clientSecret: 'x' } },
      'secrets.clientSecret does not',
    ],
    [
      'spaces',
      { ...draft, secrets: { clientSecret: ' first~secret' } },
      'clientSecret does not have',
    ],
    ["a secret's id", { ...draft, secrets: { clientSecret: target['clientId']! } }, '"Secret ID"'],
    ['half a pair', { ...draft, secrets: { certificate } }, 'secrets.privateKey is missing'],
    [
      'a key for a certificate',
      { ...draft, secrets: { certificate: privateKey, privateKey } },
      'secrets.certificate does not have',
    ],
    [
      'two ways at once',
      { ...draft, secrets: { clientSecret: 'first~secret', certificate, privateKey } },
      'do not go together',
    ],
  ])('with %s is refused by name', (_name, given, fault) => {
    expect(codeOf(planConnector(registered(), given))).toBe('connector.credentials_invalid')
    expect(messageOf(given)).toContain(fault)
  })

  test('that shows one of its secrets in its target is refused, and does not repeat it', () => {
    const secrets = { apiKey: 'hunter2-hunter2' }
    const target = { endpoint: 'https://ledger.example/hunter2-hunter2/vouchers' }
    const planned = planWith(registered(), { type: 'rest', target, secrets }, restSchema)
    expect(codeOf(planned)).toBe('connector.credentials_invalid')
    expect(refusalOf(planned)).toContain('target.endpoint holds one of the secrets')
    expect(JSON.stringify(planned)).not.toContain('hunter2')
  })

  test('names every fault at once', () => {
    const message = messageOf({ ...draft, target: {}, secrets: { clientSecret: '' } })
    for (const field of ['tenantId', 'environment', 'companyId', 'clientId', 'clientSecret'])
      expect(message).toContain(field)
  })

  test('DOD-6: is never repeated by a refusal, not even where a secret stands in a wrong field', () => {
    const canary = 'canary\u0007-4711'
    const everywhere: ConnectorDraft = {
      type: canary,
      target: Object.fromEntries([...Object.keys(target), canary].map((name) => [name, canary])),
      secrets: { clientSecret: canary, [canary]: canary },
    }
    expect(messageOf(everywhere)).not.toContain('4711')
    expect(messageOf({ ...everywhere, type: 'dynamics' })).not.toContain('4711')
  })

  test.each([
    ['a client secret', { clientSecret: 'first~secret' }],
    ['a certificate with its key', { certificate, privateKey }],
  ])('with %s is taken', (_name, secrets) => {
    const plan = valueOf(planConnector(registered(), { ...draft, secrets }))
    expect(plan.given.map(({ field }) => field)).toEqual(Object.keys(secrets))
  })
})

describe('a saved connector', () => {
  test('keeps its secret where none is given for the same target', () => {
    const plan = valueOf(planConnector(connected(), { ...draft, secrets: {} }))
    expect(plan.stored.map(({ field }) => field)).toEqual(['clientSecret'])
    expect(changesNothing(connected(), plan, [])).toBe(true)
  })

  test('stays where it is when fingerprints came to be computed in another way', () => {
    const before = connected()
    const stored = { ...before.connector!, targetFingerprint: 'of another time' }
    const organization = { ...before, connector: stored }
    const plan = valueOf(planConnector(organization, { ...draft, secrets: {} }))
    expect(plan.targetFingerprint).toBe('of another time')
    expect(plan.stored.map(({ field }) => field)).toEqual(['clientSecret'])
    const moved = valueOf(planConnector(organization, withTarget({ environment: 'Sandbox' })))
    expect(moved.targetFingerprint).toBe(targetFingerprintOf(dynamicsSchema, moved.target))
  })

  test('never gives its fingerprint to the ledger that takes its place', () => {
    const [capital, small] = ['https://ledger.example/Oslo', 'https://ledger.example/oslo']
    const given = (endpoint: string) => ({
      type: 'rest',
      target: { endpoint },
      secrets: { apiKey: 'hunter2-hunter2' },
    })
    const plan = valueOf(planWith(registered(), given(capital), restSchema))
    const before = withConnector(registered(), plan, [sealed('apiKey', 'k')], later(1))
    // As it was made once: of small letters.
    const targetFingerprint = targetFingerprintOf(restSchema, { endpoint: small })
    const stored = { ...before, connector: { ...before.connector!, targetFingerprint } }
    const moved = valueOf(planWith(stored, given(small), restSchema))
    expect(moved.targetFingerprint).not.toBe(targetFingerprint)
    expect(valueOf(planWith(stored, given(capital), restSchema)).targetFingerprint).toBe(
      targetFingerprint,
    )
  })

  test.each([
    ['another tenant', { tenantId: target['companyId']! }],
    ['another environment', { environment: 'Sandbox' }],
    ['another company', { companyId: target['tenantId']! }],
  ])('does not carry its secret over to %s', (_name, part) => {
    expect(messageOf(withTarget(part, {}), connected())).toContain(
      'Nothing of secrets is stored for this ledger',
    )
    const moved = valueOf(planConnector(connected(), withTarget(part)))
    expect(moved.stored).toEqual([])
  })

  test('drops the secrets of the way in that it no longer takes', () => {
    const before = connected()
    const given = { ...draft, secrets: { certificate, privateKey } }
    const plan = valueOf(planConnector(before, given))
    const fresh = [sealed('certificate', 'c'), sealed('privateKey', 'k')]
    const after = withConnector(before, plan, fresh, later(5))
    expect(after.connector?.secrets.map(({ field }) => field)).toEqual([
      'certificate',
      'privateKey',
    ])
  })

  test('replaces one secret of a pair and keeps the other', () => {
    const pair = { ...draft, secrets: { certificate, privateKey } }
    const first = withConnector(
      registered(),
      valueOf(planConnector(registered(), pair)),
      [sealed('certificate', 'c1'), sealed('privateKey', 'k1')],
      later(1),
    )
    const plan = valueOf(planConnector(first, pair))
    const second = withConnector(first, plan, [sealed('privateKey', 'k2')], later(2))
    expect(second.connector?.secrets.map(({ sealed: { ct } }) => ct)).toEqual(['c1', 'k2'])
  })

  test('WIZARD-6: takes new credentials while it is enabled, stays enabled, and says they are new', () => {
    const enabled = valueOf(
      enableConnector(mapped(), { sendFrom: '2026-11-01T00:00:00Z' }, nothingInUse, later(3)),
    )
    const given = withTarget({ clientId: target['tenantId']! }, { clientSecret: 'second~secret' })
    const plan = valueOf(planConnector(enabled, given))
    const after = withConnector(enabled, plan, [sealed('clientSecret', 's2')], later(4))
    expect(after.connector).toMatchObject({ enabled: true, sendFrom: enabled.connector?.sendFrom })
    expect(after.connector?.targetFingerprint).toBe(enabled.connector?.targetFingerprint)
    expect(after.connector?.credentialsVersion).toBe(after.version)
    expect(after.connector?.toggled?.version).toBe(enabled.version)
  })

  test('refuses another target while it is enabled, and takes it disabled', () => {
    const enabled = valueOf(enableConnector(mapped(), {}, nothingInUse, later(3)))
    const moved = withTarget({ environment: 'Sandbox' })
    expect(refuseMove(enabled, valueOf(planConnector(enabled, moved)))?.code).toBe(
      'connector.target_in_use',
    )
    const after = withConnector(
      mapped(),
      valueOf(planConnector(mapped(), moved)),
      [sealed('clientSecret', 's')],
      later(4),
    )
    expect(after.connector).toMatchObject({ enabled: false, target: { environment: 'Sandbox' } })
  })
})

describe('a fingerprint', () => {
  const fingerprint = (part: Record<string, string>) =>
    targetFingerprintOf(dynamicsSchema, { ...target, ...part })

  test('stays with another client id, and with letters of another size', () => {
    expect(fingerprint({ clientId: 'x' })).toBe(fingerprint({}))
    expect(
      fingerprint({ tenantId: target['tenantId']!.toUpperCase(), environment: 'PRODUCTION' }),
    ).toBe(fingerprint({}))
  })

  test.each(['tenantId', 'environment', 'companyId'])('changes with %s', (field) => {
    expect(fingerprint({ [field]: 'other' })).not.toBe(fingerprint({}))
  })
})
