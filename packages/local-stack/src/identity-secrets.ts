import { generateKeyPairSync, randomBytes, type JsonWebKey } from 'node:crypto'

export interface IdentitySecrets {
  readonly signingKey: JsonWebKey & { readonly kid: string }
  readonly cookieKey: string
  readonly clientSecrets: Readonly<Record<string, string>>
}

/** Completes what is kept from an earlier start: keys and secrets stay the same, new clients get one. */
export function completeIdentitySecrets(
  kept: Partial<IdentitySecrets> | undefined,
  clientIds: readonly string[],
): IdentitySecrets {
  return {
    signingKey: kept?.signingKey ?? newSigningKey(),
    cookieKey: kept?.cookieKey ?? newSecret(),
    clientSecrets: Object.fromEntries(
      clientIds.map((id) => [id, kept?.clientSecrets?.[id] ?? newSecret()]),
    ),
  }
}

/** Only characters that stand for themselves in a shell, an address and a header. */
export const newSecret = () => randomBytes(24).toString('base64url')

function newSigningKey(): IdentitySecrets['signingKey'] {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { ...privateKey.export({ format: 'jwk' }), kid: randomBytes(8).toString('base64url') }
}
