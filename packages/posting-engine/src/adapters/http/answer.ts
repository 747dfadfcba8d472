import type { Failure } from '@bilagsbro/booking/failure'
import type { Result } from '@bilagsbro/kernel/result'
import { send } from '@bilagsbro/service-kit/http'

type Reply = Parameters<typeof send>[0]

/** What the ledger said, or a problem whose code is the failure's. */
export const answer = <T>(reply: Reply, result: Result<T, Failure>): Reply =>
  send(
    reply.header('cache-control', 'no-store'),
    200,
    result.ok
      ? result
      : {
          ok: false,
          error: {
            kind: 'invalid',
            code: result.error.code,
            message: result.error.message,
            members: { class: result.error.class },
          },
        },
  )
