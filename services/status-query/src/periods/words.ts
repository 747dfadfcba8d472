import type { Language } from '@bilagsbro/service-kit/texts'
import type { DateReason, Place } from './classified.ts'

type Words<Key extends string> = Readonly<Record<Language, Readonly<Record<Key, string>>>>

export const placeWords: Words<Place> = {
  nb: {
    posted: 'Bokført',
    corrected: 'Korrigert',
    delivered: 'Levert',
    waiting: 'Venter',
    failed: 'Feil',
    handled: 'Håndtert',
    set_aside: 'Satt til side',
  },
  nn: {
    posted: 'Bokført',
    corrected: 'Korrigert',
    delivered: 'Levert',
    waiting: 'Ventar',
    failed: 'Feil',
    handled: 'Handtert',
    set_aside: 'Sett til side',
  },
  en: {
    posted: 'Posted',
    corrected: 'Corrected',
    delivered: 'Delivered',
    waiting: 'Waiting',
    failed: 'Failed',
    handled: 'Handled',
    set_aside: 'Set aside',
  },
}

export const dateReasonWords: Words<DateReason> = {
  nb: {
    line_date: 'Datert etter siste linje',
    date_moved: 'Flyttet fra lukket periode',
    ledger_date: 'Bokført på en annen dato i regnskapet',
    archived: 'Står i arkivet av loggen',
    not_known: 'Ukjent',
  },
  nn: {
    line_date: 'Datert etter siste linja',
    date_moved: 'Flytta frå lukka periode',
    ledger_date: 'Bokført på ein annan dato i rekneskapen',
    archived: 'Står i arkivet av loggen',
    not_known: 'Ukjend',
  },
  en: {
    line_date: 'Dated by its last line',
    date_moved: 'Moved from a closed period',
    ledger_date: 'Booked on another date in the ledger',
    archived: 'In the archive of the log',
    not_known: 'Not known',
  },
}
