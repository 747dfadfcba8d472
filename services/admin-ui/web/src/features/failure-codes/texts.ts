import { defineTexts } from '../../shared/texts/texts.ts'

export const texts = defineTexts({
  nb: {
    title: 'Feilkoder',
    title_of: 'Feilkode {code}',
    about: 'Hva bilag kan feile av, hva det betyr, og hvem som retter det.',
    search: 'Søk etter kode eller ord',
    no_hits: 'Ingen feilkoder passer til søket.',
    caption: 'Feilkoder: {n, plural, one {# kode} other {# koder}}, etter kode',
    code: 'Kode',
    meaning: 'Betyr',
    code_is: 'Kode: {code}',
    unknown: 'Denne koden er ikke kjent. Se alle feilkoder.',
    all: 'Alle feilkoder',
    what: 'Hva skjedde',
    how: 'Slik retter du det',
    who: 'Hvem',
    now: 'Nå i {name}',
    count:
      '{n, plural, =0 {Ingen bilag har denne feilen.} one {# bilag har denne feilen.} other {# bilag har denne feilen.}}',
    see: 'Vis bilag med feil',
    'class.transient':
      'Noe gikk galt på veien, uten at bilaget var galt. Slikt går som regel over.',
    'class.rate_limited':
      'Regnskapssystemet tar imot så og så mange bilag om gangen, og ba oss vente.',
    'class.auth':
      'Regnskapssystemet godtok ikke påloggingen. Ingen bilag fra organisasjonen kommer fram før den er rettet.',
    'class.unreachable': 'Regnskapssystemet svarte ikke.',
    'class.config':
      'Oppsettet passer ikke til regnskapet. Ingen bilag fra organisasjonen kommer fram før det er rettet.',
    'class.data': 'Bilaget kan ikke bokføres slik det er kontert. Andre bilag går som før.',
    'class.period_closed': 'Bilagets dato er i en periode som er lukket i regnskapet.',
    'class.awaiting_approval':
      'Bilaget er i regnskapssystemet, og venter på at noen godkjenner det der.',
    'class.rejected_in_ledger': 'Bilaget var i regnskapssystemet, og noen har fjernet det der.',
    'class.different_in_ledger': 'Bilaget er i regnskapssystemet, men ikke slik vi sendte det.',
    'class.accepted_unseen':
      'Regnskapssystemet svarte at det tok imot bilaget, men vi finner det ikke der.',
    'again.by_itself': 'Du trenger ikke gjøre noe: vi prøver igjen av oss selv.',
    'again.when_mended': 'Når årsaken er rettet, går bilagene av seg selv.',
    'again.by_retry': 'Når årsaken er rettet, velger du «Prøv disse på nytt» under Bilag med feil.',
    'again.by_word':
      'Se etter i regnskapet. Si så på bilagets side om det finnes der: bare da er det trygt å sende det igjen.',
    'mend.mapping': 'En administrator i organisasjonen, i konteringsreglene.',
    'mend.credentials': 'En administrator i organisasjonen, under Pålogging til regnskapssystemet.',
    'mend.period':
      'En administrator i organisasjonen velger en annen bokføringsdato, eller den som fører regnskapet, åpner perioden.',
    'mend.ledger': 'Den som fører regnskapet, i regnskapssystemet.',
    'mend.record': 'Den som godkjente bilaget, der det godkjennes.',
    'mend.nothing': 'Ingen. Det går over av seg selv.',
    'short.mapping': 'Administrator',
    'short.credentials': 'Administrator',
    'short.period': 'Administrator eller regnskapsfører',
    'short.ledger': 'Regnskapsfører',
    'short.record': 'Godkjenner',
    'short.nothing': 'Ingen',
  },
  nn: {
    title: 'Feilkodar',
    title_of: 'Feilkode {code}',
    about: 'Kva bilag kan feile av, kva det tyder, og kven som rettar det.',
    search: 'Søk etter kode eller ord',
    no_hits: 'Ingen feilkodar passar til søket.',
    caption: 'Feilkodar: {n, plural, one {# kode} other {# kodar}}, etter kode',
    code: 'Kode',
    meaning: 'Tyder',
    code_is: 'Kode: {code}',
    unknown: 'Denne koden er ikkje kjend. Sjå alle feilkodar.',
    all: 'Alle feilkodar',
    what: 'Kva som hende',
    how: 'Slik rettar du det',
    who: 'Kven',
    now: 'No i {name}',
    count:
      '{n, plural, =0 {Ingen bilag har denne feilen.} one {# bilag har denne feilen.} other {# bilag har denne feilen.}}',
    see: 'Vis bilag med feil',
    'class.transient':
      'Noko gjekk gale på vegen, utan at bilaget var gale. Slikt går som regel over.',
    'class.rate_limited':
      'Rekneskapssystemet tek imot så og så mange bilag om gongen, og bad oss vente.',
    'class.auth':
      'Rekneskapssystemet godtok ikkje pålogginga. Ingen bilag frå organisasjonen kjem fram før ho er retta.',
    'class.unreachable': 'Rekneskapssystemet svara ikkje.',
    'class.config':
      'Oppsettet passar ikkje til rekneskapen. Ingen bilag frå organisasjonen kjem fram før det er retta.',
    'class.data': 'Bilaget kan ikkje bokførast slik det er kontert. Andre bilag går som før.',
    'class.period_closed': 'Datoen til bilaget er i ein periode som er lukka i rekneskapen.',
    'class.awaiting_approval':
      'Bilaget er i rekneskapssystemet, og ventar på at nokon godkjenner det der.',
    'class.rejected_in_ledger': 'Bilaget var i rekneskapssystemet, og nokon har fjerna det der.',
    'class.different_in_ledger': 'Bilaget er i rekneskapssystemet, men ikkje slik vi sende det.',
    'class.accepted_unseen':
      'Rekneskapssystemet svara at det tok imot bilaget, men vi finn det ikkje der.',
    'again.by_itself': 'Du treng ikkje gjere noko: vi prøver igjen av oss sjølve.',
    'again.when_mended': 'Når årsaka er retta, går bilaga av seg sjølve.',
    'again.by_retry': 'Når årsaka er retta, vel du «Prøv desse på nytt» under Bilag med feil.',
    'again.by_word':
      'Sjå etter i rekneskapen. Sei så på sida til bilaget om det finst der: berre då er det trygt å sende det igjen.',
    'mend.mapping': 'Ein administrator i organisasjonen, i konteringsreglane.',
    'mend.credentials':
      'Ein administrator i organisasjonen, under Pålogging til rekneskapssystemet.',
    'mend.period':
      'Ein administrator i organisasjonen vel ein annan bokføringsdato, eller den som fører rekneskapen, opnar perioden.',
    'mend.ledger': 'Den som fører rekneskapen, i rekneskapssystemet.',
    'mend.record': 'Den som godkjende bilaget, der det blir godkjent.',
    'mend.nothing': 'Ingen. Det går over av seg sjølv.',
    'short.mapping': 'Administrator',
    'short.credentials': 'Administrator',
    'short.period': 'Administrator eller rekneskapsførar',
    'short.ledger': 'Rekneskapsførar',
    'short.record': 'Godkjennar',
    'short.nothing': 'Ingen',
  },
  en: {
    title: 'Error codes',
    title_of: 'Error code {code}',
    about: 'What records can fail for, what it means, and who mends it.',
    search: 'Search for a code or a word',
    no_hits: 'No error code matches.',
    caption: 'Error codes: {n, plural, one {# code} other {# codes}}, by code',
    code: 'Code',
    meaning: 'Means',
    code_is: 'Code: {code}',
    unknown: 'This code is not known. See all error codes.',
    all: 'All error codes',
    what: 'What happened',
    how: 'How to fix it',
    who: 'Who',
    now: 'Now in {name}',
    count:
      '{n, plural, =0 {No record has this fault.} one {# record has this fault.} other {# records have this fault.}}',
    see: 'Show failed records',
    'class.transient':
      'Something went wrong on the way, and not with the record. It mostly passes.',
    'class.rate_limited':
      'The accounting system takes so many records at a time, and asked us to wait.',
    'class.auth':
      'The accounting system refused the sign-in. No record of the organisation arrives until it is mended.',
    'class.unreachable': 'The accounting system did not answer.',
    'class.config':
      'The settings do not fit the ledger. No record of the organisation arrives until they are mended.',
    'class.data': 'The record cannot be posted as it is coded. Other records go as before.',
    'class.period_closed': 'The date of the record is in a period that is closed in the ledger.',
    'class.awaiting_approval':
      'The record is in the accounting system, and waits for somebody to approve it there.',
    'class.rejected_in_ledger':
      'The record was in the accounting system, and somebody removed it there.',
    'class.different_in_ledger': 'The record is in the accounting system, but not as we sent it.',
    'class.accepted_unseen':
      'The accounting system said that it took the record, but we do not find it there.',
    'again.by_itself': 'You need not do anything: we try again by ourselves.',
    'again.when_mended': 'Once the cause is mended, the records go by themselves.',
    'again.by_retry': 'Once the cause is mended, choose “Retry these” among the failed records.',
    'again.by_word':
      'Look in the ledger. Then say on the page of the record whether it is there: only then is it safe to send it again.',
    'mend.mapping': 'An administrator of the organisation, in the mapping.',
    'mend.credentials':
      'An administrator of the organisation, at the sign-in to the accounting system.',
    'mend.period':
      'An administrator of the organisation chooses another posting date, or whoever keeps the books opens the period.',
    'mend.ledger': 'Whoever keeps the books, in the accounting system.',
    'mend.record': 'Whoever approved the record, where it is approved.',
    'mend.nothing': 'Nobody. It passes by itself.',
    'short.mapping': 'Administrator',
    'short.credentials': 'Administrator',
    'short.period': 'Administrator or accountant',
    'short.ledger': 'Accountant',
    'short.record': 'Approver',
    'short.nothing': 'Nobody',
  },
})
