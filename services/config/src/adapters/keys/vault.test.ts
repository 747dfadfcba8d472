import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { SealedSecret } from '#domain/organization.ts'
import { createKeyRing } from '@bilagsbro/service-kit/keys/key-ring'
import { createVault } from './vault.ts'

const keys = new Map([
  ['k1', randomBytes(32)],
  ['k2', randomBytes(32)],
])
const vault = createVault(createKeyRing('k1', keys))
const place = { organizationId: 'hlf', connector: 'dynamics', field: 'clientSecret', version: 7 }
const secret = 'canary-Ærlig-4711'

describe('a sealed secret', () => {
  test('NOTE-5: opens where it was sealed, and shows nothing of itself', async () => {
    const sealed = await vault.seal(place, secret)
    expect(await vault.open(place, sealed)).toBe(secret)
    expect(sealed).toMatchObject({ v: 1, alg: 'AES-256-GCM', kekId: 'k1' })
    expect(Buffer.from(sealed.iv, 'base64')).toHaveLength(12)
    expect(Buffer.from(sealed.tag, 'base64')).toHaveLength(16)
    expect(JSON.stringify(sealed)).not.toContain('4711')
  })

  test('is another each time, under another data key', async () => {
    const [one, two] = [await vault.seal(place, secret), await vault.seal(place, secret)]
    for (const part of ['wrappedDek', 'iv', 'ct', 'tag'] as const)
      expect(one[part]).not.toBe(two[part])
  })

  test.each([
    ['organisation', { ...place, organizationId: 'blindeforbundet' }],
    ['connector', { ...place, connector: 'xledger' }],
    ['field', { ...place, field: 'privateKey' }],
    ['version', { ...place, version: 8 }],
  ])('does not open for another %s', async (_name, elsewhere) => {
    expect(await vault.open(elsewhere, await vault.seal(place, secret))).toBeUndefined()
  })

  test.each(['wrappedDek', 'iv', 'ct', 'tag'] as const)(
    'does not open with one bit of its %s turned',
    async (part) => {
      const sealed = await vault.seal(place, secret)
      const length = Buffer.from(sealed[part], 'base64').length
      for (let at = 0; at < length; at++) {
        const bytes = Buffer.from(sealed[part], 'base64')
        bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
        expect(
          await vault.open(place, { ...sealed, [part]: bytes.toString('base64') }),
        ).toBeUndefined()
      }
    },
  )

  test.each(['wrappedDek', 'iv', 'ct', 'tag'] as const)(
    'does not open with a shortened %s',
    async (part) => {
      const sealed = await vault.seal(place, secret)
      const short = Buffer.from(sealed[part], 'base64').subarray(0, -1).toString('base64')
      expect(await vault.open(place, { ...sealed, [part]: short })).toBeUndefined()
      expect(await vault.open(place, { ...sealed, [part]: '' })).toBeUndefined()
    },
  )

  test('does not open with the parts of another one', async () => {
    const [mine, yours] = [await vault.seal(place, secret), await vault.seal(place, 'yours')]
    const mixed: SealedSecret = { ...mine, ct: yours.ct, iv: yours.iv, tag: yours.tag }
    expect(await vault.open(place, mixed)).toBeUndefined()
  })
})

describe('key-encryption keys', () => {
  test('of an earlier time still open what they sealed, while a new one seals', async () => {
    const old = await vault.seal(place, secret)
    const rotated = createVault(createKeyRing('k2', keys))
    expect(await rotated.open(place, old)).toBe(secret)
    expect((await rotated.seal(place, secret)).kekId).toBe('k2')
  })

  test('of another time take a secret over without opening it', async () => {
    const old = await vault.seal(place, secret)
    const rotated = createVault(createKeyRing('k2', keys))
    const { kekId, wrappedDek, ...rest } = (await rotated.rewrap(place, old))!
    expect(rest).toEqual({ v: 1, alg: old.alg, iv: old.iv, ct: old.ct, tag: old.tag })
    expect(kekId).toBe('k2')
    const alone = createVault(createKeyRing('k2', new Map([['k2', keys.get('k2')!]])))
    expect(await alone.open(place, { ...old, kekId, wrappedDek })).toBe(secret)
    expect(await rotated.rewrap({ ...place, organizationId: 'other' }, old)).toBeUndefined()
    expect(await alone.rewrap(place, old)).toBeUndefined()
  })

  test('that are not loaded, or are others, open nothing', async () => {
    const sealed = await vault.seal(place, secret)
    const missing = createVault(createKeyRing('k2', new Map([['k2', keys.get('k2')!]])))
    const other = createVault(createKeyRing('k1', new Map([['k1', randomBytes(32)]])))
    expect(await missing.open(place, sealed)).toBeUndefined()
    expect(await missing.hasKey('k1')).toBe(false)
    expect(await other.open(place, sealed)).toBeUndefined()
    expect(await vault.open(place, { ...sealed, kekId: 'k2' })).toBeUndefined()
  })
})
