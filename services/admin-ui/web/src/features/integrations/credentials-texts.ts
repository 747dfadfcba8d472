import { defineTexts } from '../../shared/texts/texts.ts'

export const texts = defineTexts({
  nb: {
    title: 'Pålogging',
    intro:
      'Bytt nøkkel eller adresse her. Tidsplan, konteringsregler og valg for bokføring blir som de er. Et annet regnskap kan velges når integrasjonen er av og ingen bilag er på vei.',
    saved: 'Lagret. Tidsplan og konteringsregler er som før. Ny pålogging brukes fra nå.',
    conflict_help: 'Se over, og lagre en gang til hvis du vil beholde det du har skrevet.',
  },
  nn: {
    title: 'Pålogging',
    intro:
      'Byt nøkkel eller adresse her. Tidsplan, konteringsreglar og val for bokføring blir som dei er. Ein annan rekneskap kan veljast når integrasjonen er av og ingen bilag er på veg.',
    saved: 'Lagra. Tidsplan og konteringsreglar er som før. Ny pålogging blir brukt frå no.',
    conflict_help: 'Sjå over, og lagre ein gong til om du vil behalde det du har skrive.',
  },
  en: {
    title: 'Sign-in',
    intro:
      'Change a secret or an address here. Schedule, coding rules and posting choices stay as they are. Another ledger can be chosen when the integration is off and no records are on their way.',
    saved: 'Saved. Schedule and coding rules are as before. The new sign-in is used from now on.',
    conflict_help: 'Look it over, and save once more to keep what you have written.',
  },
})
