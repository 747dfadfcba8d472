import { Heading } from '@navikt/ds-react'
import { useParams } from '@tanstack/react-router'
import { addresses } from '../../shared/addresses.ts'
import { useRead } from '../../shared/api/read.ts'
import { useLogWords } from '../../shared/log/words.ts'
import { nameOf } from '../../shared/organizations/name-of.ts'
import { organizationRead } from '../../shared/organizations/queries.ts'
import { Facts, type Fact } from '../../shared/parts/facts.tsx'
import { Page } from '../../shared/parts/page.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { To } from '../../shared/parts/to.tsx'
import { useFailureWords } from '../../shared/records/failures.ts'
import { RecordLink } from '../../shared/records/record-link.tsx'
import { holds, useSession } from '../../shared/session/session.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { Attempt } from './attempt.tsx'
import { OnlyFor } from './only-for.tsx'
import { Proof } from './proof.tsx'
import { entryRead, type LogEntry } from './queries.ts'
import { Raw } from './raw.tsx'
import { texts } from './texts.ts'

/** One entry of the log: what was sent, what was answered, and what proves it. */
export function LogEntryPage() {
  const { org } = useParams({ from: '/signed-in/organisasjoner/$org/logg/$entry' })
  const session = useSession()
  if (holds(session, ['org_support'], org) && !holds(session, ['org_admin', 'auditor'], org))
    return <OnlyFor organizationId={org} />
  return <Entry />
}

function Entry() {
  const say = useTexts(texts)
  const words = useLogWords()
  const { org, entry: id } = useParams({ from: '/signed-in/organisasjoner/$org/logg/$entry' })
  const entry = useRead(entryRead(org, id))
  const organization = useRead(organizationRead(org))
  const name = nameOf(organization, org)
  const title = entry.data ? words.kind(entry.data.kind) : say('entry')
  return (
    <Page title={title} organization={name}>
      <p className="organization">
        {name.trim() && (
          <>
            <bdi>{name}</bdi>,{' '}
          </>
        )}
        <To address={addresses.log(org)}>{say('back')}</To>
      </p>
      <Shown read={entry} lines={8}>
        {(shown) => (
          <>
            <About entry={shown} />
            {shown.sending ? (
              <Attempt
                attempt={shown.sending}
                erased={shown.erased && <Erased erased={shown.erased} />}
              />
            ) : (
              <Content entry={shown} />
            )}
            <Proof entry={shown} />
          </>
        )}
      </Shown>
    </Page>
  )
}

function About({ entry }: { entry: LogEntry }) {
  const say = useTexts(texts)
  const words = useLogWords()
  const failures = useFailureWords()
  const format = useFormat()
  const { organizationId, recordId, revision = 1, reference, runId, code } = entry
  const isFailure =
    entry.status === 'failed' || entry.status === 'refused' || entry.kind === 'connector.suspended'
  const remedy = isFailure && code !== undefined ? failures.remedy(code) : undefined
  const facts: Fact[] = [
    [say('time'), <time dateTime={entry.at}>{format.exact(entry.at)}</time>],
    [say('status'), words.statusOf(entry)],
    [say('why'), words.why(entry)],
    [say('remedy'), remedy],
    [say('said'), words.said(entry)],
    [
      say('record'),
      recordId !== undefined && (
        <RecordLink
          organizationId={organizationId}
          record={{ recordId, revision, ...(reference !== undefined && { reference }) }}
        />
      ),
    ],
    [say('revision'), entry.revision !== undefined && format.number(entry.revision)],
    [say('attempt_no'), entry.attempt !== undefined && format.number(entry.attempt)],
    [say('voucher'), entry.voucherNumber],
    [say('mapping'), entry.mappingVersion !== undefined && format.number(entry.mappingVersion)],
    [
      say('run'),
      runId !== undefined && (
        <To address={addresses.run(organizationId, runId)}>{say('see_run')}</To>
      ),
    ],
    [say('by'), entry.actor],
    [
      say('code'),
      isFailure && code !== undefined ? (
        <To address={addresses.failureCode(code, organizationId)}>{code}</To>
      ) : (
        code
      ),
    ],
    [say('trace'), entry.traceId],
  ]
  return <Facts facts={facts} />
}

/** What an entry holds that belongs to no attempt: a person's own words, or what a record waits for. */
function Content({ entry: { payload, erased } }: { entry: LogEntry }) {
  const say = useTexts(texts)
  if (erased) return <Erased erased={erased} />
  if (payload === undefined) return null
  return (
    <section aria-labelledby="content">
      <Heading level="2" size="medium" id="content">
        {say('content')}
      </Heading>
      <Raw name={say('content')} text={payload} />
    </section>
  )
}

function Erased({ erased: { at, by, basis } }: { erased: NonNullable<LogEntry['erased']> }) {
  const say = useTexts(texts)
  const format = useFormat()
  return <p>{say('erased', { at: format.exact(at), who: by, basis })}</p>
}
