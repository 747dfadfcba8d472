import type { App } from './http-app.ts'

interface Address {
  readonly parts: readonly string[]
  readonly methods: readonly string[]
}

/** Tells the methods that an address answers; none where there is nothing at it. Added before all routes. */
export function createMethodsAt(app: App): (url: string) => string[] {
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
