import { adapterUrlSettings } from '@bilagsbro/adapter-api/adapter-urls'
import { databaseOwnerSettings, serviceClientSettings } from '@bilagsbro/service-kit/settings'
import { Type } from 'typebox'

export const settings = Type.Object({
  ...databaseOwnerSettings,
  ...serviceClientSettings,
  ...adapterUrlSettings,
  ORCHESTRATOR_URL: Type.String({
    pattern: '^https?://[^/]+$',
    description: 'Give the address of the orchestrator, such as http://orchestrator:7106.',
  }),
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
