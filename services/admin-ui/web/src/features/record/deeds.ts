import { api, dataOf } from '../../shared/api/client.ts'
import type { components } from '../../shared/api/generated/orchestrator.ts'
import type { Which } from './queries.ts'

type Schemas = components['schemas']

/** `key`: the same when it is sent again, so that nothing is done twice. */
const asked = (organizationId: string, key: string) => ({
  params: { path: { organizationId }, header: { 'idempotency-key': key } },
})
const named = ({ recordId, revision }: Which) => [{ recordId, revision }]

/** Whether it goes again, or why it is left as it is. */
export async function retry(which: Which, key: string): Promise<string | undefined> {
  const { skipped } = await dataOf(
    api.orchestrator.POST('/organizations/{organizationId}/retries', {
      ...asked(which.organizationId, key),
      body: { records: named(which) },
    }),
  )
  return skipped[0]?.status
}

/** Each of these tells why the record was left as it is, if it was. */
type Changed = Promise<string | undefined>
const leftAs = ({ skipped }: Schemas['ChangedRecords']) => skipped[0]?.status

export async function markHandled(
  which: Which,
  told: { readonly reason: string; readonly voucherNumber?: string },
  key: string,
): Changed {
  const answer = await dataOf(
    api.orchestrator.POST('/organizations/{organizationId}/handled', {
      ...asked(which.organizationId, key),
      body: { records: named(which), ...told },
    }),
  )
  return leftAs(answer)
}

export async function undoHandled(which: Which, reason: string, key: string): Changed {
  const answer = await dataOf(
    api.orchestrator.POST('/organizations/{organizationId}/handled/undo', {
      ...asked(which.organizationId, key),
      body: { records: named(which), reason },
    }),
  )
  return leftAs(answer)
}

export async function chooseDate(
  which: Which,
  told: { readonly date: Schemas['DateChoice']; readonly reason: string },
  key: string,
): Changed {
  const answer = await dataOf(
    api.orchestrator.POST('/organizations/{organizationId}/period-decisions', {
      ...asked(which.organizationId, key),
      body: { records: named(which), ...told },
    }),
  )
  return leftAs(answer)
}

export async function sayOfLedger(
  { organizationId, recordId, revision }: Which,
  word: Schemas['InLedger'] | Schemas['NotInLedger'],
  key: string,
): Changed {
  const answer = await dataOf(
    api.orchestrator.POST(
      '/organizations/{organizationId}/records/{recordId}/revisions/{revision}/word',
      {
        params: {
          path: { organizationId, recordId, revision },
          header: { 'idempotency-key': key },
        },
        body: word,
      },
    ),
  )
  return leftAs(answer)
}
