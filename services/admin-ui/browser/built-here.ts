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
  /** As the stack's page calls the first script: the second imports it, and it must not be run twice. */
  let first = ''
  await context.route('**/assets/*', async (route) => {
    const asked = new URL(route.request().url()).pathname.slice('/assets/'.length)
    const files = await readdir(join(folder, 'assets'))
    const file = files.find((each) => stem(each) === stem(asked))
    if (!file) return route.continue()
    if (stem(file) === 'index.js') first = asked
    const body = await readFile(join(folder, 'assets', file))
    const entry = files.find((each) => stem(each) === 'index.js')!
    await route.fulfill({
      contentType: mediaTypes[extname(file)] ?? 'application/octet-stream',
      body: extname(file) === '.js' ? body.toString().replaceAll(entry, first) : body,
    })
  })
}
