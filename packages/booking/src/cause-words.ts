import type { Cause } from './cause.ts'

/** A text in every language of the pages. */
export type Translated = Readonly<Record<'nb' | 'nn' | 'en', string>>

/** What a cause is called, in a sentence with its remedy: by its code, else by the family of the code, else by its class. */
export function wordsFor({ class: cls, code, subject }: Cause): Translated {
  const of = byCode[code] ?? byCode[`${code.split('.')[0]}.*`] ?? byClass[cls]
  const value = subject?.value
  return {
    nb: filled(of.nb, value),
    nn: filled(of.nn, value),
    en: filled(of.en, value),
  }
}

/** The value stands where the braces are. Without one, the words after the bar take the place of a bracket, and bare braces go, with the space before them. */
const filled = (text: string, value: string | undefined) =>
  text
    .replaceAll(/\[([^|]*)\|([^\]]*)\]/g, (_, withValue, without) =>
      value === undefined ? without : withValue,
    )
    .replace(/ ?\{v\}/, (found) =>
      value === undefined ? '' : found.replace('{v}', () => `«${value}»`),
    )

const words = (nb: string, nn: string, en: string): Translated => ({ nb, nn, en })

const byCode: Readonly<Record<string, Translated>> = {
  'ledger.unavailable': words(
    'Regnskapssystemet var utilgjengelig. Bilagene går av seg selv når det svarer igjen',
    'Rekneskapssystemet var utilgjengeleg. Bilaga går av seg sjølve når det svarar igjen',
    'The ledger was unavailable. The records go by themselves when it answers again',
  ),
  'mapping.no_account': words(
    '[Utgiftstypen {v}|En utgiftstype] mangler konto. Legg inn kontering',
    '[Utgiftstypen {v}|Ein utgiftstype] manglar konto. Legg inn kontering',
    '[Category {v}|A category] has no account. Map it',
  ),
  'mapping.no_credit_account': words(
    '[Mottakere av typen {v}|En type mottaker] mangler konto. Legg inn kontering',
    '[Mottakarar av typen {v}|Ein type mottakar] manglar konto. Legg inn kontering',
    'No account is set for payees of [the kind {v}|a kind]. Map them',
  ),
  'mapping.no_payee_number': words(
    'Mottakeren {v} mangler leverandør- eller ansattnummer. Legg det inn der bilaget godkjennes',
    'Mottakaren {v} manglar leverandør- eller tilsettnummer. Legg det inn der bilaget blir godkjent',
    '[Payee {v}|The payee] has no supplier or employee number. Enter it where the record is approved',
  ),
  'mapping.no_dimension': words(
    'Konteringsreglene mangler [dimensjon for {v}|en dimensjon]. Velg en',
    'Konteringsreglane manglar [dimensjon for {v}|ein dimensjon]. Vel ein',
    'The mapping lacks [the dimension for {v}|a dimension]. Choose one',
  ),
  'mapping.not_effective': words(
    'Ingen konteringsregler gjelder for [{v}|måneden]. Lagre en versjon som gjør det',
    'Ingen konteringsreglar gjeld for [{v}|månaden]. Lagre ein versjon som gjer det',
    'No mapping is effective in [{v}|the month]. Save a version that is',
  ),
  'account.unknown': words(
    'Kontoen {v} finnes ikke i regnskapet. Velg en annen',
    'Kontoen {v} finst ikkje i rekneskapen. Vel ein annan',
    '[Account {v}|The account] is not in the ledger. Choose another',
  ),
  'account.*': words(
    'Kontoen {v} kan ikke bokføres på. Velg en annen, eller åpne den i regnskapet',
    'Kontoen {v} kan ikkje bokførast på. Vel ein annan, eller opne han i rekneskapen',
    '[Account {v}|The account] takes no postings. Choose another, or open it in the ledger',
  ),
  'dimension.missing': words(
    'Kontoen krever en dimensjon som mangler. Legg den inn i konteringsreglene',
    'Kontoen krev ein dimensjon som manglar. Legg han inn i konteringsreglane',
    'The account demands a dimension that is missing. Add it to the mapping',
  ),
  'dimension.not_allowed': words(
    'Kontoen tar ikke dimensjonsverdien {v}. Velg en annen konto, eller få dimensjonen rettet der bilaget ble godkjent',
    'Kontoen tek ikkje dimensjonsverdien {v}. Vel ein annan konto, eller få dimensjonen retta der bilaget blei godkjent',
    'The account does not take [dimension value {v}|the dimension value]. Choose another account, or have the dimension corrected where the record was approved',
  ),
  'dimension.*': words(
    'Dimensjonsverdien {v} kan ikke brukes. Opprett eller åpne den i regnskapet, eller få den rettet der bilaget ble godkjent. Står den i konteringsreglene, velg en annen der',
    'Dimensjonsverdien {v} kan ikkje brukast. Opprett eller opne han i rekneskapen, eller få han retta der bilaget blei godkjent. Står han i konteringsreglane, vel ein annan der',
    '[Dimension value {v}|The dimension value] cannot be used. Create or open it in the ledger, or have it corrected where the record was approved. If the mapping names it, choose another there',
  ),
  'vat.*': words(
    'Mva-koden {v} kan ikke brukes der. Velg en annen',
    'Mva-koden {v} kan ikkje brukast der. Vel ein annan',
    '[VAT code {v}|The VAT code] cannot be used there. Choose another',
  ),
  'subledger.*': words(
    'Leverandøren eller den ansatte {v} kan ikke bokføres på. Opprett eller åpne i regnskapet',
    'Leverandøren eller den tilsette {v} kan ikkje bokførast på. Opprett eller opne i rekneskapen',
    '[Supplier or employee {v}|The supplier or employee] takes no postings. Create or open it in the ledger',
  ),
  'revision.earlier_unproven': words(
    'Det er usikkert om en tidligere versjon er i regnskapet. Se etter der',
    'Det er uvisst om ein tidlegare versjon er i rekneskapen. Sjå etter der',
    'An earlier revision may be in the ledger. Look there',
  ),
  'revision.other_ledger': words(
    'En tidligere versjon er i et annet regnskap enn dagens. Rett den der, og merk denne som håndtert, eller koble til det regnskapet igjen',
    'Ein tidlegare versjon er i ein annan rekneskap enn dagens. Rett han der, og merk denne som handtert, eller kople til den rekneskapen igjen',
    'An earlier revision is in another ledger than the one of today. Correct it there and mark this one as handled, or connect that ledger again',
  ),
  'revision.earlier_by_hand': words(
    'En tidligere versjon er avsluttet for hånd. Rett også denne i regnskapet, og merk den som håndtert',
    'Ein tidlegare versjon er avslutta for hand. Rett òg denne i rekneskapen, og merk han som handtert',
    'An earlier revision was settled by hand. Correct this one in the ledger, too, and mark it as handled',
  ),
  'revision.earlier_twice': words(
    'To tidligere versjoner er i regnskapet. Reverser den ene der, og rett den andre for hånd',
    'To tidlegare versjonar er i rekneskapen. Reverser den eine der, og rett den andre for hand',
    'Two earlier revisions are in the ledger. Reverse one there, and correct the other by hand',
  ),
  'revision.earlier_lines_unknown': words(
    'Det er ikke kjent hvordan en tidligere versjon er bokført. Rett den i regnskapet, og merk denne som håndtert',
    'Det er ikkje kjent korleis ein tidlegare versjon er bokført. Rett han i rekneskapen, og merk denne som handtert',
    'It is not known how an earlier revision was booked. Correct it in the ledger, and mark this one as handled',
  ),
  'ledger.twice': words(
    'Bilaget står mer enn én gang i regnskapet. Reverser det ene der',
    'Bilaget står meir enn éin gong i rekneskapen. Reverser det eine der',
    'The voucher is in the ledger more than once. Reverse one of them there',
  ),
  'voucher.empty': words(
    'Bilaget er på 0,00, så ingenting blir sendt. Rett det der det godkjennes, eller merk det som håndtert',
    'Bilaget er på 0,00, så ingenting blir sendt. Rett det der det blir godkjent, eller merk det som handtert',
    'The record comes to 0.00, so nothing is sent. Correct it where it is approved, or mark it as handled',
  ),
  'trial.in_doubt': words(
    'Det er usikkert om prøvebilaget er i regnskapet. Se etter der og si hva som finnes, eller frafall prøvebilaget',
    'Det er uvisst om prøvebilaget er i rekneskapen. Sjå etter der og sei kva som finst, eller fråfall prøvebilaget',
    'The trial may be in the ledger. Look there and say what is there, or waive the trial',
  ),
  'auth.expired_secret': words(
    'Nøkkelen er gått ut. Lag en ny i regnskapssystemet, og legg den inn',
    'Nøkkelen er gått ut. Lag ein ny i rekneskapssystemet, og legg han inn',
    'The secret has expired. Make a new one in the accounting system, and enter it',
  ),
  'auth.missing_permission': words(
    'Påloggingen mangler en tilgang. Gi den i regnskapssystemet',
    'Pålogginga manglar ei tilgang. Gi henne i rekneskapssystemet',
    'The sign-in lacks a permission. Grant it in the accounting system',
  ),
  'target.*': words(
    'Regnskapet som er valgt, finnes ikke. Rett adresse, miljø eller selskap i oppsettet',
    'Rekneskapen som er vald, finst ikkje. Rett adresse, miljø eller selskap i oppsettet',
    'The ledger that is chosen does not exist. Correct address, environment or company in the settings',
  ),
  'template.*': words(
    'Malen for dette systemet gir ikke et bilag. Rett den i oppsettet',
    'Malen for dette systemet gir ikkje eit bilag. Rett han i oppsettet',
    'The template of this system makes no voucher. Correct it in the settings',
  ),
  'look_up.*': words(
    'Bilag kan ikke finnes igjen i dette systemet. Rett oppslaget i oppsettet',
    'Bilag kan ikkje finnast att i dette systemet. Rett oppslaget i oppsettet',
    'Vouchers cannot be found again in this system. Correct the look-up in the settings',
  ),
  'currency.*': words(
    'Valutaen støttes ikke. Rett bilaget der det godkjennes',
    'Valutaen er ikkje støtta. Rett bilaget der det blir godkjent',
    'The currency is not supported. Correct the record where it is approved',
  ),
}

