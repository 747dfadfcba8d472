import type { FastifyReply } from 'fastify'
import type { App } from './http-app.ts'
import { nothingHere, type Problem } from './problem.ts'

interface Address {
  readonly parts: readonly string[]
  readonly methods: readonly string[]
}

/** RFC 9110: an address that answers other methods names them; else there is nothing. Added before all routes. */
export function createUnanswered(app: App): (url: string, reply: FastifyReply) => Problem {
  const methodsAt = createMethodsAt(app)
  return (url, reply) => {
    const methods = methodsAt(url)
    if (methods.length === 0) return nothingHere
    reply.header('allow', methods.join(', '))
    return { status: 405, code: 'route.other_method', params: { methods } }
  }
}

function createMethodsAt(app: App): (url: string) => string[] {
  const addresses: Address[] = []
  app.addHook('onRoute', ({ url, method }) => {
    addresses.push({ parts: partsOf(url), methods: [method].flat() })
  })
  return (url) => {
    const found = addresses.filter(({ parts }) => fits(parts, partsOf(url.split('?')[0]!)))
    return [...new Set(found.flatMap(({ methods }) => methods))].toSorted()
  }
}

/** A slash behind an address is ignored. */
const partsOf = (url: string) => url.replace(/\/$/, '').split('/')

const fits = (parts: readonly string[], asked: readonly string[]) =>
  parts.length === asked.length &&
  parts.every((part, at) => (part.startsWith(':') ? asked[at] !== '' : part === asked[at]))
