import type { Database } from '@bilagsbro/service-kit/postgres'
import { sql } from 'kysely'
import { randomBytes } from 'node:crypto'
import type { NotedRead, SecretReads } from '#application/ports/secret-reads.ts'

export function createPostgresSecretReads(orm: Database): SecretReads {
  const db = () => orm.em.fork().getKysely()
  return {
    async note({ organizationId, at, by, connector, credentialsVersion, fields }) {
      const id = `${at.toISOString()}-${randomBytes(6).toString('hex')}`
      await sql`
        insert into secret_read (organization_id, id, at, by, connector, credentials_version, fields)
        values (${organizationId}, ${id}, ${at}, ${by}, ${connector}, ${credentialsVersion}, ${JSON.stringify(fields)}::jsonb)`.execute(
        db(),
      )
    },
    async of(organizationId, before = '9', limit) {
      const { rows } = await sql<NotedRead>`
        select id, at, by, connector, credentials_version as "credentialsVersion", fields from secret_read
        where organization_id = ${organizationId} and id < ${before} order by id desc limit ${limit}`.execute(
        db(),
      )
      return rows
    },
  }
}
