import { api, dataOf } from '../api/client.ts'
import { defineRead } from '../api/read.ts'

/** So many can be looked through without a search. */
export const fewOrganizations = 12

/** Those of the person's organisations that a search finds, by name; `q` empty finds all. */
export const choicesRead = (q: string) =>
  defineRead({
    key: ['choices', q],
    ask: (signal) =>
      dataOf(
        api.status.GET('/organizations', {
          params: {
            query: { ...(q && { q }), sort: 'name', limit: fewOrganizations },
          },
          signal,
        }),
      ),
  })

/** Who an organisation is. */
export const organizationRead = (organizationId: string) =>
  defineRead({
    key: ['organization', organizationId],
    ask: (signal) =>
      dataOf(
        api.config.GET('/organizations/{organizationId}', {
          params: { path: { organizationId } },
          signal,
        }),
      ),
  })
