import { Button } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { addresses } from '../../shared/addresses.ts'
import { readAgain } from '../../shared/api/read.ts'
import { useAnnounce } from '../../shared/live/status.tsx'
import type { Status } from '../../shared/organizations/status.ts'
import { ShownOutcome, type Outcome } from '../../shared/parts/outcome.tsx'
import { To } from '../../shared/parts/to.tsx'
import { RunOutcome, RunProgress } from '../../shared/runs/run-progress.tsx'
import type { Run } from '../../shared/runs/words.ts'
import { useTexts } from '../../shared/texts/language.tsx'
import { ConfirmRun, type Plan } from './confirm-run.tsx'
import { askRunPlan, startRun } from './queries.ts'
import { texts } from './texts.ts'

const outcomeId = 'run-outcome'
const busyId = 'run-busy'

/** Starts a run by hand: says first how many go and how many stay, and then what became of them. */
export function RunNow({ status }: { status: Status }) {
  const say = useTexts(texts)
  const queries = useQueryClient()
  const announce = useAnnounce()
  const { organizationId: org, connector, activeRun } = status
  const [plan, setPlan] = useState<Plan>()
  const [isPlanning, setPlanning] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>()
  const [own, setOwn] = useState<Run>()
  const running = own ?? (activeRun && isByHand(activeRun) ? activeRun : undefined)

  const ask = async () => {
    if (running || isPlanning) return
    setOutcome(undefined)
    if (!connector?.enabled) {
      announce('own', say('run_off'))
      return setOutcome({ kind: 'done', isNothing: true, text: <RunOff organizationId={org} /> })
    }
    setPlanning(true)
    try {
      setPlan(await askRunPlan(org))
    } catch (error) {
      setOutcome({ kind: 'failed', error: error as Error })
    } finally {
      setPlanning(false)
    }
  }
  const begin = async ({ planId }: Plan, key: string) => {
    const run = await startRun(org, planId, key)
    setPlan(undefined)
    setOwn(run)
    announce('own', say('started'))
    void readAgain(queries, { organizationId: org, kinds: ['runs', 'records'] })
  }
  const end = (run: Run) => {
    setOwn(undefined)
    const text = <RunOutcome run={run} organizationId={org} />
    setOutcome({ kind: 'done', text })
    void readAgain(queries, { organizationId: org, kinds: ['runs', 'records'] })
  }
  return (
    <div className="run-now">
      <Button
        onClick={() => void ask()}
        aria-disabled={running || isPlanning ? true : undefined}
        aria-describedby={[running && busyId, outcome && outcomeId].filter(Boolean).join(' ')}
      >
        {say('run_now')}
      </Button>
      {isPlanning && <p>{say('planning')}</p>}
      {running && (
        <RunProgress run={running} organizationId={org} id={busyId} {...(own && { onEnd: end })} />
      )}
      <ShownOutcome id={outcomeId} outcome={outcome} dismiss={() => setOutcome(undefined)} />
      {plan && (
        <ConfirmRun
          plan={plan}
          isUnderWay={activeRun !== undefined}
          confirm={(key) => begin(plan, key)}
          close={() => setPlan(undefined)}
        />
      )}
    </div>
  )
}

/** Why nothing went, and where that is changed. */
function RunOff({ organizationId }: { organizationId: string }) {
  const say = useTexts(texts)
  return (
    <>
      {say('run_off')} <To address={addresses.integrations(organizationId)}>{say('to_switch')}</To>
    </>
  )
}

/** The others go on by themselves, and do not stand in the way. */
const isByHand = ({ trigger }: Run) => trigger === 'manual' || trigger === 'retry'
