import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Connection } from '#application/ports/accounting-connector.ts'

/** The one route of the config service that adapters read. */
export async function startConfigStub(
  connectionOf: (organizationId: string) => Connection | undefined,
) {
  const server = createServer((request, response) => {
    const [, organizationId = ''] = request.url!.match(/organizations\/([^/]+)\/connection/) ?? []
    const connection = connectionOf(decodeURIComponent(organizationId))
    const allowed = request.headers.authorization?.startsWith('Bearer ')
    response.writeHead(allowed ? (connection ? 200 : 404) : 401)
    const { credentialsVersion: version, ...rest } = connection ?? {}
    response.end(JSON.stringify({ type: 'dynamics', version, ...rest }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
