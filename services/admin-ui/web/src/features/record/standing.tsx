import { Heading } from '@navikt/ds-react'
import type { ReactNode } from 'react'
import { addresses } from '../../shared/addresses.ts'
import type { Status } from '../../shared/organizations/status.ts'
import { To } from '../../shared/parts/to.tsx'
import { useFailureWords } from '../../shared/records/failures.ts'
import { StatusWord } from '../../shared/records/status-word.tsx'
import { useWhy } from '../../shared/records/why.ts'
import { connectorNames } from '../../shared/runs/connectors.ts'
import { usePerson } from '../../shared/session/person.ts'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import type { May } from './may.ts'
import type { Revision, Which } from './queries.ts'
import { Ways } from './ways.tsx'
import { LookUps } from './look-ups.tsx'
import { texts } from './standing-texts.ts'
import { useHelp } from './use-help.ts'

interface StandingProps {
  readonly which: Which
  readonly shown: Revision
  readonly may: May
  readonly connector: Status['connector']
  /** What can be done about it. */
  readonly children: ReactNode
}

/** Where the record stands, why, and what is done about it. */
export function Standing({ which, shown, may, connector, children }: StandingProps) {
  const say = useTexts(texts)
  const why = useWhy()(shown)
  const system = connector ? connectorNames[connector.type] : say('ledger')
  const help = useHelp(system)(shown, may)
  const { status, failure } = shown
  const { said } = useFailureWords()
  return (
    <section aria-labelledby="standing" className="record-standing">
      <Heading level="2" size="small" id="standing">
        {say('title')}: <StatusWord status={status} size="medium" />
      </Heading>
      {why && <p className="record-why">{why}</p>}
      {help && <p>{help}</p>}
      {failure && status !== 'posted' && (
        <p>
          {say('answer')}{' '}
          <span lang="en" className="less">
            {said(failure.message)}
          </span>
        </p>
      )}
      <Told which={which} shown={shown} />
      {may.settle && <LookUps which={which} system={system} />}
      <Ways which={which} shown={shown} connector={connector} />
      {children}
    </section>
  )
}

/** What people decided about it, and which other versions it has to do with. */
function Told({ which, shown }: { which: Which; shown: Revision }) {
  const say = useTexts(texts)
  const format = useFormat()
  const person = usePerson()
  const { organizationId, recordId } = which
  const { handled, moved, corrects, correctedBy, mode } = shown
  const toRevision = (revision: number, text: string) => (
    <p>
      <To address={addresses.record(organizationId, recordId, revision)}>{text}</To>
    </p>
  )
  return (
    <>
      {handled && <Handled handled={handled} />}
      {mode === 'draft' && <p>{say('draft')}</p>}
      {moved && (
        <p>
          {moved.by
            ? say('moved', {
                from: format.day(moved.from),
                to: format.day(moved.to),
                who: person(moved.by),
              })
            : say('moved_by_rule', { from: format.day(moved.from), to: format.day(moved.to) })}
          {moved.note && ` «${moved.note}»`}
        </p>
      )}
      {corrects &&
        toRevision(
          corrects.revision,
          say('corrects', { r: corrects.revision, voucher: corrects.voucherNumber }),
        )}
      {correctedBy &&
        toRevision(
          correctedBy.revision,
          say('corrected', {
            ref: correctedBy.voucherNumber ?? correctedBy.reference ?? '–',
            r: correctedBy.revision,
          }),
        )}
    </>
  )
}

function Handled({ handled }: { handled: NonNullable<Revision['handled']> }) {
  const say = useTexts(texts)
  const format = useFormat()
  const person = usePerson()
  const { at, by, note, voucherNumber } = handled
  const told = by
    ? say('handled', { who: person(by), at: format.moment(at) })
    : say('handled_alone', { at: format.moment(at) })
  return (
    <p>
      {told}
      {note ? `: «${note}»` : '.'}
      {voucherNumber && ` ${say('handled_voucher', { voucher: voucherNumber })}`}
    </p>
  )
}
