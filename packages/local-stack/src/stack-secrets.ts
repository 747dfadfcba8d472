import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { clients } from './demo-users.ts'
import { completeIdentitySecrets, newSecret, type IdentitySecrets } from './identity-secrets.ts'

export interface StackSecrets {
  readonly identity: IdentitySecrets
  readonly databasePasswords: Readonly<Record<string, string>>
}

/** What is drawn once per data folder, so that a restart keeps every sign-in. Only its owner may read the file. */
export function loadSecrets(file: string, services: readonly string[]): StackSecrets {
  const kept = read(file)
  const clientIds = clients.map(({ id }) => id)
  const secrets: StackSecrets = {
    identity: completeIdentitySecrets(kept?.identity, clientIds),
    databasePasswords: Object.fromEntries(
      services.map((name) => [name, kept?.databasePasswords?.[name] ?? newSecret()]),
    ),
  }
  writePrivately(file, secrets)
  return secrets
}

/** Whole or not at all, and for the owner's eyes. */
export function writePrivately(file: string, content: object): void {
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 })
  renameSync(draft, file)
}

function read(file: string): Partial<StackSecrets> | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<StackSecrets>
  } catch {
    return undefined
  }
}
