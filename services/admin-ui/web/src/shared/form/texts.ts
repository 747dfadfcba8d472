import { defineTexts } from '../texts/texts.ts'

export const texts = defineTexts({
  nb: {
    faults: 'Rett dette før du lagrer',
    conflict: 'Noen andre har lagret i mellomtiden',
    conflict_by: 'Lagret {at} av {by}. Det du har valgt, står her fortsatt.',
    unsaved: 'Du har endringer som ikke er lagret',
    unsaved_help: 'Går du fra siden nå, er de borte.',
    stay: 'Bli på siden',
    leave: 'Gå uten å lagre',
    form_of_day: 'dd.mm.åååå',
    no_day: 'Skriv en dag som finnes, som 12.11.2026',
  },
  nn: {
    faults: 'Rett dette før du lagrar',
    conflict: 'Nokon andre har lagra i mellomtida',
    conflict_by: 'Lagra {at} av {by}. Det du har valt, står her framleis.',
    unsaved: 'Du har endringar som ikkje er lagra',
    unsaved_help: 'Går du frå sida no, er dei borte.',
    stay: 'Bli på sida',
    leave: 'Gå utan å lagre',
    form_of_day: 'dd.mm.åååå',
    no_day: 'Skriv ein dag som finst, som 12.11.2026',
  },
  en: {
    faults: 'Mend this before you save',
    conflict: 'Somebody else has saved meanwhile',
    conflict_by: 'Saved {at} by {by}. What you chose is still here.',
    unsaved: 'You have changes that are not saved',
    unsaved_help: 'If you leave the page now, they are gone.',
    stay: 'Stay on the page',
    leave: 'Leave without saving',
    form_of_day: 'dd.mm.yyyy',
    no_day: 'Enter a day that exists, like 12.11.2026',
  },
})
