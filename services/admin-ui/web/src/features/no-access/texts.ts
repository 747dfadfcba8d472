import { defineTexts } from '../../shared/texts/texts.ts'

export const texts = defineTexts({
  nb: {
    not_found: 'Siden finnes ikke',
    not_found_help: 'Adressen kan være feil, eller siden er flyttet.',
    no_access: 'Du har ikke tilgang til denne siden',
    no_access_help: 'Du har ingen rolle her. Be en administrator i organisasjonen om å gi deg en.',
    home: 'Gå til forsiden',
  },
  nn: {
    not_found: 'Sida finst ikkje',
    not_found_help: 'Adressa kan vere feil, eller sida er flytta.',
    no_access: 'Du har ikkje tilgang til denne sida',
    no_access_help: 'Du har inga rolle her. Be ein administrator i organisasjonen om å gi deg ei.',
    home: 'Gå til framsida',
  },
  en: {
    not_found: 'There is no such page',
    not_found_help: 'The address may be wrong, or the page has moved.',
    no_access: 'You have no access to this page',
    no_access_help: 'You have no role here. Ask an administrator of the organisation for one.',
    home: 'Go to the front page',
  },
})
