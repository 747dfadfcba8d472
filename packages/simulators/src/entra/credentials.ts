import type { Exchange } from '#exchange.ts'
import type { App, Tenant } from '#world.ts'
import { aadError, type AadError } from './aad-error.ts'
import { checkAssertion } from './client-assertion.ts'

/** The one that a client may ask a token for. */
export const resource = 'https://api.businesscentral.dynamics.com'

export interface TokenRequest {
  readonly tenant: Tenant
  readonly exchange: Exchange
  readonly form: URLSearchParams
  /** What the audience of an assertion must begin with. */
  readonly audience: string
  /** In seconds. */
  readonly now: number
}

export function authenticate({
  tenant,
  exchange,
  form,
  audience,
  now,
}: TokenRequest): App | AadError {
  const grant = form.get('grant_type')
  if (grant === null) return missing('grant_type')
  if (grant !== 'client_credentials')
    return aadError(
      400,
      'unsupported_grant_type',
      70003,
      `The app requested an unsupported grant type '${grant}'.`,
    )
  const basic = basicCredentials(exchange.header('authorization'))
  const clientId = form.get('client_id') ?? basic?.clientId
  if (!clientId) return missing('client_id')
  const app = tenant.apps.get(clientId.toLowerCase())
  if (!app)
    return aadError(
      400,
      'unauthorized_client',
      700016,
      `Application with identifier '${clientId}' was not found in the directory '${tenant.id}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    )
  const assertion = form.get('client_assertion')
  if (assertion !== null) {
    const type = form.get('client_assertion_type')
    return checkAssertion(app, { assertion, type, audience, now }) ?? app
  }
  return checkSecret(app, form.get('client_secret') ?? basic?.secret) ?? app
}

const missing = (parameter: string) =>
  aadError(
    400,
    'invalid_request',
    900144,
    `The request body must contain the following parameter: '${parameter}'.`,
  )

function checkSecret(app: App, given: string | undefined): AadError | undefined {
  if (!given)
    return aadError(
      401,
      'invalid_client',
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    )
  const secret = app.secrets.find(({ value }) => value === given)
  if (!secret)
    return aadError(
      401,
      'invalid_client',
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${app.clientId}'.`,
    )
  if (!secret.expired) return undefined
  return aadError(
    401,
    'invalid_client',
    7000222,
    `The provided client secret keys for app '${app.clientId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
  )
}

function basicCredentials(authorization: string | undefined) {
  if (!authorization?.startsWith('Basic ')) return undefined
  const [clientId = '', secret = ''] = Buffer.from(authorization.slice(6), 'base64')
    .toString()
    .split(':')
  return { clientId: decodeURIComponent(clientId), secret: decodeURIComponent(secret) }
}

/** msal adds the OpenID scopes by itself; what counts is the one with `/.default`. */
export function checkScope(scope: string): AadError | undefined {
  const wanted = scope
    .split(' ')
    .filter((one) => one !== '' && !['openid', 'profile', 'offline_access', 'email'].includes(one))
  if (wanted.length === 0) return missing('scope')
  const [first = ''] = wanted
  if (!first.endsWith('/.default'))
    return aadError(
      400,
      'invalid_scope',
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    )
  if (first === `${resource}/.default`) return undefined
  return aadError(
    400,
    'invalid_resource',
    500011,
    `The resource principal named ${first.slice(0, -'/.default'.length)} was not found in the tenant. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`,
  )
}
