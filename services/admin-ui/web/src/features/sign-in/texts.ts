import { defineTexts } from '../../shared/texts/texts.ts'

export const texts = defineTexts({
  nb: {
    title: 'Logg inn',
    lead: 'Bilagsbro fører godkjente bilag inn i regnskapet.',
    sign_in: 'Logg inn',
    ended: 'Du er logget ut. Logg inn på nytt for å fortsette der du var.',
    expired: 'Innloggingen tok for lang tid. Prøv igjen.',
    refused: 'Innloggingen ble avbrutt. Prøv igjen.',
    unavailable: 'Innloggingstjenesten svarer ikke. Prøv igjen om litt.',
    too_many: 'For mange innlogginger herfra. Vent et minutt, og prøv igjen.',
    signed_out: 'Du er logget ut',
  },
  nn: {
    title: 'Logg inn',
    lead: 'Bilagsbro fører godkjende bilag inn i rekneskapen.',
    sign_in: 'Logg inn',
    ended: 'Du er logga ut. Logg inn på nytt for å halde fram der du var.',
    expired: 'Innlogginga tok for lang tid. Prøv igjen.',
    refused: 'Innlogginga vart avbroten. Prøv igjen.',
    unavailable: 'Innloggingstenesta svarar ikkje. Prøv igjen om litt.',
    too_many: 'For mange innloggingar herifrå. Vent eit minutt, og prøv igjen.',
    signed_out: 'Du er logga ut',
  },
  en: {
    title: 'Sign in',
    lead: 'Bilagsbro brings approved records into the ledger.',
    sign_in: 'Sign in',
    ended: 'You are signed out. Sign in again to go on where you were.',
    expired: 'The sign-in took too long. Try again.',
    refused: 'The sign-in was not completed. Try again.',
    unavailable: 'The sign-in service does not answer. Try again in a moment.',
    too_many: 'Too many sign-ins from here. Wait a minute, and try again.',
    signed_out: 'You are signed out',
  },
})
