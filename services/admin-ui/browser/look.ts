import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { showBuiltHere } from './built-here.ts'
import { openChromium } from './chromium.ts'

/**
 * A picture of a page of the stack that runs, for whoever writes it:
 * `node services/admin-ui/browser/look.ts --user demo-admin-hlf --path /organisasjoner/hlf --out page.png`.
 */
const { values } = parseArgs({
  options: {
    user: { type: 'string' },
    path: { type: 'string', default: '/' },
    out: { type: 'string', default: 'page.png' },
    width: { type: 'string', default: '1280' },
    theme: { type: 'string', default: 'light' },
    language: { type: 'string', default: 'nb' },
    press: { type: 'string', multiple: true, default: [] },
    stack: { type: 'string', default: '.bilagsbro/stack.json' },
  },
})
const { services } = JSON.parse(readFileSync(values.stack, 'utf8')) as {
  services: Record<string, { url: string }>
}
const browser = await openChromium()
const context = await browser.newContext({
  baseURL: services['admin-ui']!.url,
  locale: 'nb-NO',
  viewport: { width: Number(values.width), height: 900 },
})
await showBuiltHere(context)
const page = await context.newPage()
page.on('pageerror', (error) => process.stderr.write(`${error.stack}\n`))
page.on('console', (message) => process.stderr.write(`${message.type()}: ${message.text()}\n`))
await page.addInitScript(
  ([theme, language]) => {
    localStorage.setItem('bilagsbro.theme', theme!)
    localStorage.setItem('bilagsbro.language', language!)
  },
  [values.theme, values.language],
)
if (values.user) {
  await page.goto(`/auth/sign-in?${new URLSearchParams({ to: values.path }).toString()}`)
  await page.locator(`button[value="${values.user}"]`).click()
} else await page.goto(values.path)
// Streams stay open: the page is there when its heading is, and nothing is being read any more.
await page.locator('h1').waitFor()
for (const name of values.press) await page.getByRole('button', { name }).click()
await page.waitForTimeout(1_500)
await page.screenshot({ path: values.out, fullPage: true })
await browser.close()
