import { newOrganization } from '@bilagsbro/simulators/business-central/seed'
import { newOwner } from '@bilagsbro/simulators/xledger/seed'

type Entered = readonly (readonly [label: string, value: string])[]

/** What whoever sets up Medlemsforbundet Ny enters, by the accounting system chosen; both have its books. */
export const signInsOfNew: Readonly<Record<string, Entered>> = {
  Xledger: [
    ['Environment', 'demo'],
    ['Entity', newOwner.ownerDbId],
    ['API token', newOwner.apiToken],
  ],
  'Business Central': [
    ['Tenant ID', newOrganization.tenantId],
    ['Environment', newOrganization.environment],
    ['Company ID', newOrganization.companyId],
    ['Client ID', newOrganization.clientId],
    ['Client secret', newOrganization.clientSecret],
  ],
}

/** One line each, indented by `indent`. */
export const signInsOfNewAsText = (indent: string): string =>
  Object.entries(signInsOfNew)
    .map(([system, entered]) =>
      [system, ...entered.map(([label, value]) => `  ${label.padEnd(16)}${value}`)]
        .map((line) => indent + line)
        .join('\n'),
    )
    .join('\n')
