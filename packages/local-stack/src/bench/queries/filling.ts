import pg from 'pg'
import type { Stack } from '../../start-stack.ts'

/** Half of all entries are of the one; the others share the rest. */
export const large = 'bench-large'
export const filled = { organizations: 500, entries: 1_000_000 }
type Size = typeof filled

/** Of the large organisation, and of all others together. */
const halfOf = ({ entries }: Size) => entries / 2
/** Approved, asked for, answered, posted or failed. */
const entriesPerRecord = 4

/** Fills the read models and the log of a stack by statements: what the events would have made of them. */
export async function fill(
  stack: Stack,
  present: number,
  { size = filled, withLog = true }: { readonly size?: Size; readonly withLog?: boolean } = {},
): Promise<void> {
  const client = new pg.Client({ connectionString: stack.databaseUrl('status-query') })
  await client.connect()
  try {
    await client.query('begin')
    for (const statement of [organizations(size.organizations - present), records(size), sums])
      await client.query(statement)
    if (withLog) await client.query(entries)
    await client.query('commit')
    // As autovacuum leaves them, sooner or later: it should not be what is measured.
    await client.query('vacuum (analyze) organization, record, record_sum, sync_logs')
  } finally {
    await client.end()
  }
}

const payload = JSON.stringify({
  postingDate: '2026-11-21',
  lines: Array.from({ length: 4 }, (_, no) => ({
    account: '7140',
    amount: '100.00',
    dimensions: [{ code: 'AVDELING', value: String(no) }],
  })),
})

const organizations = (count: number) => `
  insert into organization (organization_id, name, version, connector_type, enabled, changed_at, last_run)
  select case when no = 1 then '${large}' else 'bench-' || no end, 'Lokallag ' || no, 1, 'dynamics', true, now(),
    jsonb_build_object('id', 'run-' || no, 'trigger', 'approval', 'startedAt', extract(epoch from now()) * 1000,
      'completedAt', extract(epoch from now()) * 1000,
      'actor', null, 'takesUntil', null, 'ready', null,
      'counts', '{"planned":1,"posted":1,"delivered":0,"failed":0,"deferred":0}'::jsonb)
  from generate_series(1, ${count}) no`

/** Of 40 records one waits, one is to be tried again, one is delivered and three have failed. */
const records = (size: Size) => `
  insert into record (organization_id, record_id, revision, record_type, payee_kind, amount, approved_at, status,
    reason, failure, voucher, reference, attempts, sequence, updated_at)
  select organization_id, 'r-' || no, 1, 'expense', 'employee', 100 + no % 900, now() - no * interval '2 seconds', status,
    case when status = 'pending' then '{"code":"awaiting_run"}'::jsonb end,
    case when status in ('failed', 'retry_scheduled') then jsonb_build_object('class', 'data', 'code', 'account.blocked',
      'message', 'Account ' || 7100 + no % 50 || ' is blocked. Open it in the ledger.',
      'subject', jsonb_build_object('kind', 'account', 'value', (7100 + no % 50)::text)) end,
    case when status in ('posted', 'delivered') then jsonb_build_object('number', no::text, 'date', '2026-11-21') end,
    'BB' || upper(substr(md5(organization_id || no), 1, 14)), 1, 4, now()
  from organization, generate_series(1, case when organization_id = '${large}' then ${halfOf(size) / entriesPerRecord}
    else ${halfOf(size) / entriesPerRecord / size.organizations} end) no, lateral (
    select coalesce((array['pending', 'retry_scheduled', 'delivered', 'failed', 'failed', 'failed'])[no % 40 + 1], 'posted')
    as status) given
  where organization_id like 'bench-%'`

const sums = `
  insert into record_sum (organization_id, status, count, amount)
  select organization_id, status, count(*), sum(amount) from record where organization_id like 'bench-%' group by 1, 2`

const entries = `
  insert into sync_logs (organization_id, kind, subject, revision, sequence, at, status, attempt, code, message,
    voucher_number, mapping_version, run_id, line, salt, body)
  select organization_id, kind, record_id, 1, step, approved_at + step * interval '1 second', kind, step,
    failure ->> 'code', failure ->> 'message', voucher ->> 'number', 1, 'run-' || step,
    json_build_object('v', 2, 'organizationId', organization_id, 'subject', record_id, 'sequence', step, 'status', kind,
      'attempt', step, 'reference', reference, 'mappingVersion', 1, 'kind', kind, 'revision', 1,
      'at', approved_at, 'traceId', md5(record_id), 'amount', amount)::text,
    case when kind = 'posting.requested' then decode(md5(record_id), 'hex') end,
    case when kind = 'posting.requested' then '${payload}' end
  from record, generate_series(1, ${entriesPerRecord}) step, lateral (
    select case step when 1 then 'record.approved' when 2 then 'posting.requested' when 3 then 'posting.completed'
      else case when failure is null then 'sync.succeeded' else 'sync.failed' end end as kind) given
  where organization_id like 'bench-%'
  order by approved_at, step`
