import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { large } from '@bilagsbro/local-stack/bench/queries/filling'
import { percentile } from '@bilagsbro/local-stack/load/percentile'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { longestTask, watchLongTasks } from './long-tasks.ts'
import { watchPageCpu } from './page-cpu.ts'

export interface PagesResult {
  /** From the address to a page whose button may be pressed, in a browser that has nothing of it yet. */
  readonly interactiveMs: {
    readonly loads: number
    readonly median: number
    readonly worst: number
    /** Of the page's thread. */
    readonly cpu: number
  }
  readonly gzipKb: { readonly script: number; readonly css: number }
  /** Milliseconds. */
  readonly longestTask: { readonly scroll: number; readonly filter: number; readonly live: number }
  readonly failed: {
    readonly records: number
    readonly pages: number
    readonly p50Ms: number
    readonly worstMs: number
    /** Of the page's thread, a page. */
    readonly cpuMs: number
    readonly longestTask: number
  }
}

interface Bench {
  readonly browser: Browser
  readonly address: string
  /** Has hints sent to the pages for so long as the page is looked at. */
  readonly whileRecordsFlow: (look: () => Promise<void>) => Promise<void>
  readonly failedPages: number
}

const loads = 9

/** Measures the pages as a platform administrator meets them. */
export async function measurePages(bench: Bench): Promise<PagesResult> {
  const { browser, address } = bench
  const signedIn = await signIn(browser, address)
  const interactive = await timeLoads(browser, address, signedIn)
  const context = await browser.newContext({ baseURL: address, storageState: signedIn })
  const page = await context.newPage()
  await watchLongTasks(page)
  const overview = await measureOverview(page, bench)
  const failed = await measureFailed(page, bench.failedPages)
  await context.close()
  return { interactiveMs: interactive, gzipKb: builtSizes(), longestTask: overview, failed }
}

async function signIn(browser: Browser, address: string) {
  const context = await browser.newContext({ baseURL: address })
  const page = await context.newPage()
  await page.goto('/auth/sign-in?to=/')
  await page.locator('button[value="demo-global-admin"]').click()
  await page.locator('h1').waitFor()
  const state = await context.storageState()
  await context.close()
  return state
}

/** Each in a context of its own: nothing is in its cache. The first warms up the server, and does not count. */
async function timeLoads(
  browser: Browser,
  address: string,
  storageState: Awaited<ReturnType<BrowserContext['storageState']>>,
): Promise<PagesResult['interactiveMs']> {
  const taken: number[] = []
  const used: number[] = []
  for (let load = 0; load <= loads; load++) {
    const context = await browser.newContext({ baseURL: address, storageState })
    const page = await context.newPage()
    const cpu = await watchPageCpu(page)
    await page.goto('/organisasjoner', { waitUntil: 'commit' })
    const row = page.getByRole('rowheader').first()
    await row.waitFor()
    taken.push(await page.evaluate(() => performance.now()))
    used.push(await cpu())
    await context.close()
  }
  const counted = taken.slice(1).toSorted((a, b) => a - b)
  return {
    loads,
    median: Math.round(percentile(counted, 0.5)),
    worst: Math.round(counted.at(-1) ?? 0),
    cpu: Math.round(
      percentile(
        used.slice(1).toSorted((a, b) => a - b),
        0.5,
      ),
    ),
  }
}

async function measureOverview(page: Page, bench: Bench): Promise<PagesResult['longestTask']> {
  await page.goto('/organisasjoner')
  await page.getByRole('rowheader').first().waitFor()
  await longestTask(page)
  for (let turn = 0; turn < 30; turn++) await page.mouse.wheel(0, turn < 15 ? 400 : -400)
  const scroll = await longestTask(page)
  await page.getByRole('searchbox').fill('Lokallag 1')
  await page.keyboard.press('Enter')
  await page.waitForURL('**q=Lokallag**')
  await page.getByRole('rowheader', { name: 'Lokallag 1', exact: true }).first().waitFor()
  await page.getByLabel('System').selectOption('dynamics')
  await page.waitForURL('**system=**')
  const filter = await longestTask(page)
  await page.goto('/organisasjoner')
  await page.getByRole('rowheader').first().waitFor()
  await longestTask(page)
  let live = 0
  await bench.whileRecordsFlow(async () => {
    live = Math.max(live, await longestTask(page))
  })
  return { scroll, filter, live: Math.max(live, await longestTask(page)) }
}

async function measureFailed(page: Page, most: number): Promise<PagesResult['failed']> {
  await page.goto(`/organisasjoner/${large}/bilag?status=failed`)
  const caption = page.getByRole('table').locator('caption')
  await caption.waitFor()
  const records = Number(
    /[\d\s\u00a0]{4,}/.exec(await caption.innerText())?.[0].replaceAll(/\D/g, ''),
  )
  await longestTask(page)
  const cpu = await watchPageCpu(page)
  await cpu()
  const taken: number[] = []
  while (taken.length < most) {
    const first = page.getByRole('rowheader').first()
    const before = await first.innerText()
    const next = page.getByRole('button', { name: 'Neste' })
    if (!(await next.isVisible())) break
    const started = performance.now()
    await next.click()
    await page.waitForFunction(
      (text) => document.querySelector('tbody th')?.textContent?.trim() !== text,
      before.trim(),
    )
    taken.push(performance.now() - started)
  }
  const sorted = taken.toSorted((a, b) => a - b)
  return {
    records,
    pages: taken.length,
    p50Ms: Math.round(percentile(sorted, 0.5)),
    worstMs: Math.round(sorted.at(-1) ?? 0),
    cpuMs: Math.round((await cpu()) / Math.max(1, taken.length)),
    longestTask: await longestTask(page),
  }
}

/** What the first page asks for, as it is sent. */
function builtSizes(): PagesResult['gzipKb'] {
  const assets = join(import.meta.dirname, '../../dist/assets')
  // The second script is fetched behind the first page.
  const size = (form: RegExp) =>
    statSync(
      join(
        assets,
        readdirSync(assets).find((file) => form.test(file))!,
      ),
    ).size / 1024
  return {
    script: Math.round(size(/^index-.*\.js\.gz$/)),
    css: Math.round(size(/\.css\.gz$/)),
  }
}
