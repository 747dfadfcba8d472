import { constants, verify } from 'node:crypto'
import type { App } from '#world.ts'
import { aadError, type AadError } from './aad-error.ts'

interface Given {
  readonly assertion: string
  readonly type: string | null
  /** What the audience must begin with. */
  readonly audience: string
  /** In seconds. */
  readonly now: number
}
interface Claims {
  readonly aud?: unknown
  readonly iss?: unknown
  readonly sub?: unknown
  readonly exp?: unknown
  readonly nbf?: unknown
}
interface Header {
  readonly alg?: unknown
  readonly x5t?: unknown
  readonly 'x5t#S256'?: unknown
}

const wantedType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const invalidClient = (code: number, text: string) => aadError(401, 'invalid_client', code, text)

/** RFC 7523 as Entra ID takes it: signed by a certificate that the app registration knows by its thumbprint. */
export function checkAssertion(app: App, given: Given): AadError | undefined {
  if (given.type !== wantedType)
    return aadError(
      400,
      'invalid_request',
      900144,
      "The request body must contain the following parameter: 'client_assertion_type'.",
    )
  const parts = given.assertion.split('.')
  const header = parsePart<Header>(parts[0])
  const claims = parsePart<Claims>(parts[1])
  if (parts.length !== 3 || !header || !claims)
    return invalidClient(50027, 'JWT token is invalid or malformed.')
  if (claims.iss !== app.clientId || claims.sub !== app.clientId)
    return invalidClient(
      700021,
      "Client assertion application identifier doesn't match 'client_id' parameter.",
    )
  if (typeof claims.aud !== 'string' || !claims.aud.startsWith(given.audience))
    return invalidClient(700023, 'Client assertion audience claim does not match Realm issuer.')
  if (
    typeof claims.exp !== 'number' ||
    claims.exp <= given.now ||
    Number(claims.nbf) > given.now + 300
  )
    return invalidClient(700024, 'Client assertion is not within its valid time range.')
  if (isSignedByKnown(app, header, parts as [string, string, string])) return undefined
  return invalidClient(
    700027,
    'The certificate with identifier used to sign the client assertion is not registered on application.',
  )
}

function parsePart<T>(part: string | undefined): T | undefined {
  try {
    return JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as T
  } catch {
    return undefined
  }
}

function isSignedByKnown(app: App, header: Header, parts: [string, string, string]): boolean {
  const [head, claims, signature] = parts
  const certificate = app.certificates.find(
    ({ thumbprint }) => Buffer.from(thumbprint, 'hex').toString('base64url') === header['x5t#S256'],
  )
  if (!certificate || header.alg !== 'PS256') return false
  return verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    {
      key: certificate.publicKey,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    },
    Buffer.from(signature, 'base64url'),
  )
}
