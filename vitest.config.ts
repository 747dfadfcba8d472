import { defineConfig } from 'vitest/config'

const sources = '{services,packages}/*/src/**/*'

/** What hangs is found all the same; a slow machine is no fault. */
const patience = {
  testTimeout: 300_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 30_000 } },
}

/** Which tests are which: by the suffix of their file (docs/architecture.md, "Tests"). */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'architecture',
          include: ['*.test.ts'],
          exclude: ['*.e2e.test.ts'],
          ...patience,
        },
      },
      {
        test: {
          name: 'unit',
          include: [`${sources}.test.ts`],
          exclude: ['**/*.int.test.ts', '**/*.e2e.test.ts', '**/node_modules/**'],
          ...patience,
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
          // They wait more than they compute.
          maxWorkers: 4,
        },
      },
      {
        test: {
          name: 'stack',
          include: [`${sources}.e2e.test.ts`, '*.e2e.test.ts'],
          ...patience,
          testTimeout: 300_000,
          hookTimeout: 180_000,
          // Each has servers of its own.
          maxWorkers: 2,
        },
      },
    ],
  },
})
