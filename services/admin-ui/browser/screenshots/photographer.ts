import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { accessibilityFaults } from '../axe.ts'
import { showBuiltHere } from '../built-here.ts'
import type { Visit } from './pictured-page.ts'

const themes = ['light', 'dark'] as const
const widths = [320, 768, 1280] as const

export interface Picture {
  readonly page: string
  readonly state: string
  readonly theme: (typeof themes)[number]
  readonly width: number
  /** Inside the folder of pictures. */
  readonly file: string
}

interface Options {
  readonly address: string
  readonly language: string
  readonly folder: string
  /** Told what is wrong with a page that was visited. */
  readonly complain: (fault: string) => void
}

/** Visits pages, takes pictures and has axe look at them. Each person signs in once. */
export function createPhotographer(browser: Browser, options: Options) {
  const { address, language, folder, complain } = options
  const contexts = new Map<string | undefined, Promise<BrowserContext>>()
  const contextOf = (user: string | undefined) => {
    const known = contexts.get(user) ?? openFor(user)
    contexts.set(user, known)
    return known
  }
  async function openFor(user: string | undefined): Promise<BrowserContext> {
    const context = await browser.newContext({
      baseURL: address,
      locale: 'nb-NO',
      reducedMotion: 'reduce',
      colorScheme: 'light',
    })
    await context.addInitScript((chosen) => {
      localStorage.setItem('bilagsbro.language', chosen)
    }, language)
    await showBuiltHere(context)
    if (user) await signIn(await context.newPage(), user)
    return context
  }

  /** Everything of one visit: each theme at each width, without coming anew. */
  return async (name: string, visit: Visit): Promise<Picture[]> => {
    const context = await contextOf(visit.user)
    const path = await addressOf(context, visit.path)
    const page = await context.newPage()
    await using _closed = { [Symbol.asyncDispose]: () => page.close() }
    await visit.before?.(page)
    await page.goto(path)
    await page.locator('h1').waitFor()
    await visit.act?.(page)
    await settled(page)
    // A dialog lies over what is seen of the page, not over all of it.
    const fullPage = !(await page.getByRole('dialog').or(page.getByRole('alertdialog')).isVisible())
    const taken: Picture[] = []
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme })
        const file = join(slug(name), `${slug(visit.state)}-${theme}-${width}.png`)
        mkdirSync(join(folder, slug(name)), { recursive: true })
        await page.screenshot({ path: join(folder, file), fullPage, animations: 'disabled' })
        taken.push({ page: name, state: visit.state, theme, width, file })
        if (width === widths[0])
          for (const fault of await faultsOf(page)) complain(`${theme}: ${fault}`)
      }
    }
    return taken
  }
}

/** Where the first row of the list leads, if the path names it so. */
async function addressOf(context: BrowserContext, path: string): Promise<string> {
  if (!path.includes('/*')) return path
  const page = await context.newPage()
  await using _closed = { [Symbol.asyncDispose]: () => page.close() }
  await page.goto(path.replace('/*', ''))
  const first = page.getByRole('rowheader').getByRole('link').first()
  return (await first.getAttribute('href'))!
}

/** Found where a page is narrowest: nothing is left out there. */
async function faultsOf(page: Page): Promise<string[]> {
  // Paper is never so narrow.
  const over = await page.evaluate(() =>
    matchMedia('print').matches ? 0 : document.documentElement.scrollWidth - innerWidth,
  )
  const found = (await accessibilityFaults(page)).map((fault) => fault.join(' '))
  return over > 0 ? [...found, `runs ${over} px over the side`] : found
}

async function signIn(page: Page, user: string): Promise<void> {
  await page.goto('/auth/sign-in?to=/logget-ut')
  await page.locator(`button[value="${user}"]`).click()
  await page.locator('h1').waitFor()
  await page.close()
}

/** Streams stay open, so that the network is never idle: a page is there when nothing on it has changed for a while. */
const settled = (page: Page) =>
  page.evaluate(
    (quietMs) =>
      new Promise<void>((resolve) => {
        const done = () => {
          watch.disconnect()
          resolve()
        }
        let timer = setTimeout(done, quietMs)
        const watch = new MutationObserver(() => {
          clearTimeout(timer)
          timer = setTimeout(done, quietMs)
        })
        watch.observe(document.body, { subtree: true, childList: true, characterData: true })
        setTimeout(done, 10 * quietMs)
      }),
    700,
  )

const slug = (text: string) => text.toLowerCase().replaceAll(/[^a-zæøå0-9]+/g, '-')
