import { Radio, RadioGroup, Search } from '@navikt/ds-react'
import { useEffect, useId, useState } from 'react'
import { useRead } from '../api/read.ts'
import { Fault, useAksel } from '../form/fields.tsx'
import { useAnnounce } from '../live/status.tsx'
import { Failed } from '../parts/failed.tsx'
import { useTexts } from '../texts/language.tsx'
import { nameOf, useClosedWords, type Ledger } from './ledger.ts'
import { catalogueRead, type CatalogueEntry } from './queries.ts'
import { texts } from './texts.ts'

/** What a fault names. */
export const accountField = 'account'

const fewest = 2
const shown = 30
/** After the last letter. */
const quietMs = 400

interface AccountChoiceProps {
  readonly ledger: Ledger
  readonly value: string
  readonly onChange: (account: string) => void
}

/** An account of the ledger, found by two letters or figures. How many were found is said once nobody types. */
export function AccountChoice({ ledger, value, onChange }: AccountChoiceProps) {
  const say = useTexts(texts)
  const aksel = useAksel(accountField)
  const [text, setText] = useState('')
  const [wanted, setWanted] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setWanted(text.trim()), quietMs)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <div className="account-choice">
      <p>
        {value === ''
          ? say('chosen_none')
          : say('chosen', { name: nameOf(value, ledger.accounts) })}
      </p>
      <Search
        label={say('search')}
        hideLabel={false}
        description={say('search_help')}
        variant="simple"
        value={text}
        onChange={setText}
        onClear={() => setText('')}
        {...aksel}
        onKeyDown={(event) => {
          // What is searched while somebody types is not sent with Enter.
          if (event.key === 'Enter') event.preventDefault()
        }}
      />
      <Fault name={accountField} />
      {wanted.length >= fewest && (
        <Found ledger={ledger} wanted={wanted} value={value} onChange={onChange} />
      )}
    </div>
  )
}

function Found({ ledger, wanted, value, onChange }: AccountChoiceProps & { wanted: string }) {
  const say = useTexts(texts)
  const announce = useAnnounce()
  const found = useRead(catalogueRead(ledger.organizationId, 'accounts', wanted))
  const rows = found.isPlaceholderData ? undefined : found.data?.rows
  const count = rows?.length
  useEffect(() => {
    if (count !== undefined) announce('own', say('hits', { n: count }))
  }, [count, wanted, announce, say])
  if (found.isError) return <Failed error={found.error} retry={() => void found.refetch()} />
  if (!rows) return null
  const open = rows.filter(({ blocked }) => blocked === undefined)
  const hits = say('hits', { n: rows.length })
  return (
    <>
      <RadioGroup
        legend={hits}
        value={value}
        onChange={(account: string) => onChange(account)}
        className="account-hits"
        {...(open.length > shown && { description: say('hits_first', { n: shown }) })}
      >
        {open.slice(0, shown).map(({ code, name }) => (
          <Radio key={code} value={code}>
            {code} {name}
          </Radio>
        ))}
      </RadioGroup>
      <ClosedOnes entries={rows.filter(({ blocked }) => blocked !== undefined).slice(0, shown)} />
    </>
  )
}

function ClosedOnes({ entries }: { entries: readonly CatalogueEntry[] }) {
  const say = useTexts(texts)
  const words = useClosedWords()
  const id = useId()
  if (entries.length === 0) return null
  return (
    <>
      <p id={id}>{say('closed_ones')}</p>
      <ul aria-labelledby={id} className="less">
        {entries.map(({ code, name, blocked = '' }) => (
          <li key={code}>{say('closed_one', { name: `${code} ${name}`, why: words(blocked) })}</li>
        ))}
      </ul>
    </>
  )
}
