import { randomUUID } from 'node:crypto'
import type { Environment, World } from '#world.ts'
import { type Address, parseAddress } from './address.ts'
import { type Company } from './company.ts'
import { companies } from './entities.ts'
import { parseQuery } from './entity.ts'
import {
  badRequest,
  BusinessCentralError,
  companyNotFound,
  methodNotAllowed,
  resourceNotFound,
} from './errors.ts'
import { bodyOf, type Body } from './input.ts'
import { listAnswer } from './list.ts'
import { metadataText } from './metadata.ts'
import { isKnown, routeOf } from './routes.ts'
import type { Answer, Session } from './session.ts'

/** A request inside an environment: one by itself, or one of a `$batch`. */
export interface Operation {
  readonly method: string
  readonly address: string
  readonly body: unknown
  readonly header: (name: string) => string | undefined
}
export interface Place {
  readonly world: World
  readonly environment: Environment
  readonly address: string
  readonly english: boolean
  readonly now: string
  readonly undo: (() => void)[] | undefined
}

const noBody: Body = {}

export function execute(place: Place, operation: Operation): Answer {
  try {
    const address = addressOf(operation.address)
    if (address.pattern === '$metadata') return metadata(operation.method)
    if (address.pattern === 'companies') return listCompanies(place, operation, address)
    const route = routeOf(operation.method, address.pattern)
    if (!route) throw noRoute(operation.method, address)
    const query = parseQuery(address.query)
    const company = companyOf(place, operation, address, query.company)
    const { method } = operation
    const withBody =
      (method === 'POST' && route.operation !== 'journals.post') || method === 'PATCH'
    if (withBody && operation.body === undefined) throw badRequest('Invalid Request Body')
    return route.run(sessionOf(place, company), {
      keys: address.keys,
      path: address.path,
      query,
      prefer: operation.header('prefer'),
      countOnly: address.countOnly,
      ifMatch: operation.header('if-match'),
      body: withBody ? bodyOf(operation.body) : noBody,
    })
  } catch (error) {
    return errorAnswer(error, place.english)
  }
}

type Counted = Address & { readonly countOnly: boolean }

/** A list, or with `/$count` how long it is. */
function addressOf(text: string): Counted {
  const address = parseAddress(text)
  if (!address.pattern.endsWith(count)) return { ...address, countOnly: false }
  const pattern = address.pattern.slice(0, -count.length)
  if (pattern.endsWith(')')) throw resourceNotFound('$count')
  return { ...address, pattern, countOnly: true }
}
const count = '/$count'

function metadata(method: string): Answer {
  if (method !== 'GET') throw methodNotAllowed(method, '$metadata')
  return { status: 200, body: metadataText, headers: { 'content-type': 'application/xml' } }
}

const sessionOf = ({ world, address, now, undo }: Place, company: Company): Session => ({
  world,
  company,
  address,
  now,
  undo,
})

function listCompanies(place: Place, operation: Operation, address: Counted): Answer {
  if (operation.method !== 'GET') throw methodNotAllowed(operation.method, 'companies')
  const rows = place.environment.companies.values()
  const [first] = rows
  if (!first) throw companyNotFound()
  return listAnswer(sessionOf(place, first), companies, place.environment.companies.values(), {
    path: address.path,
    query: parseQuery(address.query),
    prefer: operation.header('prefer'),
    countOnly: address.countOnly,
  })
}

/** Named in the path, or by id or name in `?company=` or in the header. */
function companyOf(
  { environment }: Place,
  operation: Operation,
  address: Address,
  inQuery: string | undefined,
): Company {
  const byKey =
    address.companyKey ?? (address.pattern === 'companies()' ? address.keys[0] : undefined)
  if (byKey !== undefined) {
    const company = environment.companies.get(byKey)
    if (company) return company
    throw companyNotFound()
  }
  const named = inQuery ?? operation.header('company')
  for (const company of environment.companies.values())
    if (named !== undefined && (company.name === named || company.id === named.toLowerCase()))
      return company
  throw companyNotFound()
}

function noRoute(method: string, { pattern }: Address): BusinessCentralError {
  const segments = pattern.split('/')
  const last = segments.at(-1)!.replace('()', '')
  if (isKnown(pattern)) return methodNotAllowed(method, last)
  const stranger = segments.find(
    (_, at) => !isKnown(segments.slice(0, at + 1).join('/')) && !isKnown(segments[at]!),
  )
  return resourceNotFound(stranger?.replace('()', '') ?? last)
}

export function errorAnswer(error: unknown, english: boolean): Answer {
  const known = error instanceof BusinessCentralError
  const refusal = known
    ? error
    : new BusinessCentralError(500, 'Internal_ServerError', String(error))
  const text = english ? refusal.message : refusal.norwegian
  const id = randomUUID()
  const message = `${text}  CorrelationId:  ${id}.`
  return {
    status: refusal.status,
    body: JSON.stringify({ error: { code: refusal.code, message } }),
    headers: { 'ms-correlation-x': id },
  }
}

/** The names that faults and counts know an operation by; what cannot be understood has one of its own. */
export function operationName(method: string, address: string): string {
  try {
    const { pattern } = addressOf(address)
    if (pattern === '$metadata') return 'metadata.get'
    if (pattern === 'companies') return 'companies.list'
    return routeOf(method, pattern)?.operation ?? 'unknown'
  } catch {
    return 'unknown'
  }
}
