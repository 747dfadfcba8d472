import { Button, Select } from '@navikt/ds-react'
import { ChevronLeftIcon, ChevronRightIcon } from '@navikt/aksel-icons'
import { Navigate, useNavigate, useParams } from '@tanstack/react-router'
import { useRef } from 'react'
import { useRead } from '../../shared/api/read.ts'
import { nameOf } from '../../shared/organizations/name-of.ts'
import { organizationRead } from '../../shared/organizations/queries.ts'
import { Page } from '../../shared/parts/page.tsx'
import { PrintHeading } from '../../shared/parts/print-heading.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { holds, useSession } from '../../shared/session/session.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { Agreement } from './agreement.tsx'
import { Approvals } from './approvals.tsx'
import { Booked } from './booked.tsx'
import { Deeds } from './deeds.tsx'
import { choices, isMonth, monthOf, moved } from './months.ts'
import { periodRead, type Report } from './queries.ts'
import { texts } from './texts.ts'

/** The menu leads to the month that goes on. */
export function ThisPeriod() {
  const { org } = useParams({ from: '/signed-in/organisasjoner/$org/perioder' })
  return (
    <Navigate
      to="/organisasjoner/$org/perioder/$month"
      params={{ org, month: monthOf(new Date()) }}
      replace
    />
  )
}

/** Whether every record that was approved in a month is accounted for, and what is booked in it. */
export function PeriodPage() {
  const say = useTexts(texts)
  const { org, month } = useParams({ from: '/signed-in/organisasjoner/$org/perioder/$month' })
  const session = useSession()
  const organization = useRead(organizationRead(org))
  const name = nameOf(organization, org)
  const mayRead =
    holds(session, ['org_admin', 'auditor'], org) || !holds(session, ['org_support'], org)
  return (
    <Page title={say('title')} organization={name}>
      <p className="organization">{name}</p>
      {!mayRead && <p>{say('only_for')}</p>}
      {mayRead && !isMonth(month) && <p>{say('no_month')}</p>}
      {mayRead && (
        <ChooseMonth organizationId={org} month={isMonth(month) ? month : monthOf(new Date())} />
      )}
      {mayRead && isMonth(month) && <Month organizationId={org} month={month} name={name} />}
    </Page>
  )
}

/** The one before, the one behind, or any: nothing moves until somebody says so. */
function ChooseMonth({ organizationId, month }: { organizationId: string; month: string }) {
  const say = useTexts(texts)
  const format = useFormat()
  const navigate = useNavigate()
  const field = useRef<HTMLSelectElement>(null)
  const now = monthOf(new Date())
  const open = (to: string) =>
    void navigate({
      to: '/organisasjoner/$org/perioder/$month',
      params: { org: organizationId, month: to },
      resetScroll: false,
    })
  return (
    <form
      className="filters not-printed"
      onSubmit={(event) => {
        event.preventDefault()
        open(field.current!.value)
      }}
    >
      <Select key={month} ref={field} label={say('month')} size="small" defaultValue={month}>
        {choices(month, now).map((one) => (
          <option key={one} value={one}>
            {format.month(one)}
          </option>
        ))}
      </Select>
      <Button size="small">{say('show')}</Button>
      <Button
        type="button"
        size="small"
        variant="tertiary"
        icon={<ChevronLeftIcon aria-hidden="true" />}
        onClick={() => open(moved(month, -1))}
      >
        {say('before')}
      </Button>
      {month < now && (
        <Button
          type="button"
          size="small"
          variant="tertiary"
          icon={<ChevronRightIcon aria-hidden="true" />}
          iconPosition="right"
          onClick={() => open(moved(month, 1))}
        >
          {say('after')}
        </Button>
      )}
    </form>
  )
}

interface MonthProps {
  readonly organizationId: string
  readonly month: string
  readonly name: string
}

function Month({ organizationId, month, name }: MonthProps) {
  const say = useTexts(texts)
  const format = useFormat()
  const report = useRead(periodRead(organizationId, month))
  return (
    <Shown read={report} lines={10}>
      {(shown) => (
        <>
          <PrintHeading
            title={say('title')}
            facts={[
              [say('organization'), name],
              [say('month'), format.month(shown.month)],
              [say('as_of'), format.exact(shown.asOf)],
            ]}
          />
          <Agreement report={shown} />
          <Deeds organizationId={organizationId} month={month} />
          {isEmpty(shown) ? (
            <>
              <p>{say('empty', { month: format.month(shown.month) })}</p>
              <p className="not-printed">{say('empty_help')}</p>
            </>
          ) : (
            <>
              <Approvals report={shown} />
              <Booked report={shown} />
            </>
          )}
        </>
      )}
    </Shown>
  )
}

const isEmpty = ({ approved, booked }: Report) =>
  approved.count === 0 && approved.logged === 0 && approved.archived === 0 && booked.count === 0
