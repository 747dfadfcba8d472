import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * The files that take longest, the longest first. They mostly wait, and are short: by their size they would begin last,
 * and everything would wait for them.
 */
export const longest = [
  'packages/posting-engine/src/crash-points.int.test.ts',
  'services/orchestrator/src/application/sync.model.int.test.ts',
  'packages/posting-engine/src/run-adapter-service.int.test.ts',
  'services/orchestrator/src/orchestrator.int.test.ts',
  'services/rest-adapter/src/look-up-contract.int.test.ts',
  'services/orchestrator/src/replicas.int.test.ts',
  'services/dynamics-adapter/src/contract.int.test.ts',
  'services/dynamics-adapter/src/flight.int.test.ts',
  'services/config/src/adapters/http/routes.int.test.ts',
  'deploy-image.test.ts',
  'services/status-query/src/routes.int.test.ts',
  'services/status-query/src/audit/archives/archive.int.test.ts',
  'services/rest-adapter/src/promise-contract.int.test.ts',
  'services/xledger-adapter/src/contract.int.test.ts',
  'services/alerting/src/alerting.int.test.ts',
  'services/orchestrator/src/adapters/http/routes.int.test.ts',
  'services/config/src/adapters/http/wizard.int.test.ts',
  'packages/posting-engine/src/application/engine.int.test.ts',
  'services/config/src/commands/keys.int.test.ts',
  'services/status-query/src/audit/tampering.int.test.ts',
  'packages/messaging/src/consumer.int.test.ts',
  'packages/messaging/src/watchdog.int.test.ts',
  'packages/messaging/src/outbox.int.test.ts',
  'services/status-query/src/rebuild/rebuild.int.test.ts',
  'services/status-query/src/killed.int.test.ts',
  'services/orchestrator/src/handled.int.test.ts',
  'packages/messaging/src/dead-letters.int.test.ts',
  'services/status-query/src/audit/archives/restore.int.test.ts',
  'services/alerting/src/week.int.test.ts',
  'packages/service-kit/src/telemetry.test.ts',
  // A stack computes while it starts, and a browser waits: they take turns.
  'packages/local-stack/src/survival.e2e.test.ts',
  'packages/local-stack/src/start-stack.e2e.test.ts',
  'services/admin-ui/browser/integrations.browser.test.ts',
  'packages/local-stack/src/ledgers.e2e.test.ts',
  'services/admin-ui/browser/failed.browser.test.ts',
  'packages/local-stack/src/switches.e2e.test.ts',
  'services/admin-ui/browser/record.browser.test.ts',
  'packages/local-stack/src/bad-input.e2e.test.ts',
  'services/admin-ui/browser/log.browser.test.ts',
  'packages/local-stack/src/road.e2e.test.ts',
  'services/admin-ui/browser/alerts.browser.test.ts',
  'packages/local-stack/src/trial.e2e.test.ts',
  'services/admin-ui/browser/period.browser.test.ts',
  'deploy.e2e.test.ts',
  'packages/local-stack/src/one-trace.e2e.test.ts',
]

/** What computes fills the gaps of what waits. */
const projects = ['integration', 'architecture', 'unit']

const placeIn = (order: readonly string[], name: string) =>
  order.includes(name) ? order.indexOf(name) : order.length

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root } = this.ctx.config
    const placed = (await super.sort(files)).map((file) => ({
      file,
      project: placeIn(projects, file.project.name),
      place: placeIn(longest, file.moduleId.slice(root.length + 1)),
    }))
    return placed
      .toSorted((a, b) => a.place - b.place || a.project - b.project)
      .map(({ file }) => file)
  }
}
