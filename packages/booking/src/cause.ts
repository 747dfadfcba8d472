import { contentHash } from '@bilagsbro/kernel/content-hash'
import type { FailureClass, Subject } from './failure.ts'

/** What records fail or wait for: the same for all that are mended by the same thing. */
export interface Cause {
  readonly class: FailureClass
  readonly code: string
  readonly subject?: Subject | undefined
}

/** Names a cause: the same cause has the same fingerprint, whenever and wherever it comes up. */
export const fingerprintOf = ({ class: cls, code, subject }: Cause): string =>
  contentHash([cls, code, subject?.kind, subject?.value]).slice(0, 24)
