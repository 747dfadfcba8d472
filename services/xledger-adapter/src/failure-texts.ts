import type { FailureClass } from '@bilagsbro/booking/failure'

interface Text {
  readonly says: RegExp
  readonly class: FailureClass
  readonly code: string
  readonly sentence: string
}

const data = (code: string, says: RegExp, sentence: string): Text => ({
  says,
  class: 'data',
  code,
  sentence,
})

/** Something broke: the mutation may be done all the same. */
export const ambiguous =
  /timed? ?out|internal[_ ](server[_ ])?error|unexpected error|unavailable|maintenance/i

/**
 * Refusals of Xledger and of its import job, in English or in Norwegian, as the tenant has chosen. The first that fits
 * counts.
 */
export const texts: readonly Text[] = [
  {
    says: /lacks the scope|access denied|FORBIDDEN|not (authorized|permitted)|ikke (tilgang|rettighet)/i,
    class: 'auth',
    code: 'auth.missing_permission',
    sentence: 'The token lacks a right in Xledger.',
  },
  {
    says: /Bad format for API Token|API token is not valid|UNAUTHENTICATED|invalid token/i,
    class: 'auth',
    code: 'auth.wrong_token',
    sentence: 'Xledger does not know the token, or the user who made it is no longer active.',
  },
  {
    says: /\bowner\.(code|dbId): No value/i,
    class: 'config',
    code: 'target.unknown_entity',
    sentence: 'The token does not reach the entity.',
  },
  {
    says: /Cannot query field|Unknown (argument|type)|ARGUMENTS_OF_CORRECT_TYPE/,
    class: 'config',
    code: 'vendor.changed',
    sentence: "Xledger's interface is not what it was.",
  },
  {
    says: ambiguous,
    class: 'transient',
    code: 'vendor.fault',
    sentence: 'Something went wrong in Xledger.',
  },
  {
    says: /period.*(closed|not open|locked|settled)|(periode|termin).*(stengt|lukket|avsluttet|oppgjort|avregnet|låst|sperret|ikke åpen)/i,
    class: 'period_closed',
    code: 'period.closed',
    sentence: 'The period of the posting date is closed.',
  },
  data('account.unknown', /\baccount\.(code|dbId): No value/i, 'There is no such account.'),
  data(
    'dimension.unknown_value',
    /\b(glObject[1-5]|project)\.(code|dbId): No value/i,
    'The dimension has no such value.',
  ),
  data('vat.unknown', /\btaxRule\.(code|dbId): No value/i, 'There is no such tax rule.'),
  data(
    'subledger.unknown',
    /\bsubledger\.(code|dbId): No value/i,
    'There is no supplier or employee with that number.',
  ),
  data(
    'subledger.missing',
    /requires? a subledger|(krever|mangler) .*reskontro/i,
    'The account demands a supplier or employee.',
  ),
  data('vat.not_allowed', /tax ?rule|mva-?(regel|kode)/i, 'The tax rule cannot be used there.'),
  data(
    'account.not_for_posting',
    /account .*not open for posting|konto .*ikke .*postering/i,
    'The account is a heading, or not open for posting.',
  ),
  data(
    'account.blocked',
    /account .*(closed|blocked|inactive)|konto .*(sperret|stengt|lukket|inaktiv)/i,
    'The account is closed.',
  ),
  data(
    'dimension.blocked',
    /(glObject[1-5]|project|prosjekt|dimension|dimensjon) .*(closed|blocked|sperret|stengt|lukket|avsluttet)/i,
    'The value of the dimension is closed.',
  ),
  data('voucher.unbalanced', /balance|balans/i, 'Debit and credit are not equal.'),
]
