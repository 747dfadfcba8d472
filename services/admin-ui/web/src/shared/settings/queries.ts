import { api, dataOf } from '../api/client.ts'
import type { components } from '../api/generated/config.ts'
import { defineRead } from '../api/read.ts'

export type Settings = components['schemas']['ReadSettings']
export type ConnectorType = components['schemas']['CredentialSchema']['type']

/** What an organisation has set up, without secrets. */
export const settingsRead = (organizationId: string) =>
  defineRead({
    key: ['settings', organizationId],
    depends: { organizationId, kinds: ['connector'] },
    ask: (signal) =>
      dataOf(
        api.config.GET('/organizations/{organizationId}/connector', {
          params: { path: { organizationId } },
          signal,
        }),
      ),
  })

/** What a kind of system can do. */
export const schemaRead = (type: ConnectorType) =>
  defineRead({
    key: ['credential-schema', type],
    ask: (signal) =>
      dataOf(api.config.GET('/credential-schemas/{type}', { params: { path: { type } }, signal })),
  })

/** The parameters of a change that was made from a version: it is refused where somebody else was quicker. */
export const changeOf = (organizationId: string, version: number) => ({
  path: { organizationId },
  header: { 'if-match': `"${version}"` },
})
