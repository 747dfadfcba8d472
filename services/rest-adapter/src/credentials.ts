import type { Failure } from '@bilagsbro/booking/failure'
import type {
  Connection,
  SettledBy,
} from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { checkAddress, placeholder, type Policy } from './addresses.ts'
import { credentialFields } from './credential-fields.ts'
import { parseJson } from './said.ts'

export type Proof =
  | { readonly kind: 'header'; readonly name: string; readonly value: string }
  | {
      readonly kind: 'oauth2'
      readonly tokenUrl: URL
      readonly clientId: string
      readonly clientSecret: string
      readonly scope: string | undefined
      readonly audience?: string | undefined
      /** Where the client shows its secret. */
      readonly shownIn?: 'header' | 'body'
    }

const keyForms = ['quoted', 'raw', 'uuid'] as const
export type KeyForm = (typeof keyForms)[number]

/** One connection to one ledger, every field of it checked. */
export interface CheckedConnection {
  readonly endpoint: URL
  readonly proof: Proof
  /** Secret ones, beside the proof. */
  readonly headers: Readonly<Record<string, string>>
  readonly template: string
  /** Of numbers in what the template makes. */
  readonly decimals: number
  /** How an answer shows that a voucher is booked, where the connection says so. */
  readonly success?: Success
  /** The header of an answer that the ledger's support finds the request by; left out, the usual ones. */
  readonly correlationHeader?: string
  readonly keyForm: KeyForm
  readonly idempotent: boolean
  /** How long the ledger remembers a key, in milliseconds. */
  readonly keptMs: number
  /** The ledger takes vouchers and books them later, however much later. */
  readonly answersLater: boolean
  readonly lookUp?: LookUp
  readonly arrays?: Arrays
  readonly lists: Readonly<Partial<Record<'accounts' | 'cost_centres', List>>>
}
interface Success {
  /** JSONata over status, location and body, by what it reads. */
  readonly expressions: Readonly<Record<string, string>> & { readonly number: string }
  /** An answer that says yes, as the expressions get it. */
  readonly example?: string
}
interface LookUp {
  readonly urlFor: (reference: string) => URL
  /** JSONata over the body, by what it reads. */
  readonly expressions: Readonly<Record<string, string>> & { readonly lines: string }
  /** JSONata over status and body: whether the voucher is not there. */
  readonly absent: string | undefined
}
/** How many vouchers go in one request. */
export interface Arrays {
  readonly url: URL
  /** Vouchers of one request. */
  readonly most: number
  readonly template: string
  /** JSONata over status, location, body and references: what became of each voucher. */
  readonly items: string
  /** A request that the ledger refuses books nothing of it. */
  readonly isAtomic: boolean
}
interface List {
  readonly url: URL
  readonly expression: string
}

/** How doubts of a connection are settled, without checking the connection: asked before any call. */
export const settledBy = ({ target }: Connection): SettledBy =>
  target['lookUpUrl'] ? 'look_up' : target['idempotent'] === 'yes' ? 'replay' : 'person'

const patterns = credentialFields.map(({ name, kind, required, pattern = '.' }) => ({
  name,
  kind,
  required,
  pattern: new RegExp(pattern),
}))

export function readCredentials(
  connection: Connection,
  policy: Policy,
): Result<CheckedConnection, Failure> {
  const { target, secrets } = connection
  for (const { name, kind, required, pattern } of patterns) {
    const value = kind === 'target' ? target[name] : secrets[name]
    if (!value ? required : !pattern.test(value)) return incomplete(name)
  }
  const endpoint = checkAddress('endpoint', target['endpoint'] ?? '', policy)
  if (!endpoint.ok) return endpoint
  const proof = proofOf(connection, policy)
  if (!proof.ok) return proof
  const lookUp = lookUpOf(connection, endpoint.value, policy)
  if (!lookUp.ok) return lookUp
  const arrays = arraysOf(connection, endpoint.value, policy)
  if (!arrays.ok) return arrays
  const lists = listsOf(connection, endpoint.value, policy)
  if (!lists.ok) return lists
  const headers = headersOf(connection, proof.value)
  if (!headers) return incomplete('extraHeaders')
  const success = successOf(connection)
  if (!success.ok) return success
  return ok({
    endpoint: endpoint.value,
    proof: proof.value,
    headers,
    template: target['template'] ?? '',
    decimals: Number(target['decimals'] || 2),
    ...(success.value && { success: success.value }),
    ...(target['correlationHeader'] && { correlationHeader: target['correlationHeader'] }),
    keyForm: keyForms.find((form) => form === target['keyForm']) ?? 'quoted',
    idempotent: target['idempotent'] === 'yes',
    keptMs: Number(target['keyHours'] || 24) * 3_600_000,
    answersLater: target['answersLater'] === 'yes',
    ...(lookUp.value && { lookUp: lookUp.value }),
    ...(arrays.value && { arrays: arrays.value }),
    lists: lists.value,
  })
}

/** Headers that say how the request travels, or that are not the customer's to set. */
const ours =
  /^(accept|connection|content-.*|expect|host|idempotency-key|keep-alive|te|trailer|transfer-.*|upgrade|proxy-.*|via)$/i

/** Nothing where one of them is not the customer's to set. */
function headersOf({ secrets }: Connection, proof: Proof): Record<string, string> | undefined {
  const taken = proof.kind === 'header' ? proof.name.toLowerCase() : 'authorization'
  const lines = (secrets['extraHeaders'] ?? '').split(/\r?\n/).filter(Boolean)
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon), line.slice(colon + 1).trim()] as const
  })
  const names = headers.map(([name]) => name.toLowerCase())
  if (names.includes(taken) || names.some((name) => ours.test(name))) return undefined
  return Object.fromEntries(headers)
}

