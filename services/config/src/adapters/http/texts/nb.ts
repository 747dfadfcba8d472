import type { en } from './en.ts'

type Translated = {
  readonly [Code in keyof typeof en]: (typeof en)[Code] extends string
    ? string
    : readonly [title: string, detail: string]
}

export const nb = {
  'organization.changed_meanwhile': [
    'Noen andre har lagret i mellomtiden',
    '{by} lagret versjon {version} {at}. Hent innstillingene på nytt og gjør endringen om igjen.',
  ],
  'organization.invalid': ['Organisasjonen er ikke gyldig', ''],
  'organization_id.invalid': '{field} må ha 2 til 64 små bokstaver a-z, sifre og bindestreker.',
  'organization_number.invalid':
    '{field} er ikke et norsk organisasjonsnummer. Skriv ni sifre uten mellomrom, slik Brønnøysundregistrene viser det.',
  'text.empty': '{field} er tomt. Fyll inn en verdi, eller utelat feltet.',
  'text.too_long': '{field} er lengre enn {limit} tegn. Kort det ned.',
  'text.unclean':
    '{field} begynner eller slutter med mellomrom, eller har et usynlig tegn. Ta det bort.',
  'moment.invalid':
    '{field} er ikke et tidspunkt som finnes. Skriv ISO 8601 med tidssone, som 2026-11-21T10:00:00Z.',

  'connector_type.not_found': ['Systemet finnes ikke her', 'Bruk en av {types}.'],
  'connector.not_configured': [
    'Integrasjonen er ikke satt opp',
    'Organisasjonen har ingen integrasjon. Lagre en med pålogging først.',
  ],
  'connector.credentials_invalid': ['Påloggingen er ikke riktig fylt ut', ''],
  'connector.target_in_use': [
    'Integrasjonen er slått på',
    'Slå den av før du bytter system, katalog, miljø eller selskap.',
  ],
  'connector.enabled': ['Integrasjonen er slått på', 'Slå den av før du fjerner den.'],
  'connector.already_enabled': [
    'Integrasjonen er slått på allerede',
    'Den er slått på med en annen startdato. Slå den av, og så på med den nye.',
  ],
  'connector.not_tested': [
    'Påloggingen er ikke testet',
    'Lagre påloggingen på nytt: da blir den testet.',
  ],
  'connector.postings_open': [
    'Bilag er ikke ferdig overført',
    'I det nåværende regnskapet venter {queued}, {sending} overføres, {inDoubt} er uavklart, og {delivered} er levert og ikke bokført. Vent til de er avklart, eller avklar dem; gjør så endringen om igjen. Nye nøkler til samme regnskap kan lagres når som helst.',
  ],
  'connector.send_from_invalid': ['Startdatoen er ikke gyldig', ''],
  'connector.reason_invalid': ['Begrunnelsen er ikke gyldig', ''],
  'connector.adapter_unreachable': [
    'Tjenesten for dette systemet svarer ikke',
    'Tjenesten vår for {type} svarer ikke. Ingenting er endret. Prøv igjen om litt.',
  ],
  'connection.not_found': [
    'Det finnes ingen integrasjon her',
    'Organisasjonen har ingen integrasjon for denne tjenesten.',
  ],
  'connection.unreadable': [
    'En lagret nøkkel kan ikke åpnes',
    'Den lagrede {field} kan ikke åpnes. Last inn krypteringsnøkkelen {keyId} igjen, eller legg inn nøkkelen på nytt.',
  ],
  'connection.no_answer': [
    'Regnskapssystemet svarte ikke i tide',
    'Ingenting er endret. Prøv igjen om litt.',
  ],
  'connection.too_many': [
    'For mange forsøk på kort tid',
    'Regnskapssystemet spørres for ofte for denne organisasjonen. Ingenting er endret. Prøv igjen om {seconds} s.',
  ],
  'vault.key_retired': [
    'En krypteringsnøkkel er byttet ut',
    'Nøkkelen ble kryptert med en krypteringsnøkkel som er tatt ut av bruk, så ingenting er lagret. Lagre en gang til; oppdater KEY_FILE hvis det skjer igjen.',
  ],
  'draft.type_unknown': '{field} er ukjent her. Bruk en av {types}.',
  'draft.field_unknown': '{field} har et ukjent felt. De kjente er {known}.',
  'draft.value_missing': '{field} mangler. {help}',
  'draft.value_wrong': '{field} har ikke riktig form. {help}',
  'draft.secret_shown':
    '{field} inneholder en av nøklene. Feltet vises for alle: ta nøkkelen bort.',
  'draft.secrets_missing':
    'Ingenting av {field} er lagret for dette regnskapet. Gi ett av disse settene: {choices}.',
  'draft.secrets_mixed': '{field} hører ikke sammen. Gi ett av disse settene: {choices}.',
  'draft.secret_incomplete': '{field} mangler. {set} legges inn sammen.',
  'draft.expiry_of_nothing': '{field} nevner en nøkkel som ikke er lagt inn. Utelat den.',
  'draft.expiry_invalid': '{field} er verken en dag eller et tidspunkt. Skriv som 2027-11-21.',
  'field.incomplete': '{field} mangler eller har ikke riktig form.',
  'field.refused': '{field} kan ikke brukes slik. På engelsk: {said}',
  'field.template_syntax': '{field} har en skrivefeil. På engelsk, med stedet: {said}',
  'field.template_failed': '{field} feiler for et prøvebilag. På engelsk: {said}',
  'field.template_no_amount':
    '{field} lager et tall med flere desimaler enn et beløp. Bruk øre (amountOre) eller tekst (amountText). På engelsk: {said}',
  'field.template_inexact':
    '{field} gir et beløp som er ett øre galt. Bruk øre (amountOre) eller tekst (amountText). På engelsk: {said}',
  'field.template_no_object': '{field} må gi et objekt, eller en liste med objekter.',
  'field.template_no_reference':
    '{field} må ta med referansen (reference). Uten den kan bilaget ikke finnes igjen.',
  'field.template_not_json': '{field} lager ikke JSON. Bruk bare tekst, tall, objekter og lister.',
  'field.template_too_large': '{field} lager for mye for ett bilag. Kort ned det den lager.',

  'policies.invalid': ['Innstillingene er ikke gyldige', ''],
  'policies.mode_not_possible':
    '{field}: bilag kan ikke legges som kladd i denne typen system ({type}). Velg bokføringsmåten «book».',

  'mapping_version.not_found': [
    'Versjonen finnes ikke',
    'Konteringsreglene har ingen slik versjon.',
  ],
  'mapping.invalid': ['Konteringsreglene er ikke gyldige', ''],
  'mapping.name_twice': '{field} står to ganger. Behold en.',
  'mapping.name_impossible': '{field} kan ikke brukes som navn. Velg et annet.',
  'mapping.categories_too_many': '{field} kan være høyst {most}, og {count} ble sendt. Fjern noen.',
  'mapping.day_invalid': '{field} er ikke en dag som finnes. Skriv som 2026-12-01.',
  'mapping.versions_too_many':
    '{field} kan ikke være enda en dato: høyst {most} versjoner kan gjelde ulike datoer. Utelat feltet, eller velg en dag før noen av versjonene.',
  'mapping.too_large':
    '{field} kan ta høyst {most} kB, sammen med versjonene for tidligere datoer. Fjern noen, bruk kortere navn, eller utelat effectiveFrom.',
  'mapping.incomplete': [
    'Noe i bruk mangler konto',
    'Alt som er i bruk, må ha konto mens integrasjonen er slått på.',
  ],
  'mapping.categories_unmapped': '{field} i bruk mangler konto: {names}.',
  'mapping.payees_unmapped': '{field} mangler konto for mottakere i bruk: {names}.',
  'mapping.dimensions_unmapped': '{field} mangler det som det føres på: {names}.',
  'mapping.no_category': '{field} er tomt. Gi minst en utgiftstype en konto.',
  'mapping.no_credit': '{field} er tomt. Gi minst en type mottaker en konto.',
  'mapping.not_checked': [
    'Konteringsreglene kunne ikke kontrolleres',
    'Listene i regnskapssystemet kunne ikke leses ({why}). Ingenting er lagret. Prøv igjen om litt, eller lagre med unchecked: true.',
  ],
  'mapping.not_in_ledger': ['Regnskapssystemet har ikke dette, eller tar ikke imot på det', ''],
  'mapping.unmapped': 'Er i bruk og mangler konto.',
  'mapping.no_dimension':
    'Er i bruk og føres på et kostnadssted eller prosjekt som mangler dimensjon i regnskapssystemet.',
  'ledger.not_there': '{field}: {code} finnes ikke i regnskapssystemet.',
  'ledger.blocked': '{field}: {code} {name} tar ikke imot bilag. {why}',

  'mapping.table_invalid': ['Feil i tabellen', ''],
  'table.empty': '{field}: Tabellen er tom. Fyll den ut.',
  'table.characters_unreadable': '{field} har tegn som ikke kan tolkes. Lagre som «CSV UTF-8».',
  'table.quotes_wrong': '{field} har anførselstegn som ikke lukkes, eller er for lang. Rett den.',
  'table.column_unknown': '{field}: Navnet på kolonne {number} er ukjent. De kjente er {known}.',
  'table.column_twice': '{field}: Kolonnen {column} står to ganger. Behold en.',
  'table.column_missing': '{field}: Kolonnen {column} mangler. Legg den til.',
  'table.lines_too_many': '{field}: Høyst {most} linjer er mulig, og det er {count}.',
  'table.no_lines': '{field}: Det er ingen linjer under kolonnenavnene. Legg til noen.',
  'table.cells_too_many':
    '{field} har flere celler enn kolonner. Sett anførselstegn om celler med skilletegn.',
  'table.word_unknown': '{field} er ukjent. Bruk en av {known}.',
  'table.key_missing': '{field} er tomt. Skriv utgiftstypen.',
  'table.line_twice': '{field} står to ganger. Behold en linje.',
  'table.account_missing': '{field} er tomt. Skriv kontoen.',

  'schedule.invalid': ['Tidsplanen er ikke gyldig', ''],
  'schedule.form_wrong':
    '{field} er ingen tidsplan. Skriv fem felt med sifre, *, komma, bindestrek og skråstrek: minutt, time, dag i måneden, måned, ukedag, som 0 6 * * 1-5.',
  'schedule.value_wrong':
    '{field} har en verdi som ingen minutt, time, dag, måned eller ukedag har. Se på de fem feltene.',
  'schedule.never': '{field} inntreffer aldri. Velg dager som finnes.',
  'schedule.too_dense':
    '{field} inntreffer oftere enn hvert {minutes}. minutt. Velg færre tidspunkter, eller overfør ved godkjenning.',

  'auth.wrong_secret': ['Feil nøkkel', 'Kopier nøkkelen fra regnskapssystemet på nytt.'],
  'auth.expired_secret': ['Nøkkelen er gått ut', 'Lag en ny i regnskapssystemet.'],
  'auth.missing_permission': [
    'Mangler tilgang',
    'Gi tilgangen i regnskapssystemet, og test på nytt. {message}',
  ],
  'auth.unknown_client': ['Fant ikke klienten', 'Kopier klient-ID-en på nytt.'],
  'auth.wrong_certificate': [
    'Feil sertifikat',
    'Legg inn sertifikatet som er registrert der, med nøkkelen til det.',
  ],
  'auth.wrong_token': [
    'Feil token',
    'Kopier tokenet på nytt, eller lag et nytt: det slutter å virke når brukeren som laget det, stenges.',
  ],
  'auth.expired_certificate': [
    'Sertifikatet er gått ut',
    'Registrer et nytt der, og legg det inn her med nøkkelen til det.',
  ],
  'auth.refused': [
    'Påloggingen ble avvist',
    'Kontroller alle verdiene for pålogging, og at tilgangen fortsatt er åpen der.',
  ],
  'auth.clock_differs': [
    'Klokkene går ulikt',
    'Be den som drifter Bilagsbro, om å stille klokken på tjeneren.',
  ],
  'auth.throttled': ['Påloggingen ber oss vente', 'Prøv igjen om noen minutter.'],
  'auth.*': ['Påloggingen ble avvist', '{message}'],
  'target.unknown_tenant': ['Fant ikke katalog-ID', 'Kontroller katalog-ID-en.'],
  'target.unknown_environment': ['Fant ikke miljøet', 'Kontroller navnet i regnskapssystemet.'],
  'target.unknown_company': ['Fant ikke selskapet', 'Kontroller ID-en i regnskapssystemet.'],
  'target.unknown_entity': [
    'Fant ikke enheten',
    'Kontroller tallet for enheten (dbId), og at tokenet gjelder den.',
  ],
  'target.*': ['Fant ikke regnskapet', '{message}'],
  'address.*': ['Adressen kan ikke brukes', '{message}'],
  'network.unreachable': [
    'Får ikke svar fra regnskapssystemet',
    'Kontroller adressen. Prøv igjen om litt.',
  ],
  'network.tls': ['Ugyldig sertifikat', 'Be den som drifter regnskapssystemet, om et nytt.'],
  'network.*': ['Får ikke kontakt med regnskapssystemet', '{message}'],
  'vendor.throttled': ['Regnskapssystemet ber oss vente', 'Prøv igjen om noen minutter.'],
  'vendor.*': ['Regnskapssystemet kunne ikke svare', '{message}'],
  'credentials.*': ['Påloggingen er ikke riktig', '{message}'],
  'connection.*': ['Forbindelsen kan ikke brukes', '{message}'],
  'currency.*': ['Valutaen støttes ikke', '{message}'],
  'template.*': ['Feil i malen', '{message}'],
} as const satisfies Translated
