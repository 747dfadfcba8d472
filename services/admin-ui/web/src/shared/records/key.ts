import type { RecordRow } from './words.ts'

/** Tells a revision of a record from all others of an organisation. */
export const keyOf = ({ recordId, revision }: Pick<RecordRow, 'recordId' | 'revision'>) =>
  `${recordId} ${revision}`
