import { readFile, readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { BrowserContext } from 'playwright-core'

const mediaTypes: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** A built file's name without the hash in it. */
const stem = (file: string): string => file.replace(/-[\w-]{8}(?=\.\w+$)/, '')

/**
 * Shows the pages that `PAGES_BUILD` holds in place of those of the running stack, so that several people who write
 * pages can share one. Data, sign-in and the policy of the page come from the stack. Without the variable nothing changes.
 */
export async function showBuiltHere(context: BrowserContext): Promise<void> {
  const folder = process.env['PAGES_BUILD']
  if (!folder) return
  await context.route('**/assets/*', async (route) => {
    const wanted = stem(new URL(route.request().url()).pathname.slice('/assets/'.length))
    const file = (await readdir(join(folder, 'assets'))).find((each) => stem(each) === wanted)
    if (!file) return route.continue()
    await route.fulfill({
      contentType: mediaTypes[extname(file)] ?? 'application/octet-stream',
      body: await readFile(join(folder, 'assets', file)),
    })
  })
}
