import { calls } from '@bilagsbro/adapter-api/calls'
import { configService } from '@bilagsbro/service-kit/access-rules'
import type { Routes } from '@bilagsbro/service-kit/http'
import type { PostingStore } from '#application/ports/posting-store.ts'

const routes: Routes<{ openPostings: PostingStore['open'] }> = async (app, { openPostings }) => {
  app.post(
    '/',
    {
      config: configService,
      schema: {
        operationId: 'countOpenPostings',
        summary: 'How many postings of an organisation are not settled in its ledger yet.',
        body: calls.openPostings.body,
        response: { 200: calls.openPostings.answer },
      },
    },
    async (request) => ({ open: await openPostings(request.body.organizationId) }),
  )
}
export default routes
