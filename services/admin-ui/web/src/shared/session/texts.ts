import { defineTexts } from '../texts/texts.ts'

export const texts = defineTexts({
  nb: {
    title: 'Du blir snart logget ut',
    ending: 'Du blir logget ut kl. {at}. Vil du fortsette?',
    last: 'Du blir logget ut kl. {at}, fordi du har vært logget inn i åtte timer. Lagre det du holder på med.',
    continue: 'Fortsett',
    close: 'Lukk',
    sign_out: 'Logg ut',
    failed: 'Det gikk ikke. Prøv igjen.',
    you: 'deg',
  },
  nn: {
    title: 'Du blir snart logga ut',
    ending: 'Du blir logga ut kl. {at}. Vil du halde fram?',
    last: 'Du blir logga ut kl. {at}, fordi du har vore logga inn i åtte timar. Lagre det du held på med.',
    continue: 'Hald fram',
    close: 'Lukk',
    sign_out: 'Logg ut',
    failed: 'Det gjekk ikkje. Prøv igjen.',
    you: 'deg',
  },
  en: {
    title: 'You will soon be signed out',
    ending: 'You will be signed out at {at}. Do you want to continue?',
    last: 'You will be signed out at {at}, because you have been signed in for eight hours. Save what you are doing.',
    continue: 'Continue',
    close: 'Close',
    sign_out: 'Sign out',
    failed: 'That did not work. Try again.',
    you: 'you',
  },
})
