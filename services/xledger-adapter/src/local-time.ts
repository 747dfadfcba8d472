const oslo = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Oslo',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** A moment as Xledger tells it: in Norwegian time without saying so, unless it says another. */
export function instantOf(text: unknown): Date | undefined {
  if (typeof text !== 'string' || Number.isNaN(Date.parse(text))) return undefined
  if (/(Z|[+-]\d\d:?\d\d)$/.test(text)) return new Date(text)
  const asUtc = Date.parse(`${text.replace(' ', 'T')}Z`)
  const shown = Date.parse(`${oslo.format(asUtc).replace(' ', 'T')}Z`)
  return Number.isNaN(asUtc)
    ? undefined
    : new Date(asUtc - (shown - Math.floor(asUtc / 1000) * 1000))
}
