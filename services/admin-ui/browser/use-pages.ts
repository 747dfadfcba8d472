import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import type { StackFile } from '@bilagsbro/local-stack/stack-file'
import { accessibilityFaults } from './axe.ts'
import { showBuiltHere } from './built-here.ts'
import { openChromium } from './chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    stack: StackFile
  }
}

/** One browser for a file of tests; each test has windows of its own, in which nobody is signed in. */
export function usePages() {
  const stack = inject('stack')
  const address = stack.services['admin-ui']!.url
  let browser: Browser
  const contexts: BrowserContext[] = []
  const faults: string[] = []
  beforeAll(async () => {
    browser = await openChromium()
  })
  afterAll(() => browser?.close())
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close()
    // What the browser complained of: scripts that failed, what the policy kept out, texts that were missing.
    expect(faults.splice(0)).toEqual([])
  })

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({
      baseURL: address,
      locale: 'nb-NO',
      reducedMotion: 'reduce',
      ...options,
    })
    contexts.push(context)
    context.setDefaultTimeout(30_000)
    await showBuiltHere(context)
    const page = await context.newPage()
    page.on('pageerror', (error) => faults.push(String(error)))
    page.on('console', (message) => {
      // An answer of 401 or 404 is the page's affair, and is shown there.
      if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
        faults.push(message.text())
    })
    return page
  }
  return {
    stack,
    address,
    open,
    /** A window in which a demo user is signed in, at one of our pages. */
    async signedIn(user: string, path = '/', options?: BrowserContextOptions): Promise<Page> {
      const page = await open(options)
      await page.goto(`/auth/sign-in?${new URLSearchParams({ to: path }).toString()}`)
      await page.locator(`button[value="${user}"]`).click()
      await page.waitForURL((url) => url.origin === address && !url.pathname.startsWith('/auth/'))
      return page
    },
  }
}

/** No fault that axe knows of, with no rule left out. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([])
}
