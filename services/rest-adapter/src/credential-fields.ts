import type { CredentialField } from '@bilagsbro/adapter-api/credential-schema'
import { address, target, texts } from './field.ts'
import { lookUpFields } from './look-up-fields.ts'
import { secretFields, signInFields } from './sign-in-fields.ts'
import { voucherFields } from './voucher-fields.ts'

/** A field that leads to another ledger is identifying; so is an address that a stored secret is sent to. */
export const credentialFields: readonly CredentialField[] = [
  target(
    'endpoint',
    texts('Adresse for bilag', 'Adresse for bilag', 'Address for vouchers'),
    texts(
      'Adressen som bilag sendes til med POST.',
      'Adressa som bilag blir sende til med POST.',
      'The address that vouchers are sent to with POST.',
    ),
    { required: true, identifying: true, pattern: address },
  ),
  ...signInFields,
  ...voucherFields,
  ...lookUpFields,
  ...secretFields,
]
