import { executeSync, GraphQLError, parse, validate, type DocumentNode } from 'graphql'
import type { Exchange, Reply } from '#exchange.ts'
import { serve } from '#fault-flow.ts'
import type { RequestCounts } from '#request-counts.ts'
import { authenticate, issueToken, type Caller } from './access.ts'
import { burstReached, invalidToken, invalidValue, noCredits } from './errors.ts'
import type { Meter } from './limits.ts'
import { localTime } from './local-time.ts'
import { resolversFor } from './resolvers.ts'
import { schema } from './schema.ts'
import type { XledgerWorld } from './xledger-world.ts'

interface Deps {
  readonly world: XledgerWorld
  readonly meter: Meter
  readonly counts: RequestCounts
  readonly latencyMs: number
  readonly tokenLifetimeSeconds: number
}

/** Answers `POST /graphql` and `POST /oauth/token`. */
export function createXledger(deps: Deps) {
  const { world, counts, tokenLifetimeSeconds } = deps
  return (exchange: Exchange, body: string): void => {
    const path = exchange.url.split('?')[0]
    const route = `${exchange.method} ${path}`
    if (route === 'POST /graphql') return answerQuery(deps, exchange, body)
    if (route !== 'POST /oauth/token') return exchange.answer({ status: 404 })
    counts.count('oauth.token')
    const execute = () => issueToken(world, exchange, body, tokenLifetimeSeconds)
    serve(
      { world, exchange, execute, errorReply: pageReply, done: () => {} },
      world.faults.request(['oauth.token'], undefined),
    )
  }
}

function answerQuery(deps: Deps, exchange: Exchange, body: string): void {
  const { world, meter, counts, latencyMs } = deps
  const request = readRequest(body)
  const names = 'error' in request ? ['invalid'] : request.operations
  for (const name of names) counts.count(name)
  const answer = (reply: Reply) => {
    counts.countStatus(reply.status)
    exchange.answer(reply)
  }
  const refuse = (error: GraphQLError) => answer(errorReply(world, [error]))
  if ('error' in request) return refuse(request.error)
  const caller = authenticate(world, exchange.header('authorization'))
  if (caller instanceof GraphQLError) return refuse(caller)
  const tooMuch = meter.enter(caller.name, request.cost)
  if (tooMuch) return refuse(tooMuch)
  const run = () =>
    serve(
      {
        world,
        exchange: { ...exchange, answer },
        execute: () => execute(world, caller, request),
        errorReply: (status, headers) => faultReply(world, status, headers),
        done: () => meter.leave(caller.name),
      },
      world.faults.active ? world.faults.request(names, caller.own.seed.organizationId) : undefined,
    )
  if (latencyMs > 0) world.later(latencyMs, run)
  else run()
}

interface Request {
  readonly document: DocumentNode
  readonly variables: Record<string, unknown>
  /** The names of its root fields: what faults and counts call it. */
  readonly operations: readonly string[]
  readonly cost: number
}

function readRequest(body: string): Request | { readonly error: GraphQLError } {
  try {
    const given = JSON.parse(body) as { query?: unknown; variables?: Record<string, unknown> }
    if (typeof given.query !== 'string') throw new GraphQLError('A query is required.')
    const document = documentOf(given.query)
    checkMutations(document)
    const variables = given.variables ?? {}
    const nodes = Object.values(variables).flatMap((value) => (Array.isArray(value) ? value : []))
    return {
      document,
      variables,
      operations: rootFields(document),
      cost: 1 + Math.floor(nodes.length / 100),
    }
  } catch (error) {
    if (error instanceof GraphQLError) return { error }
    return { error: new GraphQLError('The body is not JSON.') }
  }
}

const documents = new Map<string, DocumentNode>()

/** Clients send few different texts, each of them often. */
function documentOf(query: string): DocumentNode {
  const known = documents.get(query)
  if (known) return known
  const document = parse(query)
  const [fault] = validate(schema, document)
  if (fault)
    throw new GraphQLError(fault.message, {
      extensions: { code: 'ARGUMENTS_OF_CORRECT_TYPE' },
    })
  if (documents.size >= 200) documents.clear()
  documents.set(query, document)
  return document
}

/** Each mutation is a request of its own; many lines go into one as its `inputs`. */
function checkMutations({ definitions }: DocumentNode): void {
  for (const definition of definitions)
    if (
      definition.kind === 'OperationDefinition' &&
      definition.operation === 'mutation' &&
      definition.selectionSet.selections.length > 1
    )
      throw invalidValue('Only one mutation can be sent in a request.')
}

const rootFields = ({ definitions }: DocumentNode): string[] =>
  definitions.flatMap((definition) =>
    definition.kind === 'OperationDefinition'
      ? definition.selectionSet.selections.flatMap((one) =>
          one.kind === 'Field' ? [one.name.value] : [],
        )
      : [],
  )

function execute(world: XledgerWorld, caller: Caller, { document, variables }: Request): Reply {
  const { data, errors } = executeSync({
    schema,
    document,
    rootValue: resolversFor(world, caller),
    variableValues: variables,
  })
  return errors ? errorReply(world, errors) : { status: 200, body: JSON.stringify({ data }) }
}

function errorReply(world: XledgerWorld, errors: readonly GraphQLError[]): Reply {
  const told = errors.map(({ message, extensions }) => ({
    message,
    ...(extensions['code'] === undefined ? {} : { code: extensions['code'] }),
    extensions,
  }))
  return { status: world.conduct.errorStatus, body: JSON.stringify({ errors: told, data: null }) }
}

/** Where faults are Xledger's own, its codes; what stands before it answers with a page. */
function faultReply(
  world: XledgerWorld,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  const seconds = headers['retry-after']
  if (status === 401) return errorReply(world, [invalidToken()])
  if (status !== 429) return pageReply(status)
  const resetAt = new Date(world.clock.now().getTime() + Number(seconds ?? 0) * 1000)
  return errorReply(world, [seconds === undefined ? burstReached() : noCredits(localTime(resetAt))])
}

const pageReply = (status: number): Reply => ({
  status,
  body: `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>Xledger is being maintained</h1></body></html>`,
  headers: { 'content-type': 'text/html; charset=utf-8' },
})
