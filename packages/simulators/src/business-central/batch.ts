import { badRequest, BusinessCentralError, resourceNotFound } from './errors.ts'
import { errorAnswer, execute, type Operation, type Place } from './execute.ts'
import type { Body } from './input.ts'
import type { Answer } from './session.ts'

const most = 100

/** The inner requests of a `$batch`, each ready to be carried out. */
export interface Batch {
  readonly requests: readonly (Operation & { readonly id: unknown })[]
}

export function parseBatch(body: Body, root: string): Batch {
  const { requests } = body
  if (!Array.isArray(requests)) throw badRequest("The property 'requests' is missing or no array.")
  if (requests.length > most)
    throw new BusinessCentralError(
      400,
      'Unknown',
      `The current batch message contains too many parts. A maximum number of '${most}' query operations and change sets are allowed in a batch message.`,
    )
  const inner = requests.map((request: unknown) => innerRequest(request, root))
  checkIds(inner.map(({ id }) => id))
  return { requests: inner }
}

function checkIds(ids: readonly unknown[]): void {
  const seen = new Set<unknown>()
  for (const id of ids) {
    if (id !== null && seen.has(id))
      throw badRequest(
        `The content ID ${JSON.stringify(id)} was found more than once in the same change set or same batch request. Content IDs have to be unique across all operations in the whole batch request.`,
      )
    seen.add(id)
  }
}

interface Inner {
  readonly id?: unknown
  readonly method?: unknown
  readonly url?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

function innerRequest(request: unknown, root: string): Batch['requests'][number] {
  const { id = null, method, url, headers, body } = (request ?? {}) as Inner
  if (typeof method !== 'string') throw missing('method')
  if (typeof url !== 'string') throw missing('url')
  return {
    id,
    method: method.toUpperCase(),
    address: relativeTo(root, url),
    body,
    header: (name) => headerOf(headers, name),
  }
}

const missing = (property: string) =>
  badRequest(`The '${property}' property of a request in the batch is missing or no text.`)

/** Relative to the API's root, as the vendor's examples are; an absolute address must be below it. */
function relativeTo(root: string, url: string): string {
  if (!url.startsWith('/') && !url.startsWith('http')) return url
  const at = url.indexOf(root)
  return at < 0 ? url : url.slice(at + root.length)
}

function headerOf(headers: Inner['headers'], name: string): string | undefined {
  for (const key in headers) if (key.toLowerCase() === name) return headers[key]
  return undefined
}

/**
 * One after the other. The first failure ends it, unless `Prefer: odata.continue-on-error`; what was
 * answered before it stays answered, even where `Isolation: snapshot` then takes everything back.
 */
export function runBatch(place: Place, batch: Batch, outer: Operation['header']): Answer {
  const snapshot = outer('isolation')?.toLowerCase() === 'snapshot'
  const goOn = outer('prefer')?.includes('odata.continue-on-error') ?? false
  const undo: (() => void)[] | undefined = snapshot ? [] : undefined
  const inner: Place = { ...place, undo }
  let failed = false
  let json = '{"responses":['
  for (const [at, request] of batch.requests.entries()) {
    const answer = answerTo(inner, request, outer)
    json += `${at === 0 ? '' : ','}{"id":${JSON.stringify(request.id)},"status":${answer.status},"headers":${headersOf(answer)}`
    json += answer.body === undefined ? '}' : `,"body":${answer.body}}`
    if (answer.status < 400) continue
    failed = true
    if (!goOn) break
  }
  if (failed && undo) for (const step of undo.toReversed()) step()
  return { status: 200, body: `${json}]}` }
}

function answerTo(place: Place, request: Operation, outer: Operation['header']): Answer {
  if (request.address.startsWith('/') || request.address.startsWith('$batch'))
    return errorAnswer(resourceNotFound(request.address), place.english)
  if (request.header('company') !== undefined || outer('company') === undefined)
    return execute(place, request)
  const header = (name: string) => (name === 'company' ? outer(name) : request.header(name))
  return execute(place, { ...request, header })
}

const jsonHeaders =
  '"content-type":"application/json; odata.metadata=minimal","odata-version":"4.0"'

function headersOf({ headers, body }: Answer): string {
  if (body === undefined) return '{}'
  const location = headers?.location
  return location === undefined ? `{${jsonHeaders}}` : `{"location":"${location}",${jsonHeaders}}`
}
