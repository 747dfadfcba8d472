import chromium from '@sparticuz/chromium'
import { chromium as playwright, type Browser } from 'playwright-core'

/** Unpacks it where it is not yet: by one process, before several ask for it. */
export const unpackChromium = (): Promise<string> => chromium.executablePath()

/**
 * A Chromium from npm alone. Of the options that come with it, some switch off what protects the pages, and one puts all
 * tabs into one process: none are used.
 */
export const openChromium = async (): Promise<Browser> =>
  playwright.launch({
    executablePath: await unpackChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  })
