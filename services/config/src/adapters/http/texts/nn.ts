import type { en } from './en.ts'

type Translated = {
  readonly [Code in keyof typeof en]: (typeof en)[Code] extends string
    ? string
    : readonly [title: string, detail: string]
}

export const nn = {
  'organization.changed_meanwhile': [
    'Nokon andre har lagra i mellomtida',
    '{by} lagra versjon {version} {at}. Hent innstillingane på nytt og gjer endringa om att.',
  ],
  'organization.invalid': ['Organisasjonen er ikkje gyldig', ''],
  'organization_id.invalid': '{field} må ha 2 til 64 små bokstavar a-z, siffer og bindestrekar.',
  'organization_number.invalid':
    '{field} er ikkje eit norsk organisasjonsnummer. Skriv ni siffer utan mellomrom, slik Brønnøysundregistera viser det.',
  'text.empty': '{field} er tomt. Fyll inn ein verdi, eller utelat feltet.',
  'text.too_long': '{field} er lengre enn {limit} teikn. Kort det ned.',
  'text.unclean':
    '{field} byrjar eller sluttar med mellomrom, eller har eit usynleg teikn. Ta det bort.',
  'moment.invalid':
    '{field} er ikkje eit tidspunkt som finst. Skriv ISO 8601 med tidssone, som 2026-11-21T10:00:00Z.',

  'connector_type.not_found': ['Systemet finst ikkje her', 'Bruk ein av {types}.'],
  'connector.not_configured': [
    'Integrasjonen er ikkje sett opp',
    'Organisasjonen har ingen integrasjon. Lagre ein med pålogging først.',
  ],
  'connector.credentials_invalid': ['Pålogginga er ikkje rett fylt ut', ''],
  'connector.target_in_use': [
    'Integrasjonen er slått på',
    'Slå han av før du byter system, katalog, miljø eller selskap.',
  ],
  'connector.enabled': ['Integrasjonen er slått på', 'Slå han av før du fjernar han.'],
  'connector.already_enabled': [
    'Integrasjonen er slått på frå før',
    'Han er slått på med ein annan startdato. Slå han av, og så på med den nye.',
  ],
  'connector.not_tested': [
    'Pålogginga er ikkje testa',
    'Lagre pålogginga på nytt: då blir ho testa.',
  ],
  'connector.postings_open': [
    'Bilag er ikkje ferdig overførte',
    'I den noverande rekneskapen ventar {queued}, {sending} blir overførte, {inDoubt} er uavklarte, og {delivered} er leverte og ikkje bokførte. Vent til dei er avklarte, eller avklar dei; gjer så endringa om att. Nye nøklar til same rekneskapen kan lagrast når som helst.',
  ],
  'connector.send_from_invalid': ['Startdatoen er ikkje gyldig', ''],
  'connector.reason_invalid': ['Grunngjevinga er ikkje gyldig', ''],
  'connector.adapter_unreachable': [
    'Tenesta for dette systemet svarar ikkje',
    'Tenesta vår for {type} svarar ikkje. Ingenting er endra. Prøv igjen om litt.',
  ],
  'connection.not_found': [
    'Det finst ingen integrasjon her',
    'Organisasjonen har ingen integrasjon for denne tenesta.',
  ],
  'connection.unreadable': [
    'Ein lagra nøkkel kan ikkje opnast',
    'Den lagra {field} kan ikkje opnast. Last inn krypteringsnøkkelen {keyId} igjen, eller legg inn nøkkelen på nytt.',
  ],
  'connection.no_answer': [
    'Rekneskapssystemet svara ikkje i tide',
    'Ingenting er endra. Prøv igjen om litt.',
  ],
  'connection.too_many': [
    'For mange forsøk på kort tid',
    'Rekneskapssystemet blir spurt for ofte for denne organisasjonen. Ingenting er endra. Prøv igjen om {seconds} s.',
  ],
  'vault.key_retired': [
    'Ein krypteringsnøkkel er bytt ut',
    'Nøkkelen blei kryptert med ein krypteringsnøkkel som er teken ut av bruk, så ingenting er lagra. Lagre ein gong til; oppdater KEY_FILE om det hender igjen.',
  ],
  'draft.type_unknown': '{field} er ukjend her. Bruk ein av {types}.',
  'draft.field_unknown': '{field} har eit ukjent felt. Dei kjende er {known}.',
  'draft.value_missing': '{field} manglar. {help}',
  'draft.value_wrong': '{field} har ikkje rett form. {help}',
  'draft.secret_shown':
    '{field} inneheld ein av nøklane. Feltet blir vist til alle: ta nøkkelen bort.',
  'draft.secrets_missing':
    'Ingenting av {field} er lagra for denne rekneskapen. Gi eitt av desse setta: {choices}.',
  'draft.secrets_mixed': '{field} høyrer ikkje saman. Gi eitt av desse setta: {choices}.',
  'draft.secret_incomplete': '{field} manglar. {set} blir lagde inn saman.',
  'draft.expiry_of_nothing': '{field} nemner ein nøkkel som ikkje er lagd inn. Utelat han.',
  'draft.expiry_invalid': '{field} er verken ein dag eller eit tidspunkt. Skriv som 2027-11-21.',
  'field.incomplete': '{field} manglar eller har ikkje rett form.',
  'field.refused': '{field} kan ikkje brukast slik. På engelsk: {said}',
  'field.template_syntax': '{field} har ein skrivefeil. På engelsk, med staden: {said}',
  'field.template_failed': '{field} feilar for eit prøvebilag. På engelsk: {said}',
  'field.template_no_amount':
    '{field} lagar eit tal med fleire desimalar enn eit beløp. Bruk øre (amountOre) eller tekst (amountText). På engelsk: {said}',
  'field.template_inexact':
    '{field} gir eit beløp som er eitt øre gale. Bruk øre (amountOre) eller tekst (amountText). På engelsk: {said}',
  'field.template_no_object': '{field} må gi eit objekt, eller ei liste med objekt.',
  'field.template_no_reference':
    '{field} må ta med referansen (reference). Utan han kan bilaget ikkje finnast att.',
  'field.template_not_json': '{field} lagar ikkje JSON. Bruk berre tekst, tal, objekt og lister.',
  'field.template_too_large': '{field} lagar for mykje for eitt bilag. Kort ned det malen lagar.',

  'policies.invalid': ['Innstillingane er ikkje gyldige', ''],
  'policies.mode_not_possible':
    '{field}: bilag kan ikkje leggjast som kladd i denne typen system ({type}). Vel bokføringsmåten «book».',

  'mapping_version.not_found': [
    'Versjonen finst ikkje',
    'Konteringsreglane har ingen slik versjon.',
  ],
  'mapping.invalid': ['Konteringsreglane er ikkje gyldige', ''],
  'mapping.name_twice': '{field} står to gonger. Behald ein.',
  'mapping.name_impossible': '{field} kan ikkje brukast som namn. Vel eit anna.',
  'mapping.categories_too_many':
    '{field} kan vere høgst {most}, og {count} blei sende. Fjern nokre.',
  'mapping.day_invalid': '{field} er ikkje ein dag som finst. Skriv som 2026-12-01.',
  'mapping.versions_too_many':
    '{field} kan ikkje vere endå ein dato: høgst {most} versjonar kan gjelde ulike datoar. Utelat feltet, eller vel ein dag før nokre av versjonane.',
  'mapping.too_large':
    '{field} kan ta høgst {most} kB, saman med versjonane for tidlegare datoar. Fjern nokre, bruk kortare namn, eller utelat effectiveFrom.',
  'mapping.incomplete': [
    'Noko i bruk manglar konto',
    'Alt som er i bruk, må ha konto medan integrasjonen er slått på.',
  ],
  'mapping.categories_unmapped': '{field} i bruk manglar konto: {names}.',
  'mapping.payees_unmapped': '{field} manglar konto for mottakarar i bruk: {names}.',
  'mapping.dimensions_unmapped': '{field} manglar det som det blir ført på: {names}.',
  'mapping.no_category': '{field} er tomt. Gi minst ein utgiftstype ein konto.',
  'mapping.no_credit': '{field} er tomt. Gi minst ein type mottakar ein konto.',
  'mapping.not_checked': [
    'Konteringsreglane kunne ikkje kontrollerast',
    'Listene i rekneskapssystemet kunne ikkje lesast ({why}). Ingenting er lagra. Prøv igjen om litt, eller lagre med unchecked: true.',
  ],
  'mapping.not_in_ledger': ['Rekneskapssystemet har ikkje dette, eller tek ikkje imot på det', ''],
  'mapping.unmapped': 'Er i bruk og manglar konto.',
  'mapping.no_dimension':
    'Er i bruk og blir ført på ein kostnadsstad eller eit prosjekt som manglar dimensjon i rekneskapssystemet.',
  'ledger.not_there': '{field}: {code} finst ikkje i rekneskapssystemet.',
  'ledger.blocked': '{field}: {code} {name} tek ikkje imot bilag. {why}',

  'mapping.table_invalid': ['Feil i tabellen', ''],
  'table.empty': '{field}: Tabellen er tom. Fyll han ut.',
  'table.characters_unreadable': '{field} har teikn som ikkje kan tolkast. Lagre som «CSV UTF-8».',
  'table.quotes_wrong':
    '{field} har hermeteikn som ikkje blir lukka, eller er for lang. Rett henne.',
  'table.column_unknown': '{field}: Namnet på kolonne {number} er ukjent. Dei kjende er {known}.',
  'table.column_twice': '{field}: Kolonnen {column} står to gonger. Behald ein.',
  'table.column_missing': '{field}: Kolonnen {column} manglar. Legg han til.',
  'table.lines_too_many': '{field}: Høgst {most} linjer er mogleg, og det er {count}.',
  'table.no_lines': '{field}: Det er ingen linjer under kolonnenamna. Legg til nokre.',
  'table.cells_too_many':
    '{field} har fleire celler enn kolonnar. Set hermeteikn om celler med skiljeteikn.',
  'table.word_unknown': '{field} er ukjend. Bruk ein av {known}.',
  'table.key_missing': '{field} er tomt. Skriv utgiftstypen.',
  'table.line_twice': '{field} står to gonger. Behald ei linje.',
  'table.account_missing': '{field} er tomt. Skriv kontoen.',

  'schedule.invalid': ['Tidsplanen er ikkje gyldig', ''],
  'schedule.form_wrong':
    '{field} er ingen tidsplan. Skriv fem felt med siffer, *, komma, bindestrek og skråstrek: minutt, time, dag i månaden, månad, vekedag, som 0 6 * * 1-5.',
  'schedule.value_wrong':
    '{field} har ein verdi som ingen minutt, time, dag, månad eller vekedag har. Sjå på dei fem felta.',
  'schedule.never': '{field} kjem aldri. Vel dagar som finst.',
  'schedule.too_dense':
    '{field} kjem oftare enn kvart {minutes}. minutt. Vel færre tidspunkt, eller overfør ved godkjenning.',

  'auth.wrong_secret': ['Feil nøkkel', 'Kopier nøkkelen frå rekneskapssystemet på nytt.'],
  'auth.expired_secret': ['Nøkkelen er gått ut', 'Lag ein ny i rekneskapssystemet.'],
  'auth.missing_permission': [
    'Manglar tilgang',
    'Gi tilgangen i rekneskapssystemet, og test på nytt. {message}',
  ],
  'auth.unknown_client': ['Fann ikkje klienten', 'Kopier klient-ID-en på nytt.'],
  'auth.wrong_certificate': [
    'Feil sertifikat',
    'Legg inn sertifikatet som er registrert der, med nøkkelen til det.',
  ],
  'auth.wrong_token': [
    'Feil token',
    'Kopier tokenet på nytt, eller lag eit nytt: det sluttar å verke når brukaren som laga det, blir stengd.',
  ],
  'auth.expired_certificate': [
    'Sertifikatet er gått ut',
    'Registrer eit nytt der, og legg det inn her med nøkkelen til det.',
  ],
  'auth.refused': [
    'Pålogginga blei avvist',
    'Kontroller alle verdiane for pålogging, og at tilgangen framleis er open der.',
  ],
  'auth.clock_differs': [
    'Klokkene går ulikt',
    'Be den som driftar Bilagsbro, om å stille klokka på tenaren.',
  ],
  'auth.throttled': ['Pålogginga ber oss vente', 'Prøv igjen om nokre minutt.'],
  'auth.*': ['Pålogginga blei avvist', '{message}'],
  'target.unknown_tenant': ['Fann ikkje katalog-ID', 'Kontroller katalog-ID-en.'],
  'target.unknown_environment': ['Fann ikkje miljøet', 'Kontroller namnet i rekneskapssystemet.'],
  'target.unknown_company': ['Fann ikkje selskapet', 'Kontroller ID-en i rekneskapssystemet.'],
  'target.unknown_entity': [
    'Fann ikkje eininga',
    'Kontroller talet for eininga (dbId), og at tokenet gjeld ho.',
  ],
  'target.*': ['Fann ikkje rekneskapen', '{message}'],
  'address.*': ['Adressa kan ikkje brukast', '{message}'],
  'network.unreachable': [
    'Får ikkje svar frå rekneskapssystemet',
    'Kontroller adressa. Prøv igjen om litt.',
  ],
  'network.tls': ['Ugyldig sertifikat', 'Be den som driftar rekneskapssystemet, om eit nytt.'],
  'network.*': ['Får ikkje kontakt med rekneskapssystemet', '{message}'],
  'vendor.throttled': ['Rekneskapssystemet ber oss vente', 'Prøv igjen om nokre minutt.'],
  'vendor.*': ['Rekneskapssystemet kunne ikkje svare', '{message}'],
  'credentials.*': ['Pålogginga er ikkje rett', '{message}'],
  'connection.*': ['Sambandet kan ikkje brukast', '{message}'],
  'currency.*': ['Valutaen er ikkje støtta', '{message}'],
  'template.*': ['Feil i malen', '{message}'],
} as const satisfies Translated
