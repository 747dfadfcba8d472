import type { Failure } from '@bilagsbro/booking/failure'

/** `error` decides; the numbers tell apart failures that share an `error` (Microsoft's reference-error-codes). */
export function tokenFailure(
  status: number,
  body: Record<string, unknown> | undefined,
  bySecret: boolean,
  retryAfter?: string,
): Failure {
  const error = typeof body?.['error'] === 'string' ? body['error'] : ''
  const codes = Array.isArray(body?.['error_codes']) ? body['error_codes'] : []
  if (status === 429)
    return {
      class: 'rate_limited',
      code: 'auth.throttled',
      message: 'Microsoft Entra ID asks us to send less.',
      ...(retryAfter ? { retryAfter } : {}),
    }
  if (status >= 500 || error === 'temporarily_unavailable' || !error)
    return {
      class: 'unreachable',
      code: 'auth.unavailable',
      message: `Microsoft Entra ID could not answer (${status}).`,
      ...(retryAfter ? { retryAfter } : {}),
    }
  if (error === 'invalid_tenant' || codes.includes(90002) || codes.includes(900023))
    return failure('config', 'target.unknown_tenant', 'Microsoft Entra ID knows no such tenant.')
  if (codes.includes(700024))
    return failure(
      'config',
      'auth.clock_differs',
      'Microsoft Entra ID finds the proof by certificate outside its time: the clock of this service, or the certificate, is not right.',
    )
  if (codes.includes(700027)) return keyFault(body?.['error_description'])
  if (error === 'unauthorized_client')
    return failure(
      'auth',
      'auth.unknown_client',
      'The tenant knows no application with this client ID.',
    )
  if (error === 'invalid_resource' || error === 'invalid_scope' || codes.includes(500011))
    return failure(
      'auth',
      'auth.missing_permission',
      'The tenant has not consented to the permission API.ReadWrite.All for Business Central.',
    )
  if (error !== 'invalid_client')
    return failure('auth', 'auth.refused', `Microsoft Entra ID refused the sign-in (${error}).`)
  if (codes.includes(7000222))
    return failure('auth', 'auth.expired_secret', 'The client secret has expired.')
  return bySecret ? failure('auth', 'auth.wrong_secret', 'The client secret is wrong.') : wrongKey
}

const failure = (cls: Failure['class'], code: string, message: string): Failure => ({
  class: cls,
  code,
  message,
})
/** AADSTS700027 says in words which of its reasons it is. */
const keyFault = (description: unknown): Failure =>
  /expired/i.test(typeof description === 'string' ? description : '')
    ? failure(
        'config',
        'auth.expired_certificate',
        'The certificate has expired. Add a new one to the app registration, and save it with its private key.',
      )
    : wrongKey

export const wrongKey = failure(
  'config',
  'auth.wrong_certificate',
  'The certificate or its private key is wrong: the app registration must hold this certificate, and the private key must be its own.',
)
export const unusable = failure(
  'auth',
  'auth.refused',
  'No token could be made out of what Entra ID said.',
)

/** Nothing was sent to the ledger yet: whatever the reason for a missing token, the lane has to wait. */
export const unreachable = (cause: Failure): Failure => ({
  ...cause,
  class: 'unreachable',
  ...(cause.class === 'transient'
    ? { code: 'auth.unavailable', message: 'No answer from Microsoft Entra ID.' }
    : {}),
})
