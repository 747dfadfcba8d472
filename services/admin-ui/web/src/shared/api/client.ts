import createClient, { type Middleware } from 'openapi-fetch'
import { storedLanguage } from '../texts/language.tsx'
import { deedOf, type Deed } from './deed.ts'
import type { paths as AdminUi } from './generated/admin-ui.ts'
import type { paths as Alerting } from './generated/alerting.ts'
import type { paths as Config } from './generated/config.ts'
import type { paths as Orchestrator } from './generated/orchestrator.ts'
import type { paths as StatusQuery } from './generated/status-query.ts'

/** What a service refused, in words of the reader's language; or that it could not be asked. */
export class Problem extends Error {
  override name = 'Problem'
  readonly code: string
  readonly status: number
  readonly detail: string
  readonly faults: readonly { readonly field: string; readonly message: string }[]
  readonly deed: Deed

  constructor(status: number, told: Partial<Told>, deed: Deed = 'not_done') {
    super(told.title ?? '')
    this.status = status
    this.code = told.code ?? 'network.unreachable'
    this.detail = told.detail ?? ''
    this.faults = told.faults ?? []
    this.deed = deed
  }
}

interface Told {
  readonly title: string
  readonly code: string
  readonly detail: string
  readonly faults: readonly { readonly field: string; readonly message: string }[]
}

/** Heard by the app: the person is led to the sign-in page. */
export const sessionEnded = new EventTarget()

const ours: Middleware = {
  onRequest({ request }) {
    request.headers.set('x-bilagsbro-page', '1')
    request.headers.set('accept-language', storedLanguage())
  },
  onError: ({ error, request }) => (isAbort(error) ? undefined : problemOf(request, 0, {})),
  async onResponse({ request, response }) {
    if (response.ok) return isWhole(request, response)
    const told = (await response.json().catch(() => ({}))) as Partial<Told>
    if (response.status === 401) sessionEnded.dispatchEvent(new Event('ended'))
    throw problemOf(request, response.status, told)
  },
}

/** An answer to a deed may be lost in its middle, too. */
async function isWhole(request: Request, response: Response): Promise<undefined> {
  if (request.method === 'GET') return
  await response
    .clone()
    .arrayBuffer()
    .catch((error: unknown) => {
      throw isAbort(error) ? error : problemOf(request, 0, {})
    })
}

function problemOf(request: Request, status: number, told: Partial<Told>): Problem {
  const { code } = new Problem(status, told)
  return new Problem(status, told, deedOf(request, { status, code }))
}

const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError'

function client<Paths extends object>(baseUrl: string) {
  const created = createClient<Paths>({ baseUrl })
  created.use(ours)
  return created
}

/** Each asks its service through our own server, and throws a {@link Problem} for whatever is not an answer. */
export const api = {
  session: client<AdminUi>('/'),
  alerting: client<Alerting>('/api/alerting'),
  config: client<Config>('/api/config'),
  orchestrator: client<Orchestrator>('/api/orchestrator'),
  status: client<StatusQuery>('/api/status-query'),
}

/** The data of an answer: that there is none has been thrown already. */
export const dataOf = async <Data>(asked: Promise<{ data?: Data }>): Promise<Data> =>
  (await asked).data as Data
