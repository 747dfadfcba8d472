import type { Page } from 'playwright-core'

/** Has a page hear that records and runs of an organisation have changed, so many times: tabs of a browser pass hints on. */
export async function hint(page: Page, organizationId: string, times = 1): Promise<void> {
  const channel = `bilagsbro.live /api/status-query/organizations/${organizationId}/changes`
  const news = { kind: 'changed', organizationId, kinds: ['records', 'runs'] }
  await page.evaluate(
    ({ channel, news, times }) => {
      const stream = new BroadcastChannel(channel)
      for (let at = 0; at < times; at++) stream.postMessage(news)
      stream.close()
    },
    { channel, news, times },
  )
}
