import { api, dataOf } from '../../shared/api/client.ts'
import { defineRead } from '../../shared/api/read.ts'
import type { components } from '../../shared/api/generated/alerting.ts'
import type { Thresholds } from './limits.ts'

type Values = components['schemas']['ThresholdValues']

/** Of an organisation, or of the platform. */
export const thresholdsRead = (organizationId: string | undefined) =>
  defineRead({
    key: ['thresholds', organizationId ?? ''],
    ask: (signal): Promise<Thresholds> =>
      dataOf(
        organizationId === undefined
          ? api.alerting.GET('/thresholds', { signal })
          : api.alerting.GET('/organizations/{organizationId}/thresholds', {
              params: { path: { organizationId } },
              signal,
            }),
      ),
  })

/** `version`: the one that the change was made from. */
export const saveThresholds = (
  organizationId: string | undefined,
  version: number,
  body: Values,
): Promise<Thresholds> => {
  const header = { 'if-match': `"${version}"` }
  return dataOf(
    organizationId === undefined
      ? api.alerting.PUT('/thresholds', { params: { header }, body })
      : api.alerting.PUT('/organizations/{organizationId}/thresholds', {
          params: { path: { organizationId }, header },
          body,
        }),
  )
}
