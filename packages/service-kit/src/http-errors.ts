import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isConnectionFault } from './connection-faults.ts'
import type { App } from './http-app.ts'
import { nothingHere, problem, ProblemError, type Problem } from './problem.ts'
import { languageOf, titleOf } from './problem-titles.ts'
import { RequestFault } from './http-validation.ts'

export function sendProblem(
  reply: FastifyReply,
  { retryAfterSeconds, ...body }: Problem,
): FastifyReply {
  const language = languageOf(reply.request)
  const title = titleOf(body, language, reply.server.problemTitles)
  const again = retryAfterSeconds ?? (body.status === 503 ? 5 : undefined)
  if (again !== undefined) reply.header('retry-after', String(Math.ceil(again)))
  return reply
    .code(body.status)
    .type('application/problem+json')
    .headers({ 'content-language': language, vary: 'accept-language' })
    .serializer(JSON.stringify)
    .send({ title, ...body })
}

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

/** Told to nobody: whoever called has gone. */
const aborted = problem(400, 'request.aborted', 'The request was not sent to its end.')

function problemFor(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof ProblemError) return error.problem
  if (error instanceof RequestFault) return invalid(error)
  const { code = '', statusCode = 500 } = (error ?? {}) as { code?: string; statusCode?: number }
  const known = Object.hasOwn(requestFaults, code) ? requestFaults[code] : undefined
  if (known) return problem(...known)
  if (code.startsWith('FST_') && statusCode >= 400 && statusCode < 500)
    return problem(statusCode, 'request.malformed', 'This is not a request we can read.')
  if (code === 'ECONNRESET' && request.raw.destroyed && !request.raw.complete) return aborted
  if (isConnectionFault(error))
    return problem(
      503,
      'service.unavailable',
      'Something that is needed here is away. Try again soon.',
    )
  return problem(
    500,
    'internal',
    `This failed here. The log has the reason, under request ${request.id}.`,
  )
}

function invalid({ faults, part }: RequestFault): Problem {
  const words = faults.map(({ field, message, remedy }) =>
    `${field || `The ${part}`} ${message}. ${remedy}`.trim(),
  )
  return {
    ...problem(400, 'request.invalid', words.join(' ')),
    faults: faults.map(({ field }, at) => ({ field, message: words[at]! })),
  }
}

const malformed: Parameters<typeof problem> = [
  400,
  'request.malformed_json',
  'The body is not JSON. Send a JSON document with content-type application/json.',
]
const requestFaults: Record<string, Parameters<typeof problem>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: malformed,
  FST_ERR_CTP_EMPTY_JSON_BODY: malformed,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'request.malformed', 'Content-Length is wrong.'],
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'request.too_large', 'The body is larger than 1 MB.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    415,
    'request.media_type',
    'Send JSON, with content-type application/json.',
  ],
}

/** What is not even HTTP reaches no route: answered on the bare socket. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? 431
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? 408
        : 400
  const told = problem(status, 'request.malformed', 'This is not a request we can read.')
  const body = JSON.stringify({ title: titleOf(told, 'nb'), ...told })
  socket.end(
    `HTTP/1.1 ${status} Refused\r\ncontent-type: application/problem+json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}
