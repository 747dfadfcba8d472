import type { Page } from 'playwright-core'

/**
 * The processor time that the page's own thread has used, in milliseconds; asked again, since it was asked last. A busy
 * machine does not change it.
 */
export async function watchPageCpu(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  let before = 0
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    const total = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
    const used = (total - before) * 1_000
    before = total
    return used
  }
}
