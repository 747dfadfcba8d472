import { randomBytes } from 'node:crypto'
import { GraphQLError } from 'graphql'
import type { Exchange, Reply } from '#exchange.ts'
import type { Books } from './books.ts'
import { badTokenFormat, invalidToken } from './errors.ts'
import type { XledgerWorld } from './xledger-world.ts'

export interface Caller {
  /** Whom requests are counted against. */
  readonly name: string
  /** The entity that the token was made in. */
  readonly own: Books
  /** That one, and those below it. */
  readonly reached: readonly Books[]
  readonly mayWrite: boolean
}

/** `Authorization: token <t>`; `Bearer` only with what the token endpoint gave, which is our assumption (README.md). */
export function authenticate(
  world: XledgerWorld,
  authorization: string | undefined,
): Caller | GraphQLError {
  const [, scheme, secret = ''] = /^(token|Bearer) (\S+)$/.exec(authorization ?? '') ?? []
  if (scheme === 'Bearer') {
    const issued = world.accessTokens.get(secret)
    if (!issued) return badTokenFormat()
    if (issued.expiresAt <= world.clock.now().getTime()) return invalidToken()
    return callerOf(world, world.owners.get(issued.owner)!, 'oauth', true)
  }
  if (!scheme) return badTokenFormat()
  for (const books of world.owners.values()) {
    if (books.seed.apiToken === secret) return callerOf(world, books, 'token', true)
    if (books.seed.readOnlyToken === secret) return callerOf(world, books, 'reader', false)
  }
  return invalidToken()
}

const callerOf = (world: XledgerWorld, own: Books, kind: string, mayWrite: boolean): Caller => ({
  name: `${kind} ${own.seed.ownerDbId}`,
  own,
  reached: [own, ...below(world, own)],
  mayWrite,
})

function below(world: XledgerWorld, { seed }: Books): Books[] {
  const children = [...world.owners.values()].filter(
    (each) => each.seed.parentDbId === seed.ownerDbId,
  )
  return children.flatMap((child) => [child, ...below(world, child)])
}

/** `POST /oauth/token`: client credentials, in the form or as Basic. */
export function issueToken(
  world: XledgerWorld,
  exchange: Exchange,
  body: string,
  lifetimeSeconds: number,
): Reply {
  const form = new URLSearchParams(body)
  if (form.get('grant_type') !== 'client_credentials')
    return oauthError(400, 'unsupported_grant_type', 'Only client_credentials is supported.')
  const [id, secret] = clientOf(exchange.header('authorization')) ?? [
    form.get('client_id'),
    form.get('client_secret'),
  ]
  const books = [...world.owners.values()].find(({ seed }) => seed.clientId === id)
  if (!books) return oauthError(401, 'invalid_client', 'Unknown client.')
  const { clientSecret, expiredSecret, ownerDbId } = books.seed
  if (secret === expiredSecret)
    return oauthError(401, 'invalid_client', 'The client secret has expired.')
  if (secret !== clientSecret) return oauthError(401, 'invalid_client', 'Wrong client secret.')
  const token = randomBytes(24).toString('base64url')
  const expiresAt = world.clock.now().getTime() + lifetimeSeconds * 1000
  world.accessTokens.set(token, { owner: ownerDbId, expiresAt })
  return json(200, { access_token: token, token_type: 'Bearer', expires_in: lifetimeSeconds })
}

function clientOf(authorization: string | undefined): string[] | undefined {
  const [, encoded] = /^Basic (\S+)$/.exec(authorization ?? '') ?? []
  if (!encoded) return undefined
  const text = Buffer.from(encoded, 'base64').toString()
  const at = text.indexOf(':')
  return [text.slice(0, at), text.slice(at + 1)].map(decodeURIComponent)
}

const json = (status: number, value: object): Reply => ({ status, body: JSON.stringify(value) })
const oauthError = (status: number, error: string, description: string) =>
  json(status, { error, error_description: description })
