import type { Routes } from '@bilagsbro/service-kit/http'
import type { UseCases } from '#app.ts'
import { SecretReadsAnswer } from '../../../../answer-schemas.ts'
import { readers } from '../../../../changes.ts'
import { OrganizationParams, ReadsQuery } from '../../../../schemas.ts'

const routes: Routes<UseCases> = async (app, { secretReads }) => {
  app.get(
    '/',
    {
      config: readers,
      schema: {
        summary: 'Who was given stored secrets in clear, and when.',
        params: OrganizationParams,
        querystring: ReadsQuery,
        response: { 200: SecretReadsAnswer },
      },
    },
    async (request) => {
      const { before, limit } = request.query
      const found = await secretReads.of(request.params.organizationId, before, limit)
      const reads = found.map((read) => ({
        ...read,
        at: new Date(read.at).toISOString(),
        fields: [...read.fields],
      }))
      return { reads, next: reads.length < limit ? null : (reads.at(-1)?.id ?? null) }
    },
  )
}
export default routes
