import { Socket } from 'node:net'
import type { FastifyRequest } from 'fastify'

/** What reads a whole log may take so long until it begins to answer. */
export const longestAnswerMs = 900_000

/** Keeps a connection that is silent while its answer is prepared, for as long as that may take. */
export function allowLongAnswer({ raw: { socket } }: Pick<FastifyRequest, 'raw'>): void {
  // A request that came without a port has none.
  if (socket instanceof Socket) socket.setTimeout(longestAnswerMs)
}
