import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MikroORM } from '@mikro-orm/postgresql'
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose'
import { inject } from 'vitest'
import type { Role } from './actor.ts'
import { openDatabase, type Migrations, type Tables } from './postgres.ts'

/** A database of its own, with the migrations applied; dropped afterwards. */
export async function createTestDatabase<const T extends Tables>(options: {
  readonly tables: T
  readonly migrations: Migrations
}) {
  const { server, name, url } = newDatabase()
  await onServer(server, `create database ${name}`)
  const orm = await openDatabase({ ...options, url, poolSize: 5 })
  return {
    url,
    orm,
    /** Lets nobody in, and puts out who is there, until `during` is over. */
    async whileAway<Found>(during: () => Promise<Found>): Promise<Found> {
      const allow = (isAllowed: boolean) =>
        onServer(server, `alter database ${name} with allow_connections ${isAllowed}`)
      await allow(false)
      try {
        await onServer(
          server,
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
        )
        return await during()
      } finally {
        await allow(true)
      }
    },
    async [Symbol.asyncDispose]() {
      await orm.close()
      await onServer(server, `drop database if exists ${name} with (force)`)
    },
  }
}

/** The same, with a user of its own that owns nothing: row-level security holds for `url` and `orm`. */
export async function createScopedTestDatabase<const T extends Tables>(options: {
  readonly tables: T
  readonly migrations: Migrations
  readonly appendOnly?: readonly string[]
}) {
  const { server, name, url: ownerUrl } = newDatabase()
  await onServer(server, `create database ${name}`)
  await onServer(server, `create role ${name} login password '${name}'`)
  const url = Object.assign(new URL(ownerUrl), { username: name, password: name }).href
  const orm = await openDatabase({ ...options, url, ownerUrl, poolSize: 5 })
  return {
    url,
    ownerUrl,
    orm,
    async [Symbol.asyncDispose]() {
      await orm.close()
      await onServer(server, `drop database if exists ${name} with (force)`)
      await onServer(server, `drop role if exists ${name}`)
    },
  }
}

/**
 * How many entries of a table's indexes were read so far, for tests of what a statement goes through. The one
 * connection that a test uses in turn tells it at the end of a transaction.
 */
export async function indexEntriesRead({ em }: MikroORM, table: string): Promise<number> {
  await em.fork().execute(`select pg_stat_force_next_flush()`)
  const [found] = await em
    .fork()
    .execute(
      `select sum(idx_tup_read)::int as read from pg_stat_user_indexes where relname = '${table}'`,
    )
  return found!.read
}

function newDatabase() {
  const server = inject('databaseUrl')
  const name = `test_${randomBytes(8).toString('hex')}`
  return { server, name, url: Object.assign(new URL(server), { pathname: `/${name}` }).href }
}

async function onServer(clientUrl: string, statement: string): Promise<void> {
  const orm = new MikroORM({ clientUrl, entities: [], discovery: { warnWhenNoEntities: false } })
  try {
    await orm.em.fork().execute(statement)
  } finally {
    await orm.close()
  }
}

export interface TestTokenOptions {
  readonly sub?: string
  /** Roles by name hold in `organization`, but for `global_admin`; or with the organisation of each. */
  readonly roles?: readonly (Role | { readonly role: Role; readonly organization?: string })[]
  readonly organization?: string
  /** The client id of a service, for service tokens. */
  readonly service?: string
  readonly audience?: string
  readonly expiresInSeconds?: number
  readonly typ?: string
  /** Replaces or adds claims, for tokens that should be refused. */
  readonly claims?: Readonly<Record<string, unknown>>
}

/**
 * An identity provider on a local port: discovery, keys, client credentials for any client with secret `secret`.
 * `grant` takes the place of what it answers to those.
 */
export async function createTestIssuer({ grant }: { readonly grant?: object | null } = {}) {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256', use: 'sig' }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const requests: string[] = []

  const token = (options: TestTokenOptions = {}) => {
    const now = Math.floor(Date.now() / 1000)
    const standard = {
      iss: issuer,
      aud: options.audience ?? 'bilagsbro',
      iat: now,
      exp: now + (options.expiresInSeconds ?? 600),
    }
    const claims: JWTPayload = {
      ...standard,
      ...claimsOf(options),
      ...(options.claims as JWTPayload),
    }
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'test', typ: options.typ ?? 'at+jwt' })
      .sign(privateKey)
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    requests.push(`${request.method} ${request.url}`)
    const body = await documentAt(request)
    response.writeHead(body === undefined ? 401 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body === undefined ? { error: 'invalid_client' } : body))
  }
  async function documentAt({ url, headers }: IncomingMessage): Promise<object | null | undefined> {
    if (url === '/.well-known/openid-configuration')
      return { issuer, jwks_uri: `${issuer}/jwks`, token_endpoint: `${issuer}/token` }
    if (url === '/jwks') return { keys: [jwk] }
    const basic = Buffer.from(headers.authorization?.slice(6) ?? '', 'base64').toString()
    const [client, secret] = basic.split(':').map(decodeURIComponent)
    if (url !== '/token' || !client || secret !== 'secret') return undefined
    if (grant !== undefined) return grant
    return { access_token: await token({ service: client }), token_type: 'Bearer', expires_in: 600 }
  }

  return {
    issuer,
    token,
    /** What was asked of it, such as `POST /token`, oldest first. */
    requests: requests as readonly string[],
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function claimsOf({ sub, roles = [], organization, service }: TestTokenOptions): JWTPayload {
  if (service !== undefined) return { sub: service, client_id: service, bilagsbro_service: true }
  return {
    sub: sub ?? 'user-1',
    client_id: 'test-client',
    bilagsbro_roles: roles.map((role) =>
      typeof role === 'string'
        ? { role, ...(organization && role !== 'global_admin' && { organization }) }
        : role,
    ),
  }
}

/** For a process that a test starts with settings of its own: what is compiled already need not be again. */
export const compileCache = (): Record<string, string> => {
  const folder = process.env['NODE_COMPILE_CACHE']
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder }
}
