import type { ProblemTitles } from '@bilagsbro/service-kit/problem-titles'

const title = (nb: string, nn: string, en: string) => ({ nb, nn, en })

/** What problems of this service and of the adapters behind it are called. */
export const problemTitles: ProblemTitles = {
  'organization.invalid': title(
    'Organisasjonen er ikke gyldig',
    'Organisasjonen er ikkje gyldig',
    'The organisation is not valid',
  ),
  'organization.changed_meanwhile': title(
    'Noen andre har lagret i mellomtiden',
    'Nokon andre har lagra i mellomtida',
    'Somebody else has saved meanwhile',
  ),
  'connector.not_configured': title(
    'Integrasjonen er ikke satt opp',
    'Integrasjonen er ikkje sett opp',
    'The integration is not set up',
  ),
  'connector.credentials_invalid': title(
    'Påloggingen er ikke riktig fylt ut',
    'Pålogginga er ikkje rett fylt ut',
    'The credentials are not filled in rightly',
  ),
  'connector.adapter_unreachable': title(
    'Tjenesten for dette systemet svarer ikke',
    'Tenesta for dette systemet svarar ikkje',
    'The service for this system does not answer',
  ),
  'connector.target_in_use': title(
    'Integrasjonen er slått på',
    'Integrasjonen er slått på',
    'The integration is on',
  ),
  'connector.enabled': title(
    'Integrasjonen er slått på',
    'Integrasjonen er slått på',
    'The integration is on',
  ),
  'connector.already_enabled': title(
    'Integrasjonen er slått på allerede',
    'Integrasjonen er slått på frå før',
    'The integration is on already',
  ),
  'connector.not_tested': title(
    'Påloggingen er ikke testet',
    'Pålogginga er ikkje testa',
    'The credentials are not tested',
  ),
  'connector.postings_open': title(
    'Bilag er ikke ferdig overført',
    'Bilag er ikkje ferdig overførte',
    'Postings are still open',
  ),
  'connector.send_from_invalid': title(
    'Startdatoen er ikke gyldig',
    'Startdatoen er ikkje gyldig',
    'The date to send from is not valid',
  ),
  'connector.reason_invalid': title(
    'Begrunnelsen er ikke gyldig',
    'Grunngjevinga er ikkje gyldig',
    'The reason is not valid',
  ),
  'connector_type.not_found': title(
    'Systemet finnes ikke her',
    'Systemet finst ikkje her',
    'No such kind of system',
  ),
  'connection.not_found': title(
    'Det finnes ingen integrasjon her',
    'Det finst ingen integrasjon her',
    'There is no connector here',
  ),
  'connection.unreadable': title(
    'En lagret nøkkel kan ikke åpnes',
    'Ein lagra nøkkel kan ikkje opnast',
    'A stored secret does not open',
  ),
  'vault.key_retired': title(
    'En krypteringsnøkkel er byttet ut',
    'Ein krypteringsnøkkel er bytt ut',
    'An encryption key was replaced',
  ),
  'connection.no_answer': title(
    'Regnskapssystemet svarte ikke i tide',
    'Rekneskapssystemet svara ikkje i tide',
    'The accounting system did not answer in time',
  ),
  'connection.too_many': title(
    'For mange forsøk på kort tid',
    'For mange forsøk på kort tid',
    'Too many attempts in a short time',
  ),
  'mapping.invalid': title(
    'Konteringsreglene er ikke gyldige',
    'Konteringsreglane er ikkje gyldige',
    'The mapping is not valid',
  ),
  'mapping.incomplete': title(
    'Noe i bruk mangler konto',
    'Noko i bruk manglar konto',
    'Something in use lacks an account',
  ),
  'mapping.no_dimension': title('Mangler dimensjon', 'Manglar dimensjon', 'Lacks a dimension'),
  'mapping.unmapped': title('Mangler konto', 'Manglar konto', 'Lacks an account'),
  'mapping.not_in_ledger': title(
    'Regnskapssystemet har ikke dette, eller tar ikke imot på det',
    'Rekneskapssystemet har ikkje dette, eller tek ikkje imot på det',
    'The ledger has no such thing, or takes nothing on it',
  ),
  'mapping.not_checked': title(
    'Konteringsreglene kunne ikke kontrolleres',
    'Konteringsreglane kunne ikkje kontrollerast',
    'The mapping could not be checked',
  ),
  'mapping.table_invalid': title('Feil i tabellen', 'Feil i tabellen', 'Faults in the table'),
  'mapping_version.not_found': title(
    'Versjonen finnes ikke',
    'Versjonen finst ikkje',
    'No such version',
  ),
  'schedule.invalid': title(
    'Tidsplanen er ikke gyldig',
    'Tidsplanen er ikkje gyldig',
    'The schedule is not valid',
  ),
  'auth.wrong_secret': title('Feil nøkkel', 'Feil nøkkel', 'Wrong secret'),
  'auth.expired_secret': title(
    'Nøkkelen er gått ut',
    'Nøkkelen er gått ut',
    'The secret has expired',
  ),
  'auth.missing_permission': title('Mangler tilgang', 'Manglar tilgang', 'Permission missing'),
  'auth.unknown_client': title('Fant ikke klienten', 'Fann ikkje klienten', 'No such client'),
  'auth.wrong_certificate': title('Feil sertifikat', 'Feil sertifikat', 'Wrong certificate'),
  'auth.throttled': title(
    'Påloggingen ber oss vente',
    'Pålogginga ber oss vente',
    'The sign-in asks us to wait',
  ),
  'auth.*': title('Påloggingen ble avvist', 'Pålogginga blei avvist', 'Sign-in refused'),
  'target.unknown_tenant': title('Fant ikke katalog-ID', 'Fann ikkje katalog-ID', 'No such tenant'),
  'target.unknown_environment': title(
    'Fant ikke miljøet',
    'Fann ikkje miljøet',
    'No such environment',
  ),
  'target.unknown_company': title('Fant ikke selskapet', 'Fann ikkje selskapet', 'No such company'),
  'target.*': title('Fant ikke regnskapet', 'Fann ikkje rekneskapen', 'No such ledger'),
  'network.unreachable': title(
    'Får ikke svar fra regnskapssystemet',
    'Får ikkje svar frå rekneskapssystemet',
    'No answer from the accounting system',
  ),
  'network.tls': title('Ugyldig sertifikat', 'Ugyldig sertifikat', 'Bad certificate'),
  'network.*': title(
    'Får ikke kontakt med regnskapssystemet',
    'Får ikkje kontakt med rekneskapssystemet',
    'The accounting system cannot be reached',
  ),
  'vendor.throttled': title(
    'Regnskapssystemet ber oss vente',
    'Rekneskapssystemet ber oss vente',
    'The accounting system asks us to wait',
  ),
  'vendor.*': title(
    'Regnskapssystemet kunne ikke svare',
    'Rekneskapssystemet kunne ikkje svare',
    'The accounting system could not answer',
  ),
  'credentials.*': title(
    'Påloggingen er ikke riktig',
    'Pålogginga er ikkje rett',
    'The credentials are not right',
  ),
  'connection.*': title(
    'Forbindelsen kan ikke brukes',
    'Sambandet kan ikkje brukast',
    'The connection cannot be used',
  ),
  'currency.*': title('Valutaen støttes ikke', 'Valutaen er ikkje støtta', 'Unsupported currency'),
  'template.*': title('Feil i malen', 'Feil i malen', 'Faults in the template'),
}
