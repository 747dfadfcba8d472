import type { Fault, Params, Refusal } from '@bilagsbro/kernel/result'

/** Every code that this service refuses with, and the parameters that fill its text. */
export const codes = {
  'organization.not_found': [],
  'organization.changed_meanwhile': ['version', 'by', 'at'],
  'organization.invalid': [],
  'organization_id.invalid': [],
  'organization_number.invalid': [],
  'text.empty': [],
  'text.too_long': ['limit'],
  'text.unclean': [],
  'moment.invalid': [],

  'connector_type.not_found': ['types'],
  'connector.not_configured': [],
  'connector.credentials_invalid': [],
  'connector.target_in_use': [],
  'connector.enabled': [],
  'connector.already_enabled': [],
  'connector.not_tested': [],
  'connector.postings_open': ['queued', 'sending', 'inDoubt', 'delivered'],
  'connector.send_from_invalid': [],
  'connector.reason_invalid': [],
  'connector.adapter_unreachable': ['type'],
  'connection.not_found': [],
  'connection.unreadable': ['field', 'keyId'],
  'connection.no_answer': [],
  'connection.too_many': ['seconds'],
  'vault.key_retired': [],
  'draft.type_unknown': ['types'],
  'draft.field_unknown': ['known'],
  'draft.value_missing': ['help'],
  'draft.value_wrong': ['help'],
  'draft.secret_shown': [],
  'draft.secrets_missing': ['choices'],
  'draft.secrets_mixed': ['choices'],
  'draft.secret_incomplete': ['set'],
  'draft.expiry_of_nothing': [],
  'draft.expiry_invalid': [],
  'field.incomplete': [],
  'field.refused': ['said'],
  'field.template_syntax': ['said'],
  'field.template_failed': ['said'],
  'field.template_no_amount': ['said'],
  'field.template_inexact': ['said'],
  'field.template_no_object': [],
  'field.template_no_reference': [],
  'field.template_not_json': [],
  'field.template_too_large': [],

  'policies.invalid': [],
  'policies.mode_not_possible': ['type'],

  'mapping_version.not_found': [],
  'mapping.invalid': [],
  'mapping.name_twice': [],
  'mapping.name_impossible': [],
  'mapping.categories_too_many': ['most', 'count'],
  'mapping.day_invalid': [],
  'mapping.versions_too_many': ['most'],
  'mapping.too_large': ['most'],
  'mapping.incomplete': [],
  'mapping.categories_unmapped': ['names'],
  'mapping.payees_unmapped': ['names'],
  'mapping.dimensions_unmapped': ['names'],
  'mapping.no_category': [],
  'mapping.no_credit': [],
  'mapping.not_checked': ['why'],
  'mapping.not_in_ledger': [],
  'mapping.unmapped': [],
  'mapping.no_dimension': [],
  'ledger.not_there': ['code'],
  'ledger.blocked': ['code', 'name', 'why'],

  'mapping.table_invalid': [],
  'table.empty': [],
  'table.characters_unreadable': [],
  'table.quotes_wrong': [],
  'table.column_unknown': ['number', 'known'],
  'table.column_twice': ['column'],
  'table.column_missing': ['column'],
  'table.lines_too_many': ['most', 'count'],
  'table.no_lines': [],
  'table.cells_too_many': [],
  'table.word_unknown': ['known'],
  'table.key_missing': [],
  'table.line_twice': [],
  'table.account_missing': [],

  'schedule.invalid': [],
  'schedule.form_wrong': [],
  'schedule.value_wrong': [],
  'schedule.never': [],
  'schedule.too_dense': ['minutes'],
} as const satisfies Record<string, readonly string[]>
type Code = keyof typeof codes
type ParamsOf<C extends Code> = Readonly<Record<(typeof codes)[C][number], Params[string]>>

/** One place to put right. `field` is a JSON pointer into the request. */
export const fault = <C extends Code>(field: string, code: C, params: ParamsOf<C>): Fault => ({
  field,
  code,
  params,
})

export const refusal = <C extends Code>(
  kind: Exclude<Refusal['kind'], 'missing'>,
  code: C,
  params: ParamsOf<C>,
): Refusal => ({ kind, code, params })

/** A refusal names two hundred faults at most. */
export const invalid = (code: Code, faults: readonly Fault[]): Refusal => ({
  kind: 'invalid',
  code,
  faults: faults.slice(0, 200),
})
