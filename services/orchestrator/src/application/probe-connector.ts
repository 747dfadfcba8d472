import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Organization } from '#domain/organization.ts'
import type { RecordKey } from '#domain/record.ts'
import { dispatchProbe, dispatchTrial } from './dispatch.ts'
import type { Asked, Once } from './once.ts'
import type { Policy } from './policy.ts'
import { refusalOfConnector, tryAgain } from './start-run.ts'

export interface ProbedConnector {
  /** The record that shows whether the connector works again; nothing where no record waits. */
  readonly probe?: Pick<RecordKey, 'recordId' | 'revision'>
}

/** Probes a suspended connector at once, for a person who does not wait for the pause to pass. One probe goes at a time. */
export function createProbeConnector({ once, policy }: { once: Once; policy: Policy }) {
  return (asked: Asked): Promise<Result<ProbedConnector, Refusal>> =>
    once(asked, async ({ unit, batch, organization }) => {
      const { organizationId, suspension } = organization
      const refusal = refusalOfConnector(organization)
      if (refusal) return err(refusal)
      if (!suspension) return err(notSuspended)
      if (suspension.probe) return ok(shown(suspension.probe))
      tryAgain(batch, organization)
      await dispatchTrial(unit, batch, organizationId, policy)
      await dispatchProbe(unit, batch, organizationId, policy)
      return ok(shown(goingFirst(batch.organization(organizationId))))
    })
}

/** The record that shows whether the connector works: its probe, or the trial. */
const goingFirst = ({ suspension, trial }: Organization): RecordKey | undefined =>
  suspension?.probe ?? (trial?.kind === 'sent' ? trial.record : undefined)

const shown = (probe: RecordKey | undefined): ProbedConnector =>
  probe ? { probe: { recordId: probe.recordId, revision: probe.revision } } : {}

const notSuspended: Refusal = { kind: 'conflict', code: 'connector.not_suspended' }
