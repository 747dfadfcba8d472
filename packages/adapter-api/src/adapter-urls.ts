import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import { Type, type Static } from 'typebox'

const adapterUrl = (system: string) =>
  Type.Optional(
    Type.String({
      pattern: '^https?://[^/]+$',
      description: `Give the address of the service that speaks with ${system}, or leave it out where there is none.`,
    }),
  )

export const adapterUrlSettings = {
  DYNAMICS_ADAPTER_URL: adapterUrl('Business Central'),
  XLEDGER_ADAPTER_URL: adapterUrl('Xledger'),
  REST_ADAPTER_URL: adapterUrl('ledgers with a REST API'),
}

const AdapterUrls = Type.Object(adapterUrlSettings)

/** Where a service with {@link adapterUrlSettings} finds each kind of adapter. */
export const adapterUrlsOf = (env: Static<typeof AdapterUrls>) =>
  ({
    dynamics: env.DYNAMICS_ADAPTER_URL,
    xledger: env.XLEDGER_ADAPTER_URL,
    rest: env.REST_ADAPTER_URL,
  }) satisfies Record<ConnectorType, string | undefined>
