import { Heading } from '@navikt/ds-react'
import { useParams, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { addresses } from '../../shared/addresses.ts'
import { useRead } from '../../shared/api/read.ts'
import { nameOf } from '../../shared/organizations/name-of.ts'
import { organizationRead } from '../../shared/organizations/queries.ts'
import { Page } from '../../shared/parts/page.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { To } from '../../shared/parts/to.tsx'
import { failureCodesRead, type FailureCode } from '../../shared/records/failures.ts'
import { useLanguage, useTexts } from '../../shared/texts/language.tsx'
import { countRead } from './queries.ts'
import { texts } from './texts.ts'

/** What one code means, what is done about it and by whom, and what happens then. */
export function FailureCodePage() {
  const say = useTexts(texts)
  const { language } = useLanguage()
  const { code } = useParams({ from: '/signed-in/feilkoder/$code' })
  const { organisasjon } = useSearch({ from: '/signed-in/feilkoder/$code' })
  const codes = useRead(failureCodesRead)
  const found = codes.data?.rows.find((row) => row.code === code)
  return (
    <Page title={found?.title[language] ?? say('title_of', { code })}>
      <p className="organization">{say('code_is', { code })}</p>
      <Shown read={codes} lines={6}>
        {() => (found ? <Told code={found} /> : <p>{say('unknown')}</p>)}
      </Shown>
      {organisasjon !== undefined && <Now code={code} organizationId={organisasjon} />}
      <p>
        <To address={addresses.failureCodes(organisasjon)}>{say('all')}</To>
      </p>
    </Page>
  )
}

function Told({ code: { class: cls, remedy, mend, again } }: { code: FailureCode }) {
  const say = useTexts(texts)
  const { language } = useLanguage()
  return (
    <>
      <Part id="what" title={say('what')}>
        <p>{say(`class.${cls}`)}</p>
      </Part>
      <Part id="how" title={say('how')}>
        {remedy && <p>{remedy[language]}.</p>}
        <p>{say(`again.${again}`)}</p>
      </Part>
      <Part id="who" title={say('who')}>
        <p>{say(`mend.${mend}`)}</p>
      </Part>
    </>
  )
}

interface PartProps {
  readonly id: string
  readonly title: string
  readonly children: ReactNode
}

const Part = ({ id, title, children }: PartProps) => (
  <section aria-labelledby={id}>
    <Heading level="2" size="medium" id={id}>
      {title}
    </Heading>
    {children}
  </section>
)

function Now({ code, organizationId }: { code: string; organizationId: string }) {
  const say = useTexts(texts)
  const name = nameOf(useRead(organizationRead(organizationId)), organizationId)
  const count = useRead(countRead(organizationId, code))
  return (
    <Part id="now" title={say('now', { name })}>
      <Shown read={count} lines={1}>
        {(n) => (
          <p>
            {say('count', { n })}{' '}
            {n > 0 && <To address={addresses.failedRecords(organizationId)}>{say('see')}</To>}
          </p>
        )}
      </Shown>
    </Part>
  )
}
