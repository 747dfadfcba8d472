import type { FailureClass } from '@bilagsbro/booking/failure'

interface Text {
  readonly says: RegExp
  readonly class: FailureClass
  readonly code: string
  readonly sentence: string
}

/**
 * Business Central's refusals: by their code where there is one, else by their English sentence (labels of its base
 * application). The first that fits counts.
 */
export const texts: readonly Text[] = [
  {
    says: /Internal_CompanyNotFound|compan(y|ies) .*(not|cannot) .*(found|exist)/i,
    class: 'config',
    code: 'target.unknown_company',
    sentence: 'Business Central knows no such company.',
  },
  {
    says: /NoEnvironment|environment .*(not|cannot) .*(found|exist)/i,
    class: 'config',
    code: 'target.unknown_environment',
    sentence: 'Business Central knows no such environment.',
  },
  {
    says: /Internal_Tenant/i,
    class: 'config',
    code: 'target.unknown_tenant',
    sentence: "Business Central does not serve the organisation's tenant.",
  },
  {
    says: /do not have the following permissions|permissions prevented the action|har ikke følgende (rettigheter|tillatelser)|(rettighetene|tillatelsene) .*forhindret/i,
    class: 'auth',
    code: 'auth.missing_permission',
    sentence: 'The application lacks a permission set in Business Central.',
  },
  {
    says: /may not enter numbers manually|kan ikke angi numre manuelt/i,
    class: 'config',
    code: 'journal.no_manual_numbers',
    sentence: 'The number series of the default journal template must allow manual numbers.',
  },
  {
    says: /locked by another user|being updated in a transaction|deadlock|Request_EntityChanged|låst av en annen bruker|oppdateres i en transaksjon/i,
    class: 'transient',
    code: 'vendor.busy',
    sentence: 'Somebody else was changing the same data.',
  },
  {
    says: /settled and closed VAT period|(lukket|avsluttet|oppgjort|avregnet|stengt)\b.{0,40}\b(mva|merverdiavgift)|\b(mva|merverdiavgift)\S*.{0,40}\b(lukket|avsluttet|oppgjort|avregnet|stengt)/i,
    class: 'period_closed',
    code: 'period.vat_settled',
    sentence: 'The VAT period of the posting date is settled and closed.',
  },
  {
    says: /range of allowed (posting|VAT) dates|fiscal year|accounting period|tillatte (bokførings|mva-?)datoer|regnskaps(år|periode)/i,
    class: 'period_closed',
    code: 'period.closed',
    sentence: 'The period of the posting date is closed.',
  },
  {
    says: /approv|godkjen/i,
    class: 'awaiting_approval',
    code: 'journal.approval_required',
    sentence: 'The journal has to be approved in Business Central before it can be posted.',
  },
  {
    says: /out of balance|ute av balanse/i,
    class: 'data',
    code: 'voucher.unbalanced',
    sentence: 'Debit and credit are not equal.',
  },
  {
    says: /Blocked must (be equal to|not be).*G\/L Account|G\/L Account.*is blocked|Sperret må .*Finanskonto|Finanskonto.*er sperret/i,
    class: 'data',
    code: 'account.blocked',
    sentence: 'The account is blocked.',
  },
  {
    says: /Direct Posting must be|Direkte ?(bok|post)føring må|Direktepostering må/i,
    class: 'data',
    code: 'account.no_direct_posting',
    sentence: 'The account is not open for direct posting.',
  },
  {
    says: /Account Type must be|Kontotype må/i,
    class: 'data',
    code: 'account.not_for_posting',
    sentence: 'The account is a heading or a total.',
  },
  {
    says: /related table \(Vendor\)|\bVendor\b.*(does not exist|cannot be found)|relaterte tabellen \(Leverandør\)|\bLeverandør\b.*finnes ikke/i,
    class: 'data',
    code: 'subledger.unknown_supplier',
    sentence: 'There is no such supplier.',
  },
  {
    says: /\bVendor\b.*(is blocked|Blocked must)|\bLeverandør\b.*(er sperret|Sperret må)/i,
    class: 'data',
    code: 'subledger.blocked',
    sentence: 'The supplier is blocked.',
  },
  {
    says: /"valueCode" (does not match|samsvarer ikke)|Dimension Value.*(does not exist|cannot be found)|Dimensjonsverdi.*finnes ikke/i,
    class: 'data',
    code: 'dimension.unknown_value',
    sentence: 'The dimension has no such value.',
  },
  {
    says: /"code" (does not match to a Dimension|samsvarer ikke)|\bDimension\b.*(does not exist|cannot be found)|\bDimensjon\b.*finnes ikke/i,
    class: 'data',
    code: 'dimension.unknown',
    sentence: 'There is no such dimension.',
  },
  {
    says: /combination of dimensions|can't be used concurrently|Dimension.*blocked|kombinasjonen av dimensjoner|Dimensjon.*sperret/i,
    class: 'data',
    code: 'dimension.blocked',
    sentence: 'The dimension or the combination of dimensions is blocked.',
  },
  {
    says: /Dimension Value Code must be|Dimensjonsverdikode må være/i,
    class: 'data',
    code: 'dimension.not_allowed',
    sentence: 'The account allows only another value of the dimension.',
  },
  {
    says: /Select (a )?Dimension Value|is the default dimension, and it must have a value|Velg en Dimensjonsverdi/i,
    class: 'data',
    code: 'dimension.missing',
    sentence: 'The account demands a dimension that the voucher does not have.',
  },
  {
    says: /VAT (Prod|Product|Posting|Bus)|Mva-?(produkt|vareb|bokføring|virksomhet)|MVA-?(produkt|vareb)/i,
    class: 'data',
    code: 'vat.unknown',
    sentence: 'The VAT code is unknown, or cannot be used with the account.',
  },
  {
    says: /does not match to an Account|do not match to a specific Account|(G\/L Account|Account No\.).*(does not exist|cannot be found)|samsvarer ikke med noen konto|(Finanskonto|Kontonr\.).*finnes ikke/i,
    class: 'data',
    code: 'account.unknown',
    sentence: 'There is no such account.',
  },
  {
    says: /Application_StringExceededLength|length of the string|lengden på strengen/i,
    class: 'data',
    code: 'text.too_long',
    sentence: 'A text is longer than Business Central takes.',
  },
]
