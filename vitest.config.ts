import { defineConfig } from 'vitest/config'
import { LongestFirst } from './vitest.sequencer.ts'

const sources = '{services,packages}/*/src/**/*'
/** The pages themselves, which run in a browser; what needs none is tested without. */
const pages = 'services/admin-ui/web/**/*'

/** What hangs is found all the same; a slow machine is no fault. */
const patience = {
  testTimeout: 300_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 30_000 } },
}

/**
 * One pool: integration tests wait more than they compute, so that eight of them keep two cores busy. A worker
 * loads what all files need once, and every module of ours anew for each file.
 */
const together = { maxWorkers: 8, isolate: false }

/** Another pool, in which stacks start, stop and wait beside the windows of Chromium: more of either would take memory. */
const wholeStacks = { maxWorkers: 3 }

/** Which tests are which: by the suffix of their file (docs/architecture.md, "Tests"). */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'architecture',
          include: ['*.test.ts'],
          exclude: ['*.e2e.test.ts'],
          ...patience,
          ...together,
        },
      },
      {
        test: {
          name: 'unit',
          include: [`${sources}.test.ts`, `${pages}.test.ts`],
          exclude: ['**/*.{int,e2e,browser}.test.ts', '**/node_modules/**'],
          ...patience,
          ...together,
        },
      },
      {
        test: {
          name: 'integration',
          include: [`${sources}.int.test.ts`],
          globalSetup: './vitest.infrastructure.ts',
          ...patience,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          ...together,
        },
      },
      {
        test: {
          name: 'stack',
          include: [`${sources}.e2e.test.ts`, '*.e2e.test.ts'],
          ...patience,
          testTimeout: 300_000,
          hookTimeout: 180_000,
          ...wholeStacks,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['services/admin-ui/browser/*.browser.test.ts'],
          globalSetup: './vitest.browser.ts',
          ...patience,
          ...wholeStacks,
        },
      },
    ],
  },
})
