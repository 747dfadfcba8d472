/** What of an organisation changed; a change of anything is a change of the log, too. */
export const kinds = ['connector', 'log', 'records', 'runs'] as const
export type Kind = (typeof kinds)[number]

/** The kinds that changed, by organisation. */
export type Changes = ReadonlyMap<string, ReadonlySet<Kind>>
/** So much changed, or nobody knows what, that everything is to be read again. */
export const everything = '*'
