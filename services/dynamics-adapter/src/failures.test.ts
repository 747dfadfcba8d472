import { describe, expect, test } from 'vitest'
import { answeredFailure, lost } from './failures.ts'

const now = new Date('2026-11-21T10:00:00Z')
const answered = (status: number, code = '', message = '', retryAfter?: string) =>
  answeredFailure(status, { error: { code, message } }, retryAfter, now)

describe('what Business Central says becomes a class and a code', () => {
  test.each([
    [429, '', '', 'rate_limited', 'vendor.throttled'],
    [401, 'Authentication_InvalidCredentials', 'x', 'auth', 'auth.missing_permission'],
    [403, '', '', 'auth', 'auth.missing_permission'],
    [408, '', '', 'transient', 'vendor.timeout'],
    [500, 'Internal_ServerError', 'x', 'transient', 'vendor.unavailable'],
    [502, '', '', 'transient', 'vendor.unavailable'],
    [504, '', '', 'transient', 'vendor.timeout'],
    [404, 'Internal_CompanyNotFound', 'Cannot process.', 'config', 'target.unknown_company'],
    [
      404,
      'NoEnvironment',
      "Environment 'Test' does not exist.",
      'config',
      'target.unknown_environment',
    ],
    [404, 'BadRequest_ResourceNotFound', 'Resource not found', 'transient', 'vendor.not_there'],
    [412, 'BadRequest_InvalidToken', 'x', 'transient', 'vendor.changed'],
    [404, '', '', 'unreachable', 'vendor.not_reached'],
    [400, '', 'x', 'unreachable', 'vendor.not_reached'],
    [405, '', '', 'unreachable', 'vendor.not_reached'],
    [301, 'Moved', 'x', 'unreachable', 'vendor.not_reached'],
    [
      400,
      'Application_DialogException',
      'You do not have the following permissions on TableData G/L Entry: Insert.',
      'auth',
      'auth.missing_permission',
    ],
    [
      400,
      'Application_DialogException',
      'You may not enter numbers manually. If you want to enter numbers manually, please activate Manual Nos. in No. Series GJNL-GEN.',
      'config',
      'journal.no_manual_numbers',
    ],
    [409, 'Request_EntityChanged', 'Another user', 'transient', 'vendor.busy'],
    [
      400,
      'Application_DialogException',
      'The Gen. Journal Line table cannot be changed because it is locked by another user.',
      'transient',
      'vendor.busy',
    ],
    [
      400,
      'Application_DialogException',
      'The "accountNumber" does not match to an Account.',
      'data',
      'account.unknown',
    ],
    [
      400,
      'Internal_InvalidTableRelation',
      'The field Account No. of table Gen. Journal Line contains a value (L9) that cannot be found in the related table (Vendor).',
      'data',
      'subledger.unknown_supplier',
    ],
    [
      400,
      'Application_FieldValidationException',
      "Blocked must be equal to 'No'  in G/L Account: No.=7199. Current value is 'Yes'.",
      'data',
      'account.blocked',
    ],
    [
      400,
      'Application_FieldValidationException',
      "Direct Posting must be equal to 'Yes'  in G/L Account: No.=2400. Current value is 'No'.",
      'data',
      'account.no_direct_posting',
    ],
    [
      400,
      'Application_FieldValidationException',
      "Account Type must be equal to 'Posting'  in G/L Account: No.=7000. Current value is 'Heading'.",
      'data',
      'account.not_for_posting',
    ],
    [
      400,
      'Application_DialogException',
      'The "code" does not match to a Dimension.',
      'data',
      'dimension.unknown',
    ],
    [
      400,
      'Application_DialogException',
      'The "valueCode" does not match to a Dimension Value.',
      'data',
      'dimension.unknown_value',
    ],
    [
      400,
      'Application_DialogException',
      'A dimension used in Gen. Journal Line GENERAL, BBABCDEFGH, 10000 has caused an error. Select a Dimension Value Code for the Dimension Code AVDELING for G/L Account 7165.',
      'data',
      'dimension.missing',
    ],
    [
      400,
      'Application_DialogException',
      "The Dimension Value Code must be 100 for Dimension Code AVDELING for G/L Account 7169. Currently it's 200.",
      'data',
      'dimension.not_allowed',
    ],
    [
      400,
      'Application_DialogException',
      'Dimension Value AVDELING - 990 is blocked.',
      'data',
      'dimension.blocked',
    ],
    [
      400,
      'Application_DialogException',
      'The combination of dimensions used in Gen. Journal Line GENERAL, BBABCDEFGH, 10000 is blocked.',
      'data',
      'dimension.blocked',
    ],
    [
      400,
      'Internal_InvalidTableRelation',
      'The field VAT Prod. Posting Group of table Gen. Journal Line contains a value (X) that cannot be found in the related table (VAT Product Posting Group).',
      'data',
      'vat.unknown',
    ],
    [
      400,
      'Application_StringExceededLength',
      'The length of the string is 101, but it must be less than or equal to 100 characters. Value: Example Person',
      'data',
      'text.too_long',
    ],
    [
      400,
      'Application_DialogException',
      'Document No. BB27842DZ3V0HVHP is out of balance by 1.',
      'data',
      'voucher.unbalanced',
    ],
    [
      400,
      'Application_FieldValidationException',
      "Posting Date is not within your range of allowed posting dates in Gen. Journal Line Line No.='10000'.",
      'period_closed',
      'period.closed',
    ],
    [
      400,
      'Application_DialogException',
      'You cannot use Gen. Journal Line: GENERAL,BBABCDEFGH,10000 for this action. The restriction was imposed because the journal batch requires approval.',
      'awaiting_approval',
      'journal.approval_required',
    ],
    [
      400,
      'Application_FieldValidationException',
      "Posting Date is in a settled and closed VAT period (2026 period 5) in Gen. Journal Line Journal Template Name='GENERAL',Line No.='10000'.",
      'period_closed',
      'period.vat_settled',
    ],
    ...[
      "Bokføringsdato er i en oppgjort og lukket mva-periode (2026 periode 5) i Finanskladdelinje Linjenr.='10000'.",
      'Bokføringsdato er i en avregnet og lukket MVA-periode (2026 periode 5).',
      'Merverdiavgiftsperioden 2026 periode 5 er avsluttet.',
    ].map((said): [number, string, string, string, string] => [
      400,
      'Application_FieldValidationException',
      said,
      'period_closed',
      'period.vat_settled',
    ]),
    [
      400,
      'Application_DialogException',
      'VAT Date is not within your range of allowed VAT dates.',
      'period_closed',
      'period.closed',
    ],
    ...(
      [
        [
          'Bokføringsdato er ikke innenfor området med tillatte bokføringsdatoer.',
          'period_closed',
          'period.closed',
        ],
        [
          'Begrensningen ble innført fordi kladden krever godkjenning.',
          'awaiting_approval',
          'journal.approval_required',
        ],
        ['Du kan ikke angi numre manuelt.', 'config', 'journal.no_manual_numbers'],
        ['Bilagsnr. BB27842DZ3V0HVHP er ute av balanse med 1.', 'data', 'voucher.unbalanced'],
        ["Sperret må være lik 'Nei'  i Finanskonto: Nr.=7199.", 'data', 'account.blocked'],
        ['Dimensjonsverdi AVDELING - 990 er sperret.', 'data', 'dimension.blocked'],
        ['Velg en Dimensjonsverdikode for Dimensjonskode AVDELING.', 'data', 'dimension.missing'],
        [
          'Dimensjonsverdikode må være 100 for Dimensjonskode AVDELING.',
          'data',
          'dimension.not_allowed',
        ],
        ['"valueCode" samsvarer ikke med en dimensjonsverdi.', 'data', 'dimension.unknown_value'],
        ['"code" samsvarer ikke med en dimensjon.', 'data', 'dimension.unknown'],
        ['"accountNumber" samsvarer ikke med noen konto.', 'data', 'account.unknown'],
      ] as const
    ).map(([said, cls, ours]): [number, string, string, string, string] => [
      400,
      'Application_DialogException',
      said,
      cls,
      ours,
    ]),
    [400, 'Unknown', 'Something else.', 'data', 'voucher.refused'],
    [302, '', '', 'unreachable', 'vendor.not_reached'],
    [
      400,
      'Application_DialogException',
      'You cannot post this type of document when Vendor L100 is blocked with type All.',
      'data',
      'subledger.blocked',
    ],
  ])('%i %s %s', (status, code, message, cls, ours) => {
    expect(answered(status, code, message)).toMatchObject({ class: cls, code: ours })
  })

  test('a 503 that says when to come back is a rate limit, one that does not is a fault', () => {
    expect(answered(503, '', '', '30')).toMatchObject({
      class: 'rate_limited',
      retryAfter: '2026-11-21T10:00:30.000Z',
    })
    expect(answered(503)).toMatchObject({ class: 'transient' })
  })

  test('a 429 always says when, with or without the header', () => {
    expect(answered(429, '', '', '60').retryAfter).toBe('2026-11-21T10:01:00.000Z')
    expect(answered(429).retryAfter).toBe('2026-11-21T10:00:10.000Z')
  })

  test('the message keeps no correlation id and no value of the voucher', () => {
    const { message } = answered(
      400,
      'Application_StringExceededLength',
      'The length of the string is 101, but it must be less than or equal to 100 characters. Value: Example Person CorrelationId:  1f.',
    )
    expect(message).toBe(
      'A text is longer than Business Central takes. (The length of the string is 101, but it must be less than or equal to 100 characters.)',
    )
  })

  test('a body that is not its error is not from Business Central, whatever the status', () => {
    for (const body of [undefined, null, 'text', [], { error: 'x' }, { error: { code: 1 } }])
      for (const status of [400, 404, 409, 410, 422])
        expect(answeredFailure(status, body, undefined, now)).toMatchObject({
          class: 'unreachable',
          code: 'vendor.not_reached',
        })
  })
})

