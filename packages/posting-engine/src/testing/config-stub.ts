import type { Connection } from '#application/ports/accounting-system.ts'
import { json, startStub } from './stub.ts'

/** The one route of the config service that adapters read. */
export const startConfigStub = (connectionOf: (organizationId: string) => Connection | undefined) =>
  startStub((response, { path, headers }) => {
    const [, organizationId = ''] = path.match(/organizations\/([^/]+)\/connection/) ?? []
    const connection = connectionOf(decodeURIComponent(organizationId))
    const allowed = headers.authorization?.startsWith('Bearer ')
    const { credentialsVersion: version, isOff = false, ...rest } = connection ?? {}
    json(response, allowed ? (connection ? 200 : 404) : 401, {
      type: 'dynamics',
      version,
      enabled: !isOff,
      ...rest,
    })
  })
