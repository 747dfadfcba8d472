import type { RestOrganizationSeed } from './seed.ts'

/** Makes what the stand-in takes out of a voucher. */
const template = `{
  "reference": reference,
  "date": postingDate,
  "currency": currency,
  "text": description,
  "lines": [lines.{
    "account": account,
    "amount": amount,
    "text": description,
    "costCentre": dimensions[code = 'AVDELING'].value,
    "project": dimensions[code = 'PROSJEKT'].value
  }]
}`

/** What an administrator would enter for a ledger of the stand-in, which listens at `url`. */
export function connectionOf(
  seed: RestOrganizationSeed,
  url: string,
): { readonly target: Record<string, string>; readonly secrets: Record<string, string> } {
  const root = `${url}/${encodeURIComponent(seed.organizationId)}`
  const { authentication } = seed
  const target = {
    endpoint: `${root}/vouchers`,
    authentication: authentication.kind,
    template,
    idempotent: seed.idempotency === 'honoured' ? 'yes' : 'no',
    lookUpUrl: `${root}/vouchers?reference={reference}`,
    lookUpLines: 'vouchers.lines.{"account": account, "amount": amount}',
    lookUpNumber: 'vouchers[0].id',
    lookUpDate: 'vouchers[0].date',
    ...(seed.showsQueued && { lookUpHeld: 'vouchers[0].status = "queued"' }),
    accountsUrl: `${root}/accounts`,
    accounts:
      'accounts.{"code": number, "name": name, "blocked": blocked ? "It is blocked." : undefined}',
    costCentresUrl: `${root}/cost-centres`,
    costCentres: 'costCentres.{"code": code, "name": name, "dimension": "AVDELING"}',
  }
  if (authentication.kind === 'api_key')
    return {
      target: { ...target, headerName: authentication.header },
      secrets: { apiKey: authentication.apiKey },
    }
  if (authentication.kind === 'basic') {
    const { username, password } = authentication
    return { target, secrets: { username, password } }
  }
  const { clientId, clientSecret, scope } = authentication
  return {
    target: { ...target, tokenUrl: `${root}/oauth/token`, clientId, scope },
    secrets: { clientSecret },
  }
}
