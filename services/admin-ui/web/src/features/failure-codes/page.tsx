import { Table } from '@navikt/ds-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Fragment } from 'react'
import { addresses } from '../../shared/addresses.ts'
import { useRead } from '../../shared/api/read.ts'
import { Page } from '../../shared/parts/page.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { To } from '../../shared/parts/to.tsx'
import { failureCodesRead, type FailureCode } from '../../shared/records/failures.ts'
import { SearchForm } from '../../shared/search/search-form.tsx'
import { useHitsAnnounced } from '../../shared/table/use-hits.ts'
import { WideTable } from '../../shared/table/wide-table.tsx'
import { useLanguage, useTexts } from '../../shared/texts/language.tsx'
import { texts } from './texts.ts'

/** What records can fail for: each code, and what it is in words. */
export function FailureCodesPage() {
  const say = useTexts(texts)
  const { language } = useLanguage()
  const search = useSearch({ from: '/signed-in/feilkoder' })
  const navigate = useNavigate()
  const codes = useRead(failureCodesRead)
  const { q = '', organisasjon } = search
  const wanted = q.toLocaleLowerCase()
  const found = codes.data?.rows.filter(({ code, title }) =>
    `${code} ${title[language]}`.toLocaleLowerCase().includes(wanted),
  )
  useHitsAnnounced(q, found?.length)
  return (
    <Page title={say('title')}>
      <p>{say('about')}</p>
      <SearchForm
        label={say('search')}
        value={q}
        look={(text) =>
          void navigate({ to: '/feilkoder', search: { ...search, q: text }, resetScroll: false })
        }
      />
      <Shown read={codes} lines={8}>
        {() =>
          found && found.length > 0 ? (
            <Codes codes={found} organizationId={organisasjon} />
          ) : (
            <p>{say('no_hits')}</p>
          )
        }
      </Shown>
    </Page>
  )
}

/** A code may go on in the next line between its words, so that what it means is in sight on a narrow screen, too. */
const breakable = (code: string) =>
  code.split(/(?<=[._])/).map((part, at) => (
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ))

interface CodesProps {
  readonly codes: readonly FailureCode[]
  readonly organizationId: string | undefined
}

function Codes({ codes, organizationId }: CodesProps) {
  const say = useTexts(texts)
  const { language } = useLanguage()
  return (
    <WideTable caption={say('caption', { n: codes.length })}>
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell scope="col">{say('code')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{say('meaning')}</Table.HeaderCell>
          <Table.HeaderCell scope="col">{say('who')}</Table.HeaderCell>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {codes.map(({ code, title, mend }) => (
          <Table.Row key={code}>
            <Table.HeaderCell scope="row">
              <To address={addresses.failureCode(code, organizationId)} heard={code}>
                {breakable(code)}
              </To>
            </Table.HeaderCell>
            <Table.DataCell>{title[language]}</Table.DataCell>
            <Table.DataCell>{say(`short.${mend}`)}</Table.DataCell>
          </Table.Row>
        ))}
      </Table.Body>
    </WideTable>
  )
}
