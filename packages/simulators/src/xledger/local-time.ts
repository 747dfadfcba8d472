const oslo = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Oslo',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** As Xledger tells moments: in Norwegian time, without saying so. */
export const localTime = (now: Date): string => oslo.format(now).replace(' ', 'T')
