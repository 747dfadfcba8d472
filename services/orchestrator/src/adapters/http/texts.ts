import type { Texts } from '@bilagsbro/service-kit/texts'

/** What the refusals of this service say. */
export const texts = {
  nb: {
    'record.not_found': [
      'Bilaget finnes ikke',
      'records/{at}: Det finnes ikke noe bilag {recordId} i versjon {revision}. Ingenting er endret. Hent listen på nytt.',
    ],
    'cause.not_found': [
      'Ingen bilag har denne feilen',
      'cause: Ingen bilag som kan sendes på nytt, har denne årsaken. Hent årsakene på nytt.',
    ],
    'idempotency.other_request': [
      'Nøkkelen er brukt før',
      'Denne Idempotency-Key hørte til en annen forespørsel. Send en ny nøkkel.',
    ],
    'revision.not_found': [
      'Bilaget finnes ikke',
      'Organisasjonen har ikke noe bilag {recordId} i versjon {revision}.',
    ],
    'record.certain': [
      'Bilaget er avklart',
      'Det er kjent hva det ble av bilaget: {status}. Ingenting er endret.',
    ],
    'run.not_found': ['Overføringen finnes ikke', 'Organisasjonen har ingen slik overføring.'],
    'run.already_running': [
      'En overføring pågår',
      'Noen har startet en overføring som ikke er ferdig. Vent til den er det.',
    ],
    'run.plan_unknown': [
      'Planen hører ikke til her',
      'planId: dette er ingen plan for denne organisasjonen. Hent en ny plan, og send dens planId.',
    ],
    'run.plan_expired': [
      'Planen er for gammel',
      'Planen er eldre enn 15 minutter, så ingenting er sendt. Se på en ny plan, og start overføringen fra den.',
    ],
    'sync.still_reading': [
      'Overføringer leses inn',
      'Det som er sendt før, leses fortsatt inn, så ingenting er endret. Prøv igjen om noen minutter.',
    ],
    'trial.not_pending': [
      'Ingen prøve å frafalle',
      'Ingenting venter på et prøvebilag: det er bekreftet, frafalt, eller trengs ikke.',
    ],
    'connector.not_configured': [
      'Integrasjonen er ikke satt opp',
      'Ingenting er sendt. Sett opp integrasjonen først.',
    ],
    'connector.not_suspended': [
      'Integrasjonen er ikke stanset',
      'Det er ingenting å prøve: integrasjonen er ikke stanset.',
    ],
    'connector.disabled': [
      'Integrasjonen er slått av',
      'Ingenting er sendt. Slå integrasjonen på først.',
    ],
  },
  nn: {
    'record.not_found': [
      'Bilaget finst ikkje',
      'records/{at}: Det finst ikkje noko bilag {recordId} i versjon {revision}. Ingenting er endra. Hent lista på nytt.',
    ],
    'cause.not_found': [
      'Ingen bilag har denne feilen',
      'cause: Ingen bilag som kan sendast på nytt, har denne årsaka. Hent årsakene på nytt.',
    ],
    'idempotency.other_request': [
      'Nøkkelen er brukt før',
      'Denne Idempotency-Key høyrde til ein annan førespurnad. Send ein ny nøkkel.',
    ],
    'revision.not_found': [
      'Bilaget finst ikkje',
      'Organisasjonen har ikkje noko bilag {recordId} i versjon {revision}.',
    ],
    'record.certain': [
      'Bilaget er avklart',
      'Det er kjent kva det vart av bilaget: {status}. Ingenting er endra.',
    ],
    'run.not_found': ['Overføringa finst ikkje', 'Organisasjonen har inga slik overføring.'],
    'run.already_running': [
      'Ei overføring går føre seg',
      'Nokon har starta ei overføring som ikkje er ferdig. Vent til ho er det.',
    ],
    'run.plan_unknown': [
      'Planen høyrer ikkje til her',
      'planId: dette er ingen plan for denne organisasjonen. Hent ein ny plan, og send planId-en til den.',
    ],
    'run.plan_expired': [
      'Planen er for gammal',
      'Planen er eldre enn 15 minutt, så ingenting er sendt. Sjå på ein ny plan, og start overføringa frå den.',
    ],
    'sync.still_reading': [
      'Overføringar blir lesne inn',
      'Det som er sendt før, blir framleis lese inn, så ingenting er endra. Prøv igjen om nokre minutt.',
    ],
    'trial.not_pending': [
      'Inga prøve å fråfalle',
      'Ingenting ventar på eit prøvebilag: det er stadfesta, fråfalle, eller trengst ikkje.',
    ],
    'connector.not_configured': [
      'Integrasjonen er ikkje sett opp',
      'Ingenting er sendt. Set opp integrasjonen først.',
    ],
    'connector.not_suspended': [
      'Integrasjonen er ikkje stansa',
      'Det er ingenting å prøve: integrasjonen er ikkje stansa.',
    ],
    'connector.disabled': [
      'Integrasjonen er slått av',
      'Ingenting er sendt. Slå integrasjonen på først.',
    ],
  },
  en: {
    'record.not_found': [
      'No such record',
      'records/{at}: There is no record {recordId} in revision {revision}. Nothing was changed. Read the list again.',
    ],
    'cause.not_found': [
      'No record has this fault',
      'cause: No record that can be sent again has this cause. Read the causes again.',
    ],
    'idempotency.other_request': [
      'The key was used before',
      'This Idempotency-Key belonged to another request. Send a new key.',
    ],
    'revision.not_found': [
      'No such record',
      'The organisation has no record {recordId} in revision {revision}.',
    ],
    'record.certain': [
      'The record is certain',
      'It is known what became of the record: {status}. Nothing was changed.',
    ],
    'run.not_found': ['No such run', 'The organisation has no such run.'],
    'run.already_running': [
      'A run is going on',
      'Somebody has started a run that is not over. Wait until it is.',
    ],
    'run.plan_unknown': [
      'No plan of this organisation',
      'planId: this is no plan of this organisation. Ask for its run plan, and send its planId.',
    ],
    'run.plan_expired': [
      'The plan is too old',
      'The plan is older than 15 minutes, so nothing was sent. Look at a new plan, and start the run from that.',
    ],
    'sync.still_reading': [
      'Still reading',
      'What was sent before is still being read, so nothing was changed. Try again in a few minutes.',
    ],
    'trial.not_pending': [
      'No trial to waive',
      'Nothing waits for a trial voucher: it is proven, waived, or not needed.',
    ],
    'connector.not_configured': [
      'The integration is not set up',
      'Nothing was sent. Set the integration up first.',
    ],
    'connector.not_suspended': [
      'The integration is not suspended',
      'There is nothing to try: the integration is not suspended.',
    ],
    'connector.disabled': [
      'The integration is off',
      'Nothing was sent. Turn the integration on first.',
    ],
  },
} as const satisfies Texts
