import { defineTexts } from '../../shared/texts/texts.ts'

export const texts = defineTexts({
  nb: {
    title: 'Bokføring',
    intro: 'Valgene gjelder fra neste bilag. Det som er bokført, blir stående.',
    saved: 'Lagret. Gjelder fra neste bilag.',
    differs: '{field}: {before} er blitt {after}',
  },
  nn: {
    title: 'Bokføring',
    intro: 'Vala gjeld frå neste bilag. Det som er bokført, blir ståande.',
    saved: 'Lagra. Gjeld frå neste bilag.',
    differs: '{field}: {before} er blitt {after}',
  },
  en: {
    title: 'Posting',
    intro: 'The choices count from the next record. What is posted stays as it is.',
    saved: 'Saved. It counts from the next record.',
    differs: '{field}: {before} has become {after}',
  },
})
