import type { Clock } from '@bilagsbro/kernel/clock'
import { createAcknowledge, createRead, createSnooze } from './application/act-on-alert.ts'
import { createJudgeBroker } from './application/judge-broker.ts'
import { createJudgeOrganizations } from './application/judge-organizations.ts'
import { createJudgePlatform } from './application/judge-platform.ts'
import type { AlertBook } from './application/ports/alert-book.ts'
import type { Broker } from './application/ports/broker.ts'
import type { FactStore } from './application/ports/fact-store.ts'
import type { Inbox } from './application/ports/inbox.ts'
import type { ThresholdStore } from './application/ports/threshold-store.ts'

export interface Ports {
  readonly facts: FactStore
  readonly book: AlertBook
  readonly broker: Broker
  readonly inbox: Inbox
  readonly thresholds: ThresholdStore
  readonly clock: Clock
  /** How long an alert gathers before it is told. */
  readonly gatherMs: number
}

export type UseCases = ReturnType<typeof createApp>

export function createApp(ports: Ports) {
  return {
    facts: ports.facts,
    inbox: ports.inbox,
    thresholds: ports.thresholds,
    judgeOrganizations: createJudgeOrganizations(ports),
    judgeBroker: createJudgeBroker(ports),
    judgePlatform: createJudgePlatform(ports),
    acknowledge: createAcknowledge(ports),
    snooze: createSnooze(ports),
    read: createRead(ports),
  }
}
