import type { CredentialField, CredentialGroup } from '@bilagsbro/adapter-api/credential-schema'
import { answerFields } from './answer-fields.ts'
import { arrayFields } from './array-fields.ts'
import { address, target, texts } from './field.ts'
import { listFields, lookUpFields } from './look-up-fields.ts'
import { limitFields, repeatFields } from './repeat-fields.ts'
import { secretFields, signInFields } from './sign-in-fields.ts'
import { voucherFields } from './voucher-fields.ts'

const ledgerFields = [
  target(
    'endpoint',
    texts('Adresse for bilag', 'Adresse for bilag', 'Address for vouchers'),
    texts(
      'Adressen som bilag sendes til med POST.',
      'Adressa som bilag blir sende til med POST.',
      'The address that vouchers are sent to with POST.',
    ),
    {
      required: true,
      identifying: true,
      pattern: address,
      example: 'https://regnskap.example.no/api/bilag',
    },
  ),
]

interface FieldsOfGroup extends Omit<CredentialGroup, 'name'> {
  readonly fields: readonly CredentialField[]
}

/** In the order of a form. */
const groups: Readonly<Record<string, FieldsOfGroup>> = {
  ledger: {
    label: texts('Hvor regnskapet er', 'Kvar rekneskapen er', 'Where the ledger is'),
    optional: false,
    fields: ledgerFields,
  },
  sign_in: {
    label: texts('Hvordan vi logger på', 'Korleis vi loggar på', 'How we sign in'),
    optional: false,
    fields: [...signInFields, ...secretFields],
  },
  voucher: {
    label: texts('Hva et bilag blir til', 'Kva eit bilag blir til', 'What a voucher becomes'),
    optional: false,
    fields: voucherFields,
  },
  answer: {
    label: texts('Hvordan vi leser svaret', 'Korleis vi les svaret', 'How we read the answer'),
    optional: false,
    fields: answerFields,
  },
  repeat: {
    label: texts(
      'Når vi ikke vet om bilaget kom fram',
      'Når vi ikkje veit om bilaget kom fram',
      'When we do not know whether the voucher arrived',
    ),
    optional: false,
    fields: repeatFields,
  },
  look_up: {
    label: texts(
      'Hvordan vi finner igjen et bilag',
      'Korleis vi finn att eit bilag',
      'How we find a voucher again',
    ),
    optional: true,
    fields: lookUpFields,
  },
  lists: {
    label: texts(
      'Lister over kontoer og kostnadssteder',
      'Lister over kontoar og kostnadsstader',
      'Lists of accounts and cost centres',
    ),
    optional: true,
    fields: listFields,
  },
  arrays: {
    label: texts(
      'Flere bilag i én forespørsel',
      'Fleire bilag i éin førespurnad',
      'Many vouchers in one request',
    ),
    optional: true,
    fields: arrayFields,
  },
  limits: {
    label: texts(
      'Hvor mye systemet tåler',
      'Kor mykje systemet toler',
      'How much the system takes',
    ),
    optional: true,
    fields: limitFields,
  },
}

export const credentialGroups: readonly CredentialGroup[] = Object.entries(groups).map(
  ([name, { label, optional }]) => ({ name, label, optional }),
)

/** A field that leads to another ledger is identifying; so is an address that a stored secret is sent to. */
export const credentialFields: readonly CredentialField[] = Object.entries(groups).flatMap(
  ([group, { fields }]) => fields.map((field) => ({ ...field, group })),
)
