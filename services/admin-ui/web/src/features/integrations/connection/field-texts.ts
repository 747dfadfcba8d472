import { defineTexts } from '../../../shared/texts/texts.ts'

/** Where people find each value in the screens of the system itself; the rest is said by the schema. */
export const texts = defineTexts({
  nb: {
    'group.ledger': 'Hvilket regnskap',
    'group.sign_in': 'Pålogging',
    'group.voucher': 'Bilaget som sendes',
    'group.answer': 'Svaret fra systemet',
    'group.repeat': 'Når noe må sendes på nytt',
    'group.look_up': 'Oppslag av bilag (valgfritt)',
    'group.lists': 'Lister over kontoer og kostnadssteder (valgfritt)',
    'group.limits': 'Hvor mye systemet tåler (valgfritt)',
    'help.xledger.environment':
      'Produksjon er regnskapet dere bruker til daglig. Demo er Xledgers demomiljø (demo.xledger.net).',
    'help.xledger.owner':
      'Tallet Xledger kjenner enheten med (dbId), for eksempel 42365431. Ikke navnet, og ikke organisasjonsnummeret. Den som administrerer Xledger hos dere, finner det med spørringen «entities» i GraphQL.',
    'help.xledger.apiToken':
      'I Xledger: Administration > System Access > GraphQL > API tokens. Gi tokenet lesetilgang til kontoer, objektverdier, prosjekter, leverandører og valuta, og skrivetilgang til GL Import Item. Det vises bare én gang: kopier det, og lim det inn her uten ordet «token» foran. Lag det med en egen integrasjonsbruker, for det slutter å virke når brukeren stenges.',
    'help.dynamics.tenantId':
      'Logg på entra.microsoft.com og åpne Oversikt. Kopier «Leietaker-ID» (Tenant ID). Det er ikke domenet.',
    'help.dynamics.environment':
      'Navnet under «Miljøer» i administrasjonssenteret for Business Central, for eksempel Production. Det står også i adressen når dere bruker Business Central.',
    'help.dynamics.companyId':
      'I Business Central: søk etter «Selskaper», merk selskapet og trykk Ctrl+Alt+F1. Kopier verdien i feltet Id. Det er ikke navnet.',
    'help.dynamics.clientId':
      'På entra.microsoft.com: Appregistreringer, appen for Bilagsbro, «Program-ID (klient)». Appen må også stå under «Microsoft Entra-programmer» i Business Central, med tilgang til å bokføre.',
    'help.dynamics.clientSecret':
      'På entra.microsoft.com: Appregistreringer, appen, «Sertifikater og hemmeligheter», ny klienthemmelighet. Kopier «Verdi» (Value), ikke «Hemmelig ID». Den vises bare like etter at den er laget.',
    'help.balanceDimensions':
      'Velg ja hvis avdeling og prosjekt også skal stå på linjen for det dere skylder, slik at hver avdeling går i balanse. Ellers står de bare på kostnadslinjene.',
    'help.rest.authentication': 'Hvordan systemet vil at vi logger på.',
    'help.rest.idempotent':
      'Ja hvis systemet lover å utføre hver Idempotency-Key bare én gang. Er du usikker, velg nei: da ser vi etter bilaget før vi sender på nytt.',
    'help.rest.answersLater': 'Ja hvis systemet svarer 202 og bokfører senere.',
    'help.rest.oauth2': 'Fra den som drifter systemet.',
    'help.rest.secret': 'Fra den som drifter systemet. Lim den inn her.',
    'choice.production': 'Produksjon',
    'choice.demo': 'Demo',
    'choice.yes': 'Ja',
    'choice.no': 'Nei',
    'choice.api_key': 'API-nøkkel',
    'choice.basic': 'Brukernavn og passord',
    'choice.oauth2': 'OAuth2 (client credentials)',
    'choice.header': 'I hodefeltet Authorization',
    'choice.body': 'I innholdet',
    'choice.quoted': 'Med anførselstegn',
    'choice.raw': 'Uten anførselstegn',
    'choice.uuid': 'Som UUID',
    unset: 'Som vanlig',
    optional: '{label} (valgfritt)',
    way: 'Hvordan skal vi logge på?',
    and: '{one} og {other}',
    expires: 'Nøkkelen går ut (valgfritt)',
    expires_help: 'Dag, måned og år, som 21.11.2027. Da varsler vi før den går ut.',
    expires_wrong: 'Nøkkelen går ut: skriv en dag som finnes, som 21.11.2027.',
    show: 'Vis',
    hide: 'Skjul',
    show_name: 'Vis {label}',
    stored: 'Lagt inn {day} av {who}. Blir aldri vist. La feltet stå tomt for å beholde den.',
    stored_until:
      'Lagt inn {day} av {who}, går ut {end}. Blir aldri vist. La feltet stå tomt for å beholde den.',
    never_shown: 'Lagres kryptert, og blir aldri vist igjen.',
    missing: '{label} mangler.',
    wrong: '{label} har ikke riktig form. {help}',
    lost: 'Nøklene ble borte da siden ble lastet på nytt, for de lagres ikke i nettleseren. Skriv dem inn igjen. Resten står her.',
  },
  nn: {
    'group.ledger': 'Kva rekneskap',
    'group.sign_in': 'Pålogging',
    'group.voucher': 'Bilaget som blir sendt',
    'group.answer': 'Svaret frå systemet',
    'group.repeat': 'Når noko må sendast på nytt',
    'group.look_up': 'Oppslag av bilag (valfritt)',
    'group.lists': 'Lister over kontoar og kostnadsstader (valfritt)',
    'group.limits': 'Kor mykje systemet toler (valfritt)',
    'help.xledger.environment':
      'Produksjon er rekneskapen de bruker til dagleg. Demo er demomiljøet til Xledger (demo.xledger.net).',
    'help.xledger.owner':
      'Talet Xledger kjenner eininga med (dbId), til dømes 42365431. Ikkje namnet, og ikkje organisasjonsnummeret. Den som administrerer Xledger hos dykk, finn det med spørjinga «entities» i GraphQL.',
    'help.xledger.apiToken':
      'I Xledger: Administration > System Access > GraphQL > API tokens. Gje tokenet lesetilgang til kontoar, objektverdiar, prosjekt, leverandørar og valuta, og skrivetilgang til GL Import Item. Det blir berre vist éin gong: kopier det, og lim det inn her utan ordet «token» framfor. Lag det med ein eigen integrasjonsbrukar, for det sluttar å verke når brukaren blir stengd.',
    'help.dynamics.tenantId':
      'Logg på entra.microsoft.com og opne Oversikt. Kopier «Leigetakar-ID» (Tenant ID). Det er ikkje domenet.',
    'help.dynamics.environment':
      'Namnet under «Miljø» i administrasjonssenteret for Business Central, til dømes Production. Det står òg i adressa når de bruker Business Central.',
    'help.dynamics.companyId':
      'I Business Central: søk etter «Selskaper», merk selskapet og trykk Ctrl+Alt+F1. Kopier verdien i feltet Id. Det er ikkje namnet.',
    'help.dynamics.clientId':
      'På entra.microsoft.com: Appregistreringar, appen for Bilagsbro, «Program-ID (klient)». Appen må òg stå under «Microsoft Entra-programmer» i Business Central, med tilgang til å bokføre.',
    'help.dynamics.clientSecret':
      'På entra.microsoft.com: Appregistreringar, appen, «Sertifikat og løyndommar», ny klientløyndom. Kopier «Verdi» (Value), ikkje «Secret ID». Han blir berre vist like etter at han er laga.',
    'help.balanceDimensions':
      'Vel ja dersom avdeling og prosjekt òg skal stå på linja for det de skuldar, slik at kvar avdeling går i balanse. Elles står dei berre på kostnadslinjene.',
    'help.rest.authentication': 'Korleis systemet vil at vi loggar på.',
    'help.rest.idempotent':
      'Ja dersom systemet lovar å utføre kvar Idempotency-Key berre éin gong. Er du usikker, vel nei: då ser vi etter bilaget før vi sender på nytt.',
    'help.rest.answersLater': 'Ja dersom systemet svarar 202 og bokfører seinare.',
    'help.rest.oauth2': 'Frå den som driftar systemet.',
    'help.rest.secret': 'Frå den som driftar systemet. Lim han inn her.',
    'choice.production': 'Produksjon',
    'choice.demo': 'Demo',
    'choice.yes': 'Ja',
    'choice.no': 'Nei',
    'choice.api_key': 'API-nøkkel',
    'choice.basic': 'Brukarnamn og passord',
    'choice.oauth2': 'OAuth2 (client credentials)',
    'choice.header': 'I hovudfeltet Authorization',
    'choice.body': 'I innhaldet',
    'choice.quoted': 'Med hermeteikn',
    'choice.raw': 'Utan hermeteikn',
    'choice.uuid': 'Som UUID',
    unset: 'Som vanleg',
    optional: '{label} (valfritt)',
    way: 'Korleis skal vi logge på?',
    and: '{one} og {other}',
    expires: 'Nøkkelen går ut (valfritt)',
    expires_help: 'Dag, månad og år, som 21.11.2027. Då varslar vi før han går ut.',
    expires_wrong: 'Nøkkelen går ut: skriv ein dag som finst, som 21.11.2027.',
    show: 'Vis',
    hide: 'Skjul',
    show_name: 'Vis {label}',
    stored: 'Lagt inn {day} av {who}. Blir aldri vist. Lat feltet stå tomt for å behalde han.',
    stored_until:
      'Lagt inn {day} av {who}, går ut {end}. Blir aldri vist. Lat feltet stå tomt for å behalde han.',
    never_shown: 'Blir lagra kryptert, og blir aldri vist igjen.',
    missing: '{label} manglar.',
    wrong: '{label} har ikkje rett form. {help}',
    lost: 'Nøklane vart borte då sida vart lasta på nytt, for dei blir ikkje lagra i nettlesaren. Skriv dei inn igjen. Resten står her.',
  },
  en: {
    'group.ledger': 'Which ledger',
    'group.sign_in': 'Sign-in',
    'group.voucher': 'The voucher that is sent',
    'group.answer': 'The answer of the system',
    'group.repeat': 'When something has to be sent again',
    'group.look_up': 'Look-up of vouchers (optional)',
    'group.lists': 'Lists of accounts and cost centres (optional)',
    'group.limits': 'How much the system takes (optional)',
    'help.xledger.environment':
      "Production is the ledger that you use every day. Demo is Xledger's demo environment (demo.xledger.net).",
    'help.xledger.owner':
      'The number that Xledger knows the entity by (dbId), such as 42365431. Not its name, and not its organisation number. Whoever administers your Xledger finds it by the query "entities" in GraphQL.',
    'help.xledger.apiToken':
      'In Xledger: Administration > System Access > GraphQL > API tokens. Let the token read accounts, object values, projects, suppliers and currencies, and write GL Import Item. It is shown only once: copy it, and paste it here without the word "token" before it. Make it as an integration user of its own, as it stops working when the user is closed.',
    'help.dynamics.tenantId':
      'Sign in to entra.microsoft.com and open Overview. Copy "Tenant ID". It is not the domain.',
    'help.dynamics.environment':
      'The name under "Environments" in the Business Central admin center, like Production. It is also in the address when you use Business Central.',
    'help.dynamics.companyId':
      'In Business Central: search for "Companies", select the company and press Ctrl+Alt+F1. Copy the value of the field Id. It is not the name.',
    'help.dynamics.clientId':
      'At entra.microsoft.com: App registrations, the app for Bilagsbro, "Application (client) ID". The app must also be listed under "Microsoft Entra Applications" in Business Central, with permission to post.',
    'help.dynamics.clientSecret':
      'At entra.microsoft.com: App registrations, the app, "Certificates & secrets", new client secret. Copy "Value", not "Secret ID". It is shown only right after it was made.',
    'help.balanceDimensions':
      'Choose yes if departments and projects also belong on the line for what you owe, so that every department balances. Otherwise they stand on the lines of the costs alone.',
    'help.rest.authentication': 'How the system wants us to sign in.',
    'help.rest.idempotent':
      'Yes if the system promises to carry out each Idempotency-Key only once. If in doubt, choose no: we then look for the voucher before we send again.',
    'help.rest.answersLater': 'Yes if the system answers 202 and books later.',
    'help.rest.oauth2': 'From whoever runs the system.',
    'help.rest.secret': 'From whoever runs the system. Paste it here.',
    'choice.production': 'Production',
    'choice.demo': 'Demo',
    'choice.yes': 'Yes',
    'choice.no': 'No',
    'choice.api_key': 'API key',
    'choice.basic': 'User name and password',
    'choice.oauth2': 'OAuth2 (client credentials)',
    'choice.header': 'In the Authorization header',
    'choice.body': 'In the body',
    'choice.quoted': 'In quotes',
    'choice.raw': 'Without quotes',
    'choice.uuid': 'As a UUID',
    unset: 'As usual',
    optional: '{label} (optional)',
    way: 'How are we to sign in?',
    and: '{one} and {other}',
    expires: 'The secret expires (optional)',
    expires_help: 'Day, month and year, like 21.11.2027. We tell you before it expires.',
    expires_wrong: 'The secret expires: enter a day that exists, like 21.11.2027.',
    show: 'Show',
    hide: 'Hide',
    show_name: 'Show {label}',
    stored: 'Set {day} by {who}. Never shown. Leave the field empty to keep it.',
    stored_until:
      'Set {day} by {who}, expires {end}. Never shown. Leave the field empty to keep it.',
    never_shown: 'Stored encrypted, and never shown again.',
    missing: '{label} is missing.',
    wrong: '{label} has not the right form. {help}',
    lost: 'The secrets were lost when the page was loaded again, as the browser does not keep them. Enter them again. The rest is here.',
  },
})
