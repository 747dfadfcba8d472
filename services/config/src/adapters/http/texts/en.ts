export const en = {
  'organization.changed_meanwhile': [
    'Somebody else has saved meanwhile',
    '{by} saved version {version} at {at}. Read the settings again and repeat the change.',
  ],
  'organization.invalid': ['The organisation is not valid', ''],
  'organization_id.invalid': '{field} needs 2 to 64 small letters a-z, digits and hyphens.',
  'organization_number.invalid':
    '{field} is no Norwegian organisation number. Enter nine digits without spaces, as Brønnøysundregistrene show it.',
  'text.empty': '{field} is empty. Enter a value, or leave the field out.',
  'text.too_long': '{field} is longer than {limit} characters. Shorten it.',
  'text.unclean':
    '{field} begins or ends with a space, or has a character that does not print. Remove it.',
  'moment.invalid':
    '{field} is no moment that exists. Write ISO 8601 with its offset, like 2026-11-21T10:00:00Z.',

  'connector_type.not_found': ['No such kind of system', 'Use one of {types}.'],
  'connector.not_configured': [
    'The integration is not set up',
    'The organisation has no connector. Save one with its credentials first.',
  ],
  'connector.credentials_invalid': ['The credentials are not filled in rightly', ''],
  'connector.target_in_use': [
    'The integration is on',
    'Turn it off before changing the system, tenant, environment or company that is posted to.',
  ],
  'connector.enabled': ['The integration is on', 'Turn it off before removing it.'],
  'connector.already_enabled': [
    'The integration is on already',
    'It is on with another date to send from. Turn it off, then on with the new one.',
  ],
  'connector.not_tested': [
    'The credentials are not tested',
    'Save the credentials again: saving tests them.',
  ],
  'connector.postings_open': [
    'Postings are still open',
    'In the present ledger, {queued} wait, {sending} are being sent, {inDoubt} are in doubt, and {delivered} are delivered and not booked. Wait until they are settled, or settle them; then repeat the change. New secrets for the same ledger can be saved at any time.',
  ],
  'connector.send_from_invalid': ['The date to send from is not valid', ''],
  'connector.reason_invalid': ['The reason is not valid', ''],
  'connector.adapter_unreachable': [
    'The service for this system does not answer',
    'Our service for {type} does not answer. Nothing is changed. Try again soon.',
  ],
  'connection.not_found': [
    'There is no connector here',
    'The organisation has no connector for this service.',
  ],
  'connection.unreadable': [
    'A stored secret does not open',
    'The stored {field} does not open. Load the key {keyId} again, or enter the secret anew.',
  ],
  'connection.no_answer': [
    'The accounting system did not answer in time',
    'Nothing is changed. Try again soon.',
  ],
  'connection.too_many': [
    'Too many attempts in a short time',
    'The accounting system is asked too often for this organisation. Nothing is changed. Try again in {seconds} s.',
  ],
  'vault.key_retired': [
    'An encryption key was replaced',
    'The secret was sealed under a key that is retired, so nothing is saved. Save once more; bring KEY_FILE up to date where this happens again.',
  ],
  'draft.type_unknown': '{field} is unknown here. Use one of {types}.',
  'draft.field_unknown': '{field} has a field that is not known. These are: {known}.',
  'draft.value_missing': '{field} is missing. {help}',
  'draft.value_wrong': '{field} does not have the right form. {help}',
  'draft.secret_shown': '{field} holds one of the secrets. It is shown to everybody: leave it out.',
  'draft.secrets_missing':
    'Nothing of {field} is stored for this ledger. Give one of these sets: {choices}.',
  'draft.secrets_mixed': '{field} do not go together. Give one of these sets: {choices}.',
  'draft.secret_incomplete': '{field} is missing. {set} are set together.',
  'draft.expiry_of_nothing': '{field} names a secret that is not set. Leave it out.',
  'draft.expiry_invalid': '{field} is neither a day nor a moment. Write it like 2027-11-21.',
  'field.incomplete': '{field} is missing or does not have the right form.',
  'field.refused': '{field} cannot be used like this. {said}',
  'field.template_syntax': '{field} is not written correctly. {said}',
  'field.template_failed': '{field} fails for a voucher that it was tried with. {said}',
  'field.template_no_amount':
    '{field} makes a number with more decimals than an amount. Use øre (amountOre) or text (amountText). {said}',
  'field.template_inexact':
    '{field} makes an amount that is one øre wrong. Use øre (amountOre) or text (amountText). {said}',
  'field.template_no_object': '{field} must come to an object, or to a list of objects.',
  'field.template_no_reference':
    '{field} must include the reference (reference). Without it, the voucher cannot be found again.',
  'field.template_not_json':
    '{field} does not make JSON. Use text, numbers, objects and lists alone.',
  'field.template_too_large': '{field} makes too much for one voucher. Make it shorter.',

  'policies.invalid': ['The policies are not valid', ''],
  'policies.mode_not_possible':
    '{field}: vouchers cannot be left as drafts in this kind of system ({type}). Choose the posting mode "book".',

  'mapping_version.not_found': ['No such version', 'The mapping has no such version.'],
  'mapping.invalid': ['The mapping is not valid', ''],
  'mapping.name_twice': '{field} is there twice. Keep one.',
  'mapping.name_impossible': '{field} is no possible name. Choose another.',
  'mapping.categories_too_many': '{field} can be {most} at most, and {count} were sent. Map fewer.',
  'mapping.day_invalid': '{field} is no day that exists. Write it like 2026-12-01.',
  'mapping.versions_too_many':
    '{field} cannot be another date: {most} versions at most book different dates. Leave it out, or give a day before those of some versions.',
  'mapping.too_large':
    '{field} can take {most} kB at most, together with the versions that book earlier dates. Map fewer, by shorter names, or leave effectiveFrom out.',
  'mapping.incomplete': [
    'Something in use lacks an account',
    'What is in use must be mapped while the integration is on.',
  ],
  'mapping.categories_unmapped': '{field} in use lack an account: {names}.',
  'mapping.payees_unmapped': '{field} lack an account for kinds of payee in use: {names}.',
  'mapping.dimensions_unmapped': '{field} lack what is booked on: {names}.',
  'mapping.no_category': '{field} are empty. Map one at least.',
  'mapping.no_credit': '{field} are empty. Give the account of one kind of payee at least.',
  'mapping.not_checked': [
    'The mapping could not be checked',
    "The ledger's own lists could not be read ({why}). Nothing is saved. Try again soon, or save with unchecked: true.",
  ],
  'mapping.not_in_ledger': ['The ledger has no such thing, or takes nothing on it', ''],
  'mapping.unmapped': 'In use, and without an account.',
  'mapping.no_dimension':
    'In use, and booked on a cost centre or project that has no dimension of the ledger.',
  'ledger.not_there': '{field}: {code} is not in the ledger.',
  'ledger.blocked': '{field}: {code} {name} takes no postings. {why}',

  'mapping.table_invalid': ['Faults in the table', ''],
  'table.empty': '{field}: The table is empty. Fill it in.',
  'table.characters_unreadable': '{field} has characters that cannot be told. Save as “CSV UTF-8”.',
  'table.quotes_wrong': '{field} has quotes that do not close, or is too long. Put it right.',
  'table.column_unknown': '{field}: The name of column {number} is not known. These are: {known}.',
  'table.column_twice': '{field}: The column {column} is there twice. Keep one.',
  'table.column_missing': '{field}: The column {column} is missing. Add it.',
  'table.lines_too_many': '{field}: {most} lines at most are possible, and there are {count}.',
  'table.no_lines': '{field}: There is no line below the names of the columns. Add some.',
  'table.cells_too_many':
    '{field} has more cells than there are columns. Quote cells with separators.',
  'table.word_unknown': '{field} is not known. Use one of {known}.',
  'table.key_missing': '{field} is empty. Name the category.',
  'table.line_twice': '{field} is there twice. Keep one line.',
  'table.account_missing': '{field} is empty. Give the account.',

  'schedule.invalid': ['The schedule is not valid', ''],
  'schedule.form_wrong':
    '{field} is no schedule. Write five fields of digits, *, commas, hyphens and slashes: minute, hour, day of month, month, day of week, like 0 6 * * 1-5.',
  'schedule.value_wrong':
    '{field} has a value that no minute, hour, day, month or day of the week has. See its five fields.',
  'schedule.never': '{field} never comes. Give days that exist.',
  'schedule.too_dense':
    '{field} comes more often than every {minutes} minutes. Space the times out, or send as soon as records are approved.',

  'auth.wrong_secret': ['Wrong secret', 'Copy the secret from the accounting system again.'],
  'auth.expired_secret': ['The secret has expired', 'Make a new one in the accounting system.'],
  'auth.missing_permission': [
    'Permission missing',
    'Grant it in the accounting system, then test again. {message}',
  ],
  'auth.unknown_client': ['No such client', 'Copy the client id again.'],
  'auth.wrong_certificate': [
    'Wrong certificate',
    'Enter the certificate that is registered there, with its key.',
  ],
  'auth.wrong_token': [
    'Wrong token',
    'Copy the token again, or make a new one: it ends when the user who made it is closed.',
  ],
  'auth.expired_certificate': [
    'The certificate has expired',
    'Register a new one there, and enter it here with its key.',
  ],
  'auth.refused': [
    'Sign-in refused',
    'Check every value of the sign-in, and that the access is still open there.',
  ],
  'auth.clock_differs': [
    'The clocks differ',
    'Ask whoever runs Bilagsbro to set the clock of the server.',
  ],
  'auth.throttled': ['The sign-in asks us to wait', 'Try again in some minutes.'],
  'auth.*': ['Sign-in refused', '{message}'],
  'target.unknown_tenant': ['No such tenant', 'Check the directory id.'],
  'target.unknown_environment': ['No such environment', 'Check its name in the accounting system.'],
  'target.unknown_company': ['No such company', 'Check its id in the accounting system.'],
  'target.unknown_entity': [
    'No such entity',
    'Check the number of the entity (dbId), and that the token reaches it.',
  ],
  'target.*': ['No such ledger', '{message}'],
  'address.*': ['The address cannot be used', '{message}'],
  'network.unreachable': [
    'No answer from the accounting system',
    'Check the address. Try again soon.',
  ],
  'network.tls': ['Bad certificate', 'Ask whoever runs the accounting system for a new one.'],
  'network.*': ['The accounting system cannot be reached', '{message}'],
  'vendor.throttled': ['The accounting system asks us to wait', 'Try again in some minutes.'],
  'vendor.*': ['The accounting system could not answer', '{message}'],
  'credentials.*': ['The credentials are not right', '{message}'],
  'connection.*': ['The connection cannot be used', '{message}'],
  'currency.*': ['Unsupported currency', '{message}'],
  'template.*': ['Faults in the template', '{message}'],
} as const
