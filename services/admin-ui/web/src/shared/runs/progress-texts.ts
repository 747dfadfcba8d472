import { defineTexts } from '../texts/texts.ts'

/** How far a run is, and what became of it. */
export const texts = defineTexts({
  nb: {
    run_busy: 'Pågår, startet {at} av {who}',
    run_busy_alone: 'Pågår, startet {at}',
    running: 'Overføringen pågår',
    progress: '{k} av {n}',
    half: 'Overføringen er halvveis',
    run_ok: 'Ferdig. Bokført {posted}, venter {waiting}.',
    run_mixed: 'Ferdig. Bokført {posted}, levert {delivered}, feil {failed}, venter {waiting}.',
    see_failed: 'Vis bilag med feil',
  },
  nn: {
    run_busy: 'Går føre seg, starta {at} av {who}',
    run_busy_alone: 'Går føre seg, starta {at}',
    running: 'Overføringa går føre seg',
    progress: '{k} av {n}',
    half: 'Overføringa er halvvegs',
    run_ok: 'Ferdig. Bokført {posted}, ventar {waiting}.',
    run_mixed: 'Ferdig. Bokført {posted}, levert {delivered}, feil {failed}, ventar {waiting}.',
    see_failed: 'Vis bilag med feil',
  },
  en: {
    run_busy: 'Running, started {at} by {who}',
    run_busy_alone: 'Running, started {at}',
    running: 'The run is under way',
    progress: '{k} of {n}',
    half: 'The run is half way',
    run_ok: 'Done. Posted {posted}, waiting {waiting}.',
    run_mixed: 'Done. Posted {posted}, delivered {delivered}, failed {failed}, waiting {waiting}.',
    see_failed: 'Show failed records',
  },
})
