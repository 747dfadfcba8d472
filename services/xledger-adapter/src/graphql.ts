import type { Failure } from '@bilagsbro/booking/failure'
import type { LedgerAnswer } from '@bilagsbro/booking/ledger-answer'
import type { Clock } from '@bilagsbro/kernel/clock'
import {
  ledgerAnswer,
  withAnswer,
  type Headers,
} from '@bilagsbro/posting-engine/toolkit/ledger-answer'
import { readText } from '@bilagsbro/posting-engine/toolkit/read-body'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import type { Dispatcher } from 'undici'
import { answeredFailure, codeOf, isAmbiguous, lost, refusalOf, type ApiError } from './failures.ts'

export type Reply =
  | {
      readonly kind: 'data'
      readonly data: Readonly<Record<string, unknown>>
      readonly answer: LedgerAnswer
    }
  /** Xledger said no; what a mutation had done by then is not told. */
  | { readonly kind: 'refused'; readonly failure: Failure; readonly errors: readonly ApiError[] }
  | { readonly kind: 'lost'; readonly arrived: 'no' | 'maybe'; readonly failure: Failure }

interface Connection<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[] | null
  readonly pageInfo: { readonly hasNextPage: boolean }
}

/** One organisation's Xledger, for the length of one call of the port. */
export interface Api {
  readonly signal: AbortSignal
  send(query: string, variables: object): Promise<Reply>
  /**
   * The rows of several root fields, all pages of them. Each name is an alias in the query, which takes the
   * cursor of `name` in the variable `name_after`. What is complete is not read again.
   */
  list<const Name extends string>(
    query: string,
    names: readonly Name[],
    variables: object,
  ): Promise<Result<Record<Name, Row[]>, Failure>>
}

// oxlint-disable-next-line typescript/no-explicit-any -- the query next to each use says which fields there are
export type Row = any

export function createApi(
  { dispatcher, clock }: { dispatcher: Dispatcher; clock: Clock },
  { origin, authorization, signal }: { origin: string; authorization: string; signal: AbortSignal },
): Api {
  async function send(query: string, variables: object): Promise<Reply> {
    try {
      const response = await dispatcher.request({
        origin,
        path: '/graphql',
        method: 'POST',
        headers: { authorization, accept: 'application/json', 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
        signal,
      })
      return replyOf(response, await readText(response), clock.now())
    } catch (error) {
      return { kind: 'lost', ...lost(error) }
    }
  }
  return {
    signal,
    send,
    async list<const Name extends string>(query: string, names: readonly Name[], given: object) {
      const rows = Object.fromEntries(names.map((name) => [name, [] as Row[]])) as Record<
        Name,
        Row[]
      >
      let variables: Record<string, unknown> = { ...given }
      for (let open = names; open.length > 0;) {
        const reply = await send(query, variables)
        if (reply.kind !== 'data') return err(reply.failure)
        const further: Name[] = []
        for (const name of open) {
          const page = reply.data[name] as Connection<Row> | undefined
          if (!isPage(page)) return err(answeredFailure(200, clock.now()))
          rows[name].push(...(page.edges ?? []).map(({ node }) => node))
          if (!page.pageInfo.hasNextPage) continue
          const last = page.edges?.at(-1)?.cursor
          // More is there, and nothing says where: what was read is not all.
          if (last === undefined) return err(answeredFailure(200, clock.now()))
          further.push(name)
          variables = { ...variables, [`${name}_after`]: last }
        }
        open = further
      }
      return ok(rows)
    },
  }
}

/** Only what has this form is a list of Xledger's; anything else counts for no empty one. */
const isPage = (page: Connection<Row> | undefined): page is Connection<Row> =>
  (page?.edges === null || Array.isArray(page?.edges)) &&
  typeof page.pageInfo?.hasNextPage === 'boolean'

/** Errors come with 200 or with 400, and a body of the same form. */
function replyOf(
  { statusCode: status, headers }: { readonly statusCode: number; readonly headers: Headers },
  text: string,
  now: Date,
): Reply {
  const body = parse(text)
  if (Array.isArray(body?.errors) && body.errors.length > 0 && status < 500) {
    const { errors } = body
    const answer = ledgerAnswer({ status, headers, code: codeOf(errors[0]!) })
    const failure = withAnswer(refusalOf(errors, now), answer)
    return isAmbiguous(errors)
      ? { kind: 'lost', arrived: 'maybe', failure }
      : { kind: 'refused', failure, errors }
  }
  const answer = ledgerAnswer({ status, headers })
  if (status === 200 && body?.data) return { kind: 'data', data: body.data, answer }
  const failure = withAnswer(answeredFailure(status, now), answer)
  return neverRan.has(status)
    ? { kind: 'refused', failure, errors: [] }
    : { kind: 'lost', arrived: 'maybe', failure }
}

/** Answered by what stands before Xledger, before anything is run. */
const neverRan = new Set([401, 403, 429])

interface Body {
  readonly data?: Readonly<Record<string, unknown>> | null
  readonly errors?: readonly ApiError[]
}

function parse(text: string): Body | undefined {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? (body as Body) : undefined
  } catch {
    return undefined
  }
}
