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

/** How an answer shows that a voucher is booked, and why not. */
function answersOf({ answers, refusals }: RestOrganizationSeed): Record<string, string> {
  if (answers === 'accepted') return { answerNumber: 'body.job' }
  if (answers === 'no_content') return { answerNumber: 'status = 204' }
  if (answers === 'ok_empty') return { answerNumber: 'status = 200 and $not($exists(body))' }
  if (answers === 'created_empty')
    return { answerNumber: 'status = 201 and $not($exists(body)) ? $split(location, "/")[-1]' }
  if (refusals === 'success_false')
    return {
      answerNumber: 'body.success = true ? body.id',
      answerError: 'body.success = false ? body.message',
    }
  if (refusals === 'has_errors')
    return {
      answerNumber: 'body.HasErrors = false ? body.id',
      answerError: 'body.HasErrors = true ? body.Errors.Message',
    }
  if (refusals === 'multi_status')
    return {
      answerNumber: 'body.responses[0][status = 201].id',
      answerError: 'body.responses[0][status >= 400].error.detail',
    }
  return {
    answerNumber: 'status = 201 ? body.id',
    answerExample: '{"status": 201, "body": {"id": "V-1001", "reference": "BB0123456789ABCD"}}',
  }
}

const arrayTemplate = `{ "vouchers": [vouchers.${template.replaceAll('\n', '\n  ')}] }`

/** What is entered, too, where many vouchers go in one request; `endpoint` is that of one. */
export const arraysOf = (
  endpoint: string,
  { most = 100, isAtomic = false } = {},
): Record<string, string> => ({
  arrayMost: String(most),
  arrayUrl: endpoint.replace(/vouchers$/, isAtomic ? 'whole-batches' : 'batches'),
  arrayTemplate,
  arrayItems: 'body.results.{"reference": reference, "number": id, "failure": error}',
  ...(isAtomic && { arrayAtomic: 'yes' }),
})

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
    ...answersOf(seed),
    idempotent: seed.idempotency === 'honoured' ? 'yes' : 'no',
    lookUpUrl: `${root}/vouchers?reference={reference}`,
    lookUpLines: 'vouchers.lines.{"account": account, "amount": amount}',
    lookUpNumber: 'vouchers.id',
    lookUpAbsent: 'status = 200 and $type(body.vouchers) = "array" and $count(body.vouchers) = 0',
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
