import { serviceClientSettings } from '@bilagsbro/service-kit/settings'
import { Type } from 'typebox'

const address = '^https?://[^/?#\\s]+$'
const ofService = (name: string) =>
  Type.String({ pattern: address, description: `Give the address of the ${name} service.` })

export const settings = Type.Object({
  ...serviceClientSettings,
  PUBLIC_URL: Type.String({
    pattern: address,
    description: 'Give the address that people reach the pages at, without a path.',
  }),
  OIDC_BROWSER_URL: Type.Optional(
    Type.String({
      pattern: address,
      description:
        'Leave it out, or give the address that browsers reach the identity provider at, where it is another than that of OIDC_ISSUER.',
    }),
  ),
  INSECURE_HTTP: Type.Boolean({
    default: false,
    description:
      'true lets PUBLIC_URL and OIDC_ISSUER begin with http, in development; leave it out in production.',
  }),
  CONFIG_URL: ofService('config'),
  ORCHESTRATOR_URL: ofService('orchestrator'),
  STATUS_QUERY_URL: ofService('status-query'),
  ALERTING_URL: ofService('alerting'),
  KEY_FILE: Type.String({
    minLength: 1,
    description: 'Give the path of the file with the keys that sessions are encrypted under.',
  }),
  KEY_FILE_CREATE: Type.Boolean({
    default: false,
    description:
      'true makes a key file where there is none, in development; leave it out in production.',
  }),
  SIGN_INS_PER_MINUTE: Type.Integer({
    default: 30,
    minimum: 1,
    description: 'Give the number of times that one address may sign in in a minute.',
  }),
  PROXIES: Type.Integer({
    default: 1,
    minimum: 0,
    maximum: 10,
    description:
      'Give the number of proxies in front, each of which adds to X-Forwarded-For whom it was asked by.',
  }),
  PAGES_DIR: Type.String({
    default: 'dist',
    description: 'Give the folder with the built pages; a relative one is beside src.',
  }),
})
