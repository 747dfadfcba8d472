import { databaseOwnerSettings, serviceClientSettings } from '@bilagsbro/service-kit/settings'
import { Type } from 'typebox'

const adapterUrl = (system: string) =>
  Type.Optional(
    Type.String({
      pattern: '^https?://[^/]+$',
      description: `Give the address of the service that speaks with ${system}, or leave it out where it is not offered.`,
    }),
  )

export const settings = Type.Object({
  ...databaseOwnerSettings,
  ...serviceClientSettings,
  DYNAMICS_ADAPTER_URL: adapterUrl('Business Central'),
  XLEDGER_ADAPTER_URL: adapterUrl('Xledger'),
  REST_ADAPTER_URL: adapterUrl('ledgers with a REST API'),
  KEY_FILE: Type.String({
    minLength: 1,
    description: 'Give the path of the file with the key-encryption keys.',
  }),
  KEY_FILE_CREATE: Type.Boolean({
    default: false,
    description:
      'true makes a key file where there is none, in development; leave it out in production.',
  }),
})
