import { expect, test } from 'vitest'
import { connected, stamp } from '#testing/examples.ts'
import type { SecretRead } from './ports/secret-reads.ts'
import { openSecrets, type OpenDeps } from './stored-secrets.ts'

const { id, connector } = connected()
const opening = (opens: string | undefined, note: OpenDeps['reads']['note']) =>
  openSecrets(
    {
      vault: { open: async () => opens } as unknown as OpenDeps['vault'],
      reads: { note, of: async () => [] },
      clock: { now: () => stamp.at },
    },
    id,
    connector!,
    connector!.secrets,
    'dynamics-adapter',
  )

test('a secret is given only after it was noted to whom', async () => {
  const noted: SecretRead[] = []
  expect(await opening('hunter2', async (read) => void noted.push(read))).toEqual({
    ok: true,
    value: { clientSecret: 'hunter2' },
  })
  expect(noted).toEqual([
    {
      organizationId: id,
      at: stamp.at,
      by: 'dynamics-adapter',
      connector: 'dynamics',
      credentialsVersion: connector!.credentialsVersion,
      fields: ['clientSecret'],
    },
  ])
})

test('what cannot be noted is not given', async () => {
  const away = () => Promise.reject(new Error('the database is away'))
  await expect(opening('hunter2', away)).rejects.toThrow('the database is away')
})

test('what does not open was given to nobody', async () => {
  const noted: SecretRead[] = []
  expect(await opening(undefined, async (read) => void noted.push(read))).toMatchObject({
    ok: false,
  })
  expect(noted).toEqual([])
})
