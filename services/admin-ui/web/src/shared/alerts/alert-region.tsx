import { Button, Heading, Tag } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, type RefObject } from 'react'
import { useRead } from '../api/read.ts'
import { Moment } from '../parts/moment.tsx'
import { Shown } from '../parts/shown.tsx'
import { To } from '../parts/to.tsx'
import { useTexts } from '../texts/language.tsx'
import { AlertActions } from './alert-actions.tsx'
import { AlertedOrganizations } from './alerted-organizations.tsx'
import { AlertedRecords } from './alerted-records.tsx'
import { alertRead, noteRead, readAlertsAgain, type AlertWithRecords } from './queries.ts'
import { texts } from './texts.ts'
import { useAlertWords } from './words.ts'

interface AlertRegionProps {
  /** Of the address. */
  readonly alertId: string | undefined
  /** Takes it out of the address. */
  readonly close: () => void
}

/** An alert at the top of the page that it leads to: what it says, what it is about, and what can be done. */
export function AlertRegion({ alertId, close }: AlertRegionProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const before = useRef(alertId)
  useEffect(() => {
    // Whoever comes from another page begins at its heading.
    if (before.current !== alertId) heading.current?.focus()
    before.current = alertId
  }, [alertId])
  const leave = () => {
    close()
    document.querySelector('h1')?.focus()
  }
  return alertId === undefined ? null : (
    <ShownAlert key={alertId} alertId={alertId} heading={heading} close={leave} />
  )
}

interface ShownAlertProps {
  readonly alertId: string
  readonly heading: RefObject<HTMLHeadingElement | null>
  readonly close: () => void
}

function ShownAlert({ alertId, heading, close }: ShownAlertProps) {
  const say = useTexts(texts)
  const alert = useRead(alertRead(alertId))
  useNotedAsRead(alert.data)
  return (
    <section
      aria-labelledby="alert"
      className={`alert-region alert-${alert.data?.state ?? 'open'}`}
    >
      <Heading level="2" size="medium" id="alert" ref={heading} tabIndex={-1}>
        {say('title')}
      </Heading>
      <Shown read={alert}>{(found) => <Told alert={found} />}</Shown>
      <Button size="small" variant="tertiary" onClick={close}>
        {say('close')}
      </Button>
    </section>
  )
}

/** Whoever has it open has read it as it is now. */
function useNotedAsRead(alert: AlertWithRecords | undefined) {
  const queries = useQueryClient()
  const { id, isRead, version } = alert ?? {}
  useEffect(() => {
    if (id === undefined || isRead) return
    void noteRead(id).then(
      () => readAlertsAgain(queries),
      () => undefined,
    )
  }, [id, isRead, version, queries])
}

function Told({ alert }: { alert: AlertWithRecords }) {
  const say = useTexts(texts)
  const words = useAlertWords()
  const { organizationId, text, raisedAt, state } = alert
  const more = words.state(alert)
  const todo = state === 'resolved' ? undefined : words.todo(alert)
  return (
    <>
      <p className="alert-text">{text}</p>
      <p className="less">
        <Tag
          size="xsmall"
          variant="outline"
          data-color={state === 'resolved' ? 'success' : 'warning'}
        >
          {say(`state_${state}`)}
        </Tag>{' '}
        {say('since')} <Moment at={raisedAt} />
        {more && `. ${more}`}
      </p>
      {todo && (
        <p>
          {todo.text} <To address={todo.address}>{todo.address && todo.link}</To>
        </p>
      )}
      <AlertActions alert={alert} />
      {organizationId !== undefined && <AlertedRecords {...{ alert, organizationId }} />}
      {alert.organizations && <AlertedOrganizations organizations={alert.organizations} />}
    </>
  )
}
