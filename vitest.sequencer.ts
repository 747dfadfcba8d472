import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * The files that take longest, the longest first. They mostly wait, and are short: by their size they would begin last,
 * and everything would wait for them.
 */
export const longest = [
  'packages/posting-engine/src/crash-points.int.test.ts',
  'services/config/src/adapters/http/routes.int.test.ts',
  'services/orchestrator/src/orchestrator.int.test.ts',
  'services/dynamics-adapter/src/flight.int.test.ts',
  'services/dynamics-adapter/src/contract.int.test.ts',
  'packages/posting-engine/src/run-adapter-service.int.test.ts',
  'services/orchestrator/src/replicas.int.test.ts',
  'services/rest-adapter/src/look-up-contract.int.test.ts',
  'services/xledger-adapter/src/contract.int.test.ts',
  'services/rest-adapter/src/promise-contract.int.test.ts',
  'packages/posting-engine/src/application/engine.int.test.ts',
  'packages/messaging/src/watchdog.int.test.ts',
  'services/config/src/commands/keys.int.test.ts',
  'services/orchestrator/src/application/sync.model.int.test.ts',
  'packages/local-stack/src/start-stack.e2e.test.ts',
  'packages/local-stack/src/ledgers.e2e.test.ts',
  'packages/local-stack/src/survival.e2e.test.ts',
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
      .toSorted((a, b) => a.project - b.project || a.place - b.place)
      .map(({ file }) => file)
  }
}
