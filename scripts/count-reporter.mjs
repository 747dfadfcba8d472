import { writeFileSync } from 'node:fs'

/** Writes how many tests passed, failed and were skipped; what failed outside a test counts as one failure. */
// oxlint-disable-next-line import/no-default-export -- Vitest loads a reporter by its default export.
export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0 }
    for (const module of modules) {
      count.failed += module.errors().length
      for (const suite of module.children.allSuites()) count.failed += suite.errors().length
      for (const test of module.children.allTests()) count[outcome(test)] += 1
    }
    writeFileSync(process.env.BILAGSBRO_COUNT_FILE, JSON.stringify(count))
  }
}

function outcome(test) {
  const { state } = test.result()
  return state === 'passed' || state === 'failed' ? state : 'skipped'
}
