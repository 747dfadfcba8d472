import { textsContract } from '@bilagsbro/service-kit/texts.contract'
import { codes } from '#domain/refusals.ts'
import { texts } from './texts.ts'

const [none, message] = [[], ['message']]
/** What ledgers refuse a connection with; `message` is what the adapter said of it. */
const ledgers = {
  'auth.wrong_secret': none,
  'auth.expired_secret': none,
  'auth.missing_permission': message,
  'auth.unknown_client': none,
  'auth.wrong_certificate': none,
  'auth.wrong_token': none,
  'auth.expired_certificate': none,
  'auth.refused': none,
  'auth.clock_differs': none,
  'auth.throttled': none,
  'target.unknown_tenant': none,
  'target.unknown_environment': none,
  'target.unknown_company': none,
  'target.unknown_entity': none,
  'network.unreachable': none,
  'network.tls': none,
  'vendor.throttled': none,
}
const families = ['auth', 'target', 'network', 'vendor', 'credentials', 'connection', 'currency']
  .concat('template', 'address')
  .map((family) => [`${family}.*`, message] as const)

textsContract({ ...codes, ...ledgers, ...Object.fromEntries(families) }, texts)
