import { addresses } from '../addresses.ts'
import { To } from '../parts/to.tsx'
import { useRecordWords, type RecordRow } from './words.ts'

interface RecordLinkProps {
  readonly organizationId: string
  readonly record: Pick<RecordRow, 'reference' | 'recordId' | 'revision'>
}

/** What a record is called, and the way to its page. */
export function RecordLink({ organizationId, record }: RecordLinkProps) {
  const words = useRecordWords()
  return (
    <To address={addresses.record(organizationId, record.recordId, record.revision)}>
      {words.name(record)}
    </To>
  )
}