function successOf({ target }: Connection): Result<Success | undefined, Failure> {
  const { answerNumber, answerError, answerExample } = target
  if (!answerNumber) {
    // Alone they would have no effect, and somebody would believe that they had.
    if (answerError || answerExample) return incomplete('answerNumber')
    return ok(undefined)
  }
  const example = answerExample ? exampleIn(answerExample) : undefined
  if (answerExample && !example) return incomplete('answerExample')
  return ok({
    expressions: { number: answerNumber, ...(answerError && { error: answerError }) },
    ...(example && { example }),
  })
}

function exampleIn(text: string): string | undefined {
  const answer = parseJson(text) as { status?: unknown } | undefined
  return typeof answer?.status === 'number' ? JSON.stringify(answer) : undefined
}

function proofOf({ target, secrets }: Connection, policy: Policy): Result<Proof, Failure> {
  const { apiKey, username, password, clientSecret } = secrets
  const { authentication, headerName, clientId, scope } = target
  if (authentication === 'api_key') {
    if (!apiKey) return incomplete('apiKey')
    const name = headerName || 'X-API-Key'
    return ours.test(name) ? incomplete('headerName') : ok({ kind: 'header', name, value: apiKey })
  }
  if (authentication === 'basic') {
    // RFC 7617: the first colon ends the user name.
    if (!username || username.includes(':')) return incomplete('username')
    if (!password) return incomplete('password')
    // In UTF-8, composed.
    const pair = Buffer.from(`${username}:${password}`.normalize('NFC')).toString('base64')
    return ok({ kind: 'header', name: 'Authorization', value: `Basic ${pair}` })
  }
  if (!clientId) return incomplete('clientId')
  if (!clientSecret) return incomplete('clientSecret')
  const tokenUrl = checkAddress('tokenUrl', target['tokenUrl'] ?? '', policy)
  if (!tokenUrl.ok) return tokenUrl
  return ok({
    kind: 'oauth2',
    tokenUrl: tokenUrl.value,
    clientId,
    clientSecret,
    scope: scope || undefined,
    audience: target['audience'] || undefined,
    shownIn: target['clientAuthentication'] === 'body' ? 'body' : 'header',
  })
}

function lookUpOf(
  { target }: Connection,
  endpoint: URL,
  policy: Policy,
): Result<LookUp | undefined, Failure> {
  const { lookUpUrl, lookUpLines } = target
  if (!lookUpUrl) return ok(undefined)
  if (!lookUpLines) return incomplete('lookUpLines')
  const addressFor = (reference: string) =>
    lookUpUrl.replaceAll('{reference}', encodeURIComponent(reference))
  const checked = sameOrigin('lookUpUrl', addressFor(placeholder), endpoint, policy)
  if (!checked.ok) return checked
  const names = ['lines', 'found', 'number', 'date', 'held']
  const given = names.flatMap((name) => {
    const text = target[`lookUp${name[0]!.toUpperCase()}${name.slice(1)}`]
    return text ? [[name, text] as const] : []
  })
  const expressions = { lines: lookUpLines, ...Object.fromEntries(given) }
  return ok({
    urlFor: (reference) => new URL(addressFor(reference)),
    expressions,
    absent: target['lookUpAbsent'] || undefined,
  })
}

function arraysOf(
  { target }: Connection,
  endpoint: URL,
  policy: Policy,
): Result<Arrays | undefined, Failure> {
  const { arrayMost, arrayUrl, arrayTemplate, arrayItems, arrayAtomic, lookUpUrl } = target
  if (!arrayMost) {
    // Alone they would have no effect, and somebody would believe that they had.
    if (arrayUrl || arrayTemplate || arrayItems || arrayAtomic) return incomplete('arrayMost')
    return ok(undefined)
  }
  if (!arrayTemplate) return incomplete('arrayTemplate')
  if (!arrayItems) return incomplete('arrayItems')
  // An answer for many leaves doubts that only the ledger's vouchers settle.
  if (!lookUpUrl) return incomplete('lookUpUrl')
  const url = arrayUrl ? sameOrigin('arrayUrl', arrayUrl, endpoint, policy) : ok(endpoint)
  if (!url.ok) return url
  return ok({
    url: url.value,
    most: Number(arrayMost),
    template: arrayTemplate,
    items: arrayItems,
    isAtomic: arrayAtomic === 'yes',
  })
}

function listsOf(
  { target }: Connection,
  endpoint: URL,
  policy: Policy,
): Result<CheckedConnection['lists'], Failure> {
  const lists: { -readonly [kind in keyof CheckedConnection['lists']]: List } = {}
  for (const [kind, name] of [
    ['accounts', 'accounts'],
    ['cost_centres', 'costCentres'],
  ] as const) {
    const address = target[`${name}Url`]
    if (!address) continue
    const url = sameOrigin(`${name}Url`, address, endpoint, policy)
    if (!url.ok) return url
    const expression = target[name]
    if (!expression) return incomplete(name)
    lists[kind] = { url: url.value, expression }
  }
  return ok(lists)
}

/** The secret goes to these addresses, and it was given for the endpoint: nobody may lead it elsewhere. */
function sameOrigin(
  name: string,
  address: string,
  endpoint: URL,
  policy: Policy,
): Result<URL, Failure> {
  const url = checkAddress(name, address, policy)
  if (!url.ok || url.value.origin === endpoint.origin) return url
  return err({
    class: 'config',
    code: 'address.not_allowed',
    message: `${name}: It must begin with ${endpoint.origin}, as the address for vouchers does.`,
  })
}

const incomplete = (name: string): Result<never, Failure> =>
  err({
    class: 'config',
    code: 'credentials.incomplete',
    message: `The connection's ${name} is missing or has the wrong form.`,
  })
