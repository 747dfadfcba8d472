import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { clients } from '../demo-users.ts'
import { interrupted } from '../interruption.ts'
import { startIdentityProvider } from '../identity-provider.ts'
import type { StackSecrets } from '../stack-secrets.ts'
import { runCommand } from './command.ts'

/** The identity provider as a process of its own: HOST, PORT, ISSUER, PAGES_URL and the SECRETS_FILE of the stack. */
await runCommand(async () => {
  const {
    HOST: host = '127.0.0.1',
    PORT: port = '0',
    ISSUER: issuer,
    PAGES_URL: pagesUrl,
    SECRETS_FILE: file,
  } = process.env
  if (!file) throw new Error('SECRETS_FILE: is missing. Give the path of the secrets of the stack.')
  const { identity } = JSON.parse(readFileSync(file, 'utf8')) as StackSecrets
  await using _provider = await startIdentityProvider({
    host,
    port: Number(port),
    issuer,
    pagesUrl,
    clients,
    secrets: identity,
  })
  await once(interrupted, 'abort')
  process.exitCode = 0
})