const byClass: Readonly<Record<Cause['class'], Translated>> = {
  transient: words(
    'Forbigående feil som kom igjen og igjen. Prøv på nytt',
    'Forbigåande feil som kom att og att. Prøv på nytt',
    'A passing fault that came again and again. Retry',
  ),
  rate_limited: words(
    'Regnskapssystemet ber oss vente',
    'Rekneskapssystemet ber oss vente',
    'The ledger asks us to wait',
  ),
  auth: words(
    'Påloggingen ble avvist. Legg inn ny nøkkel',
    'Pålogginga blei avvist. Legg inn ny nøkkel',
    'Sign-in refused. Enter a new secret',
  ),
  unreachable: words(
    'Regnskapssystemet svarer ikke. Vi prøver igjen',
    'Rekneskapssystemet svarar ikkje. Vi prøver igjen',
    'The ledger does not answer. We try again',
  ),
  config: words(
    'Feil i oppsettet. Rett det',
    'Feil i oppsettet. Rett det',
    'Wrong settings. Fix them',
  ),
  data: words(
    'Regnskapssystemet avviste bilaget. Rett konteringen',
    'Rekneskapssystemet avviste bilaget. Rett konteringa',
    'The ledger refused the record. Fix the coding',
  ),
  period_closed: words(
    'Perioden {v} er lukket. Åpne den i regnskapet, eller velg en annen bokføringsdato',
    'Perioden {v} er lukka. Opne han i rekneskapen, eller vel ein annan bokføringsdato',
    '[Period {v}|The period] is closed. Open it in the ledger, or choose another posting date',
  ),
  awaiting_approval: words(
    'Venter på godkjenning. Godkjenn i regnskapet',
    'Ventar på godkjenning. Godkjenn i rekneskapen',
    'Waits for approval. Approve it in the ledger',
  ),
  rejected_in_ledger: words(
    'Fjernet i regnskapet. Si om det finnes der, eller merk «Håndtert»',
    'Fjerna i rekneskapen. Sei om det finst der, eller merk «Handtert»',
    'Removed in the ledger. Say whether it is there, or mark it handled',
  ),
  different_in_ledger: words(
    'Står annerledes i regnskapet. Se etter der, og si hva som finnes',
    'Står annleis i rekneskapen. Sjå etter der, og sei kva som finst',
    'Different in the ledger. Look there, and say what is there',
  ),
  accepted_unseen: words(
    'Godtatt, men ikke funnet i regnskapet. Se etter der, og si om det finnes',
    'Godteke, men ikkje funne i rekneskapen. Sjå etter der, og sei om det finst',
    'Accepted but not seen in the ledger. Look there, and say whether it is there',
  ),
}
