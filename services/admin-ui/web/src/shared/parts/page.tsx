import { Heading, InlineMessage } from '@navikt/ds-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { useStale } from '../live/stale.tsx'
import { useFormat, useTexts } from '../texts/language.tsx'
import { texts } from './texts.ts'

interface PageProps {
  readonly title: string
  /** Of the organisation, in the title of the window. */
  readonly organization?: string | undefined
  readonly children: ReactNode
}

/** No page has been opened yet: on arrival the browser begins at the top by itself. */
let isFirst = true

/** A page: its heading, where focus goes when somebody comes here from another page, and the title of the window. */
export function Page({ title, organization, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = [title, organization?.trim(), 'Bilagsbro'].filter(Boolean).join(' – ')
  }, [title, organization])
  useEffect(() => {
    if (!isFirst) heading.current?.focus()
    isFirst = false
  }, [])
  return (
    <>
      <Heading level="1" size="large" ref={heading} tabIndex={-1} className="page-heading">
        {title}
      </Heading>
      <Stale />
      {children}
    </>
  )
}

function Stale() {
  const say = useTexts(texts)
  const format = useFormat()
  const lostAt = useStale()
  return lostAt ? (
    <InlineMessage status="warning">{say('stale', { at: format.moment(lostAt) })}</InlineMessage>
  ) : null
}
