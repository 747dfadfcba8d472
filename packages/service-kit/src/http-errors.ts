import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isConnectionFault } from './connection-faults.ts'
import type { App } from './http-app.ts'
import { RequestFault } from './http-validation.ts'
import { nothingHere, ProblemError, type Problem } from './problem.ts'
import { languageOf, worded } from './texts.ts'

export function sendProblem(reply: FastifyReply, told: Problem): FastifyReply {
  const { status, code, members, retryAfterSeconds } = told
  const language = languageOf(reply.request)
  const again = retryAfterSeconds ?? (status === 503 ? 5 : undefined)
  if (again !== undefined) reply.header('retry-after', String(Math.ceil(again)))
  return reply
    .code(status)
    .type('application/problem+json')
    .headers({ 'content-language': language, vary: 'accept-language' })
    .serializer(JSON.stringify)
    .send({
      ...members,
      type: typeOf(code),
      status,
      code,
      ...worded(told, language, reply.server.texts),
    })
}

const typeOf = (code: string) => `urn:bilagsbro:problem:${code}`

/** Every error becomes a problem. Only faults of the request are told; the log has the rest. */
export function answerErrors(app: App): void {
  app.setErrorHandler((error, request, reply) => {
    const told = problemFor(error, request)
    const context = { event: 'http.failed', err: error, status: told.status, code: told.code }
    if (told.code === aborted.code) request.log.debug(context, 'given up by the caller')
    else if (told.status === 503) request.log.warn(context, 'not available')
    else if (told.status >= 500) request.log.error(context, 'failed')
    return sendProblem(reply, told)
  })
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, nothingHere))
}

/** A problem that reaches nobody: the caller has gone. */
const aborted: Problem = { status: 400, code: 'request.aborted' }

function problemFor(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof ProblemError) return error.problem
  if (error instanceof RequestFault)
    return { status: 400, code: 'request.invalid', faults: error.faults }
  const { code = '', statusCode = 500 } = (error ?? {}) as { code?: string; statusCode?: number }
  const known = Object.hasOwn(requestFaults, code) ? requestFaults[code] : undefined
  if (known) return known
  if (code.startsWith('FST_') && statusCode >= 400 && statusCode < 500)
    return { status: statusCode, code: 'request.malformed' }
  if (code === 'ECONNRESET' && request.raw.destroyed && !request.raw.complete) return aborted
  if (isConnectionFault(error)) return { status: 503, code: 'service.unavailable' }
  return { status: 500, code: 'internal', params: { request: request.id } }
}

const malformed: Problem = { status: 400, code: 'request.malformed_json' }
const requestFaults: Record<string, Problem> = {
  FST_ERR_CTP_INVALID_JSON_BODY: malformed,
  FST_ERR_CTP_EMPTY_JSON_BODY: malformed,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { status: 400, code: 'request.malformed' },
  FST_ERR_CTP_BODY_TOO_LARGE: { status: 413, code: 'request.too_large' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { status: 415, code: 'request.media_type' },
}

/** Answers on the bare socket: a message that is not HTTP reaches no route. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? 431
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? 408
        : 400
  const told = { status, code: 'request.malformed' }
  const body = JSON.stringify({ type: typeOf(told.code), ...told, ...worded(told, 'nb') })
  socket.end(
    `HTTP/1.1 ${status} Refused\r\ncontent-type: application/problem+json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}