describe('a request without an answer', () => {
  const coded = (code: string, cause?: Error) => Object.assign(new Error(code, { cause }), { code })

  test.each([
    ['ECONNREFUSED', 'no', 'unreachable', 'network.unreachable'],
    ['ENOTFOUND', 'no', 'unreachable', 'network.unreachable'],
    ['UND_ERR_CONNECT_TIMEOUT', 'no', 'unreachable', 'network.unreachable'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'no', 'unreachable', 'network.tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'no', 'unreachable', 'network.tls'],
    ['CERT_HAS_EXPIRED', 'no', 'unreachable', 'network.tls'],
    ['UND_ERR_SOCKET', 'maybe', 'transient', 'vendor.lost_answer'],
    ['ECONNRESET', 'maybe', 'transient', 'vendor.lost_answer'],
    ['UND_ERR_HEADERS_TIMEOUT', 'maybe', 'transient', 'vendor.timeout'],
    ['UND_ERR_BODY_TIMEOUT', 'maybe', 'transient', 'vendor.timeout'],
    ['UND_ERR_ABORTED', 'maybe', 'transient', 'vendor.timeout'],
    ['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'maybe', 'transient', 'vendor.lost_answer'],
  ])('%s may have arrived: %s', (code, arrived, cls, ours) => {
    expect(lost(coded(code))).toMatchObject({ arrived, failure: { class: cls, code: ours } })
  })

  test('the cause counts, however deep, and so do all addresses that were tried', () => {
    expect(lost(new Error('x', { cause: coded('ECONNREFUSED') })).arrived).toBe('no')
    expect(lost(new AggregateError([coded('ECONNREFUSED')])).arrived).toBe('no')
    expect(lost(AbortSignal.abort().reason).failure.code).toBe('vendor.timeout')
    expect(lost('what').arrived).toBe('maybe')
  })
})
