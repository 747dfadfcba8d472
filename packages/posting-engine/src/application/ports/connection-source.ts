import type { Result } from '@bilagsbro/kernel/result'
import type { Connection } from './accounting-system.ts'

/** Gives connections. Throws when the source cannot be reached or does not answer in time. */
export interface ConnectionSource {
  connectionOf(organizationId: string): Promise<Result<Connection, 'missing'>>
}
