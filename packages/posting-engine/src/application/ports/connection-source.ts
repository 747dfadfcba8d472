import type { Result } from '@bilagsbro/kernel/result'
import type { Connection } from './accounting-system.ts'

/** Where connections come from. Throws when it cannot be reached or does not answer in time. */
export interface ConnectionSource {
  connectionOf(organizationId: string): Promise<Result<Connection, 'missing'>>
}
