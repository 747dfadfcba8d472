import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openKeyFile } from '@bilagsbro/service-kit/keys/key-file'
import { createVault } from './vault.ts'

const folder = await mkdtemp(join(tmpdir(), 'key-file-'))
afterAll(() => rm(folder, { recursive: true }))
const place = { organizationId: 'hlf', connector: 'dynamics', field: 'clientSecret', version: 1 }
const key = (byte: number) => Buffer.alloc(32, byte).toString('base64')

describe('a key file', () => {
  test('is made when that is asked for, for its owner alone, and is kept', async () => {
    const path = join(folder, 'new', 'keys.json')
    const sealed = await createVault(await openKeyFile(path, true)).seal(place, 'secret')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    const again = createVault(await openKeyFile(path, true))
    expect(await again.open(place, sealed)).toBe('secret')
    expect(await readdir(join(folder, 'new'))).toEqual(['keys.json'])
  })

  test('is the same for twenty that start at once', async () => {
    const path = join(folder, 'twenty.json')
    const vaults = await Promise.all(
      Array.from({ length: 20 }, async () => createVault(await openKeyFile(path, true))),
    )
    const sealed = await vaults[0]!.seal(place, 'secret')
    for (const vault of vaults) expect(await vault.open(place, sealed)).toBe('secret')
  })

  test('that is missing is named with the remedy, and is not made', async () => {
    const path = join(folder, 'missing.json')
    await expect(openKeyFile(path, false)).rejects.toThrow(
      /KEY_FILE: .*missing\.json.*KEY_FILE_CREATE/,
    )
    await expect(stat(path)).rejects.toThrow('ENOENT')
  })

  test.each([
    ['nothing', ''],
    ['half of itself', '{"current": "a", "keys": {"a": "canary'],
    ['another document', '[]'],
    ['null', 'null'],
    ['no current key', JSON.stringify({ current: 'b', keys: { a: key(1) } })],
    ['a short key', JSON.stringify({ current: 'a', keys: { a: key(1), b: 'Y2FuYXJ5' } })],
  ])('of %s is refused without a word of what it holds', async (_name, text) => {
    const path = join(folder, 'wrong.json')
    await writeFile(path, text)
    const fault = await openKeyFile(path, true).catch((error: unknown) => error)
    expect(String(fault)).toContain('is not a key file')
    expect(String(fault)).not.toMatch(/canary|Y2FuYXJ5/)
    expect(await readFile(path, 'utf8')).toBe(text)
  })

  test('may hold older keys beside the current one', async () => {
    const path = join(folder, 'rotated.json')
    await writeFile(path, JSON.stringify({ current: 'a', keys: { a: key(1) } }))
    const sealed = await createVault(await openKeyFile(path, false)).seal(place, 'secret')
    await writeFile(path, JSON.stringify({ current: 'b', keys: { a: key(1), b: key(2) } }))
    const rotated = createVault(await openKeyFile(path, false))
    expect(await rotated.open(place, sealed)).toBe('secret')
    expect((await rotated.seal(place, 'secret')).kekId).toBe('b')
  })
})
