import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { CatalogueEntry, CatalogueKind } from '@bilagsbro/adapter-api/catalogue'
import type { CredentialSchema } from '@bilagsbro/adapter-api/credential-schema'

interface Asked {
  readonly path: string
  readonly client: string
  readonly body: {
    readonly organizationId?: string
    readonly target?: Readonly<Record<string, string>>
    readonly secrets?: Readonly<Record<string, string>>
    readonly kind?: CatalogueKind
  }
}

interface Behaviour {
  /** The fault that a connection test finds; nothing where the connection works. */
  failure?: { code: string; detail: string } | undefined
  catalogue: Partial<Record<CatalogueKind, readonly CatalogueEntry[]>>
  open: { queued: number; sending: number; inDoubt: number; delivered: number }
  /** Paths that are answered with an error, or not at all. */
  silent: readonly string[]
  broken: readonly string[]
}

const entries = (...codes: string[]) => codes.map((code) => ({ code, name: `Konto ${code}` }))

/** A ledger that works, with the accounts that the examples map to. */
const usual = (): Behaviour => ({
  catalogue: {
    accounts: [
      ...entries('2910', '2911', '2990', '7100', '7140', '7150'),
      { code: '7199', name: 'Sperret', blocked: 'It is blocked.' },
      { code: '71', name: 'Reise', blocked: 'It is a heading or a total.' },
      ...Array.from({ length: 60 }, (_, at) => ({ code: `8${100 + at}`, name: `Diverse ${at}` })),
    ],
    cost_centres: [{ code: '100', name: 'Administrasjon', dimension: 'AVDELING' }],
    dimensions: [
      { code: 'AVDELING', name: 'Avdeling' },
      { code: '100', name: 'Administrasjon', dimension: 'AVDELING' },
      { code: '200', name: 'Ungdom', dimension: 'AVDELING' },
    ],
    vat_codes: entries('12', '0'),
    suppliers: [],
  },
  open: { queued: 0, sending: 0, inDoubt: 0, delivered: 0 },
  silent: [],
  broken: [],
})

/** An adapter service as config sees one, which behaves as a test says, and keeps every question. */
export async function startAdapterStub(schema: CredentialSchema) {
  const asked: Asked[] = []
  let behaviour = usual()
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? ''
    const body = JSON.parse((await text(request)) || '{}') as Asked['body']
    const [, claims = ''] = request.headers.authorization?.split('.') ?? []
    const { client_id: client = '' } = claims
      ? (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { client_id: string })
      : {}
    asked.push({ path, client, body })
    if (behaviour.silent.includes(path)) return
    const [status, found] = answerTo(path, body)
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(found))
  }
  const answerTo = (path: string, body: Asked['body']): [number, unknown] => {
    if (behaviour.broken.includes(path)) return [500, {}]
    if (path === '/credential-schema') return [200, schema]
    if (path === '/open-postings') return [200, { open: behaviour.open }]
    if (behaviour.failure) return [422, { status: 422, ...behaviour.failure }]
    if (path === '/catalogue') return [200, { rows: behaviour.catalogue[body.kind!] ?? [] }]
    const count = (kind: CatalogueKind) => behaviour.catalogue[kind]?.length ?? 0
    return [
      200,
      { name: 'Testregnskap', accounts: count('accounts'), costCentres: count('cost_centres') },
    ]
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    askedAt: (path: string) => asked.filter((one) => one.path === path),
    behave: (change: Partial<Behaviour>) => void Object.assign(behaviour, change),
    calm: () => void (behaviour = usual()),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
