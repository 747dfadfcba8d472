import { defineTexts } from '../texts/texts.ts'

export const texts = defineTexts({
  nb: {
    save: 'Lagre',
    unchanged: 'Ingenting er endret.',
    undo: 'Angre endringene',
    elsewhere: 'Endringen gjaldt noe annet enn valgene her.',
    keep: 'Velg «Lagre» for å lagre det du har valgt, eller',
    take: 'Bruk det som er lagret',
  },
  nn: {
    save: 'Lagre',
    unchanged: 'Ingenting er endra.',
    undo: 'Angre endringane',
    elsewhere: 'Endringa galdt noko anna enn vala her.',
    keep: 'Vel «Lagre» for å lagre det du har valt, eller',
    take: 'Bruk det som er lagra',
  },
  en: {
    save: 'Save',
    unchanged: 'Nothing has changed.',
    undo: 'Undo the changes',
    elsewhere: 'The change was about something else than the choices here.',
    keep: 'Choose “Save” to save what you have chosen, or',
    take: 'Use what is saved',
  },
})
