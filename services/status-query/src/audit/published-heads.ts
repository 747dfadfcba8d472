import { AuditSealed, signedBeginning, signedText } from '@bilagsbro/events/audit-sealed'
import type { ReadEvents } from '@bilagsbro/messaging/read-events'
import type { SealKey } from './seal-key.ts'
import type { ReadHeads } from './verify.ts'

/** The heads on their topic: not the database's word for them, which whoever owns the database can change. */
export const createReadHeads =
  (readEvents: ReadEvents, key: Pick<SealKey, 'signed'>): ReadHeads =>
  async () => {
    const events = await readEvents(AuditSealed)
    return events.map(({ data }) => ({
      ...data,
      isSigned: isSigned(data, key),
    }))
  }

const isSigned = (head: AuditSealed, key: Pick<SealKey, 'signed'>): boolean =>
  key.signed(signedText(head), head.keyId, head.signature) &&
  (!head.beginning ||
    key.signed(signedBeginning(head, head.beginning), head.keyId, head.beginning.signature))
