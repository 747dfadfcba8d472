import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import chromium, { inflate } from '@sparticuz/chromium'
import { chromium as playwright, type Browser } from 'playwright-core'

const packed = (file: string) =>
  join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../bin', file)

/** Unpacks it where it is not yet: by one process, before several ask for it. */
export const unpackChromium = async (): Promise<string> => {
  // What it links to comes with it, too: a bare machine has no NSS.
  await inflate(packed('al2023.tar.br'))
  return chromium.executablePath()
}

/**
 * A Chromium from npm alone. Of the options that come with it, some switch off what protects the pages, and one puts all
 * tabs into one process: none are used.
 */
export const openChromium = async (): Promise<Browser> =>
  playwright.launch({
    executablePath: await unpackChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(tmpdir(), 'al2023', 'lib'),
      FONTCONFIG_PATH: join(tmpdir(), 'fonts'),
    },
  })
