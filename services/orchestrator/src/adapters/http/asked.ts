import { contentHash } from '@bilagsbro/kernel/content-hash'
import { Type } from 'typebox'
import type { Asked } from '#application/once.ts'

/** What every request that may send something has. */
export const AskedHeaders = Type.Object({
  'idempotency-key': Type.String({
    pattern: '^[\\x21-\\x7e]{1,128}$',
    description:
      'Give every request a key of its own, such as a UUID, and the same key whenever it is sent again: within 24 hours it is then answered as the first time, and nothing is done twice.',
    examples: ['7d2ed1b1-0a2f-4d0e-9a53-3c1f2f3c8d10'],
  }),
})

interface Request {
  readonly method: string
  readonly url: string
  readonly headers: { readonly 'idempotency-key': string }
  readonly params: { readonly organizationId: string }
  readonly body?: unknown
  readonly actor: { readonly userId: string }
}

/** Who asks for which change, for `once`. */
export function askedBy({ method, url, headers, params, body, actor }: Request): Asked {
  const { userId } = actor
  return {
    organizationId: params.organizationId,
    actor: userId,
    key: headers['idempotency-key'],
    fingerprint: contentHash({ method, url, userId, body }),
  }
}
