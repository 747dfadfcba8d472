import { fill, filled } from '@bilagsbro/local-stack/bench/queries/filling'
import { runCommand } from '@bilagsbro/local-stack/commands/command'
import { demoOrganizations, waiving } from '@bilagsbro/local-stack/demo-organizations'
import { readNumbers } from '@bilagsbro/local-stack/load/arguments'
import { openSession } from '@bilagsbro/local-stack/load/session'
import { publishSteadily } from '@bilagsbro/local-stack/load/steady-rate'
import { table } from '@bilagsbro/local-stack/load/table'
import { timedReport } from '@bilagsbro/local-stack/report'
import { startStack } from '@bilagsbro/local-stack/start-stack'
import { measurePages, type PagesResult } from './bench/measure-pages.ts'
import { openChromium } from './chromium.ts'

const flow = { perSecond: 50, seconds: 15 }
/** So many that 10,000 records of the large organisation have failed; the log is not what is measured here. */
const size = { ...filled, entries: 1_080_000 }

await runCommand(async () => {
  const args = process.argv.slice(2).filter((arg) => arg !== '--pages')
  const { json, 'failed-pages': failedPages } = readNumbers({ 'failed-pages': 200 }, args)
  const report = timedReport()
  const entered = demoOrganizations('').length
  await using stack = await startStack({
    fresh: true,
    pages: true,
    report,
    organizations: (url) => demoOrganizations(url).map(waiving('What is measured is the pages.')),
  })
  report(`filling in ${size.organizations} organisations, one with 10,000 failed records`)
  await fill(stack, entered, { size, withLog: false })
  await using session = await openSession(stack, 1)
  const browser = await openChromium()
  await using _browser = { [Symbol.asyncDispose]: () => browser.close() }
  report('opening, scrolling, filtering, and paging')
  const result = await measurePages({
    browser,
    address: stack.addresses().services['admin-ui']!.url,
    failedPages,
    async whileRecordsFlow(look) {
      let isOver = false
      const flowing = publishSteadily(session, { prefix: 'flow', ...flow }).finally(() => {
        isOver = true
      })
      while (!isOver) await look()
      await flowing
    },
  })
  process.stdout.write(text(result))
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`)
})

function text({ interactiveMs, gzipKb, longestTask, failed }: PagesResult): string {
  return `\n${table({
    [`first page interactive, ms (median of ${interactiveMs.loads})`]: interactiveMs.median,
    'the same, ms of processor time': interactiveMs.cpu,
    'script, kB gzip': gzipKb.script,
    'css, kB gzip': gzipKb.css,
  })}\nThe longest task on the overview of ${size.organizations} organisations, ms (0: none over 50)\n${table(
    {
      scrolling: longestTask.scroll,
      'searching and filtering': longestTask.filter,
      [`while ${flow.perSecond} records/s flow`]: longestTask.live,
    },
  )}\nThrough ${failed.pages} pages of ${failed.records} failed records\n${table({
    'p50 ms a page': failed.p50Ms,
    'worst ms a page': failed.worstMs,
    'ms of processor time a page': failed.cpuMs,
    'longest task, ms': failed.longestTask,
  })}\n`
}
