import { sign } from 'node:crypto'
import { audience } from '../../identity-provider.ts'
import { databaseServices } from '../../services.ts'
import { stackHome } from '../../stack-options.ts'
import { loadSecrets } from '../../stack-secrets.ts'
import type { Stack } from '../../start-stack.ts'

/** Tokens of so many global administrators, as the stack's own identity provider would sign them. */
export function tokensOf(stack: Stack, callers: number): string[] {
  const { identity } = loadSecrets(stackHome(stack.home).secretsFile, databaseServices)
  const { kid, ...key } = identity.signingKey
  const iat = Math.floor(Date.now() / 1000)
  const head = part({ alg: 'ES256', kid, typ: 'at+jwt' })
  return Array.from({ length: callers }, (_, no) => {
    const signed = `${head}.${part({
      iss: stack.addresses().oidc.issuer,
      aud: audience,
      sub: `viewer-${no}`,
      client_id: 'bench',
      iat,
      exp: iat + 3600,
      bilagsbro_roles: [{ role: 'global_admin' }],
    })}`
    const signature = sign('sha256', Buffer.from(signed), {
      key,
      format: 'jwk',
      dsaEncoding: 'ieee-p1363',
    })
    return `${signed}.${signature.toString('base64url')}`
  })
}

const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url')
