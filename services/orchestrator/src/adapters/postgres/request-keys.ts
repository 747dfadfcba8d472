import { sql } from 'kysely'
import type { AnsweredRequest } from '#application/ports/sync-store.ts'

export const requestOf = (organizationId: string, key: string) => sql<AnsweredRequest>`
  select key, fingerprint, answer from request_key
  where organization_id = ${organizationId} and key = ${key}`

export const keepRequest = (
  organizationId: string,
  { key, fingerprint, answer }: AnsweredRequest,
  now: Date,
) => sql`
  insert into request_key (organization_id, key, fingerprint, answer, kept_at)
  values (${organizationId}, ${key}, ${fingerprint}, ${JSON.stringify(answer)}::json, ${now})`
