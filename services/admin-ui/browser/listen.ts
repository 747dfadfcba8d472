import type { Locator, Page } from 'playwright-core'
import { by, reach } from './by.ts'
import { focusOf, heardOf } from './heard.ts'

/** Longer than two messages of the status element are apart: whatever waits to be said is said. */
const quietMs = 21_000

/**
 * Somebody at the pages who sees nothing: goes about with the keyboard alone, and keeps what is heard step by step, so that
 * one can read it: `browser/transcripts/`. `sagt:` stands before what a live region said by itself.
 */
export async function listen(page: Page) {
  const lines: string[] = []
  const keyboard = by(page, 'keyboard')
  await page.clock.install()
  await page.addInitScript(keepSaid)

  const listener = {
    lines,
    /** Goes to an address, and reads the page when it shows that. */
    visit: async (path: string, shown: Locator): Promise<void> => {
      await page.goto(path)
      await listener.arrive(shown)
    },
    /** Reads the page that somebody has come to, when it shows that. */
    arrive: async (shown: Locator): Promise<void> => {
      await shown.first().waitFor()
      await untilLoaded(page)
      await listener.said()
      lines.push(`— ${await page.title()} —`, ...(await heardOf(page)))
    },
    press: async (target: Locator): Promise<void> => {
      await reach(page, target)
      lines.push('', `> ${await focusOf(page)}`, '> Enter')
      await keyboard.press(target)
    },
    check: async (target: Locator): Promise<void> => {
      await keyboard.check(target)
      lines.push(`> ${await focusOf(page)}`)
    },
    fill: async (target: Locator, text: string): Promise<void> => {
      await reach(page, target)
      lines.push(`> ${await focusOf(page)}`, '> skriver')
      await keyboard.fill(target, text)
    },
    /** Reads a part of the page: that of this role, and name. */
    read: async (role: string, name?: string): Promise<void> => {
      await listener.said()
      lines.push(...(await heardOf(page, role, name)))
    },
    /** Reads the dialog that has opened. */
    dialog: async (shown: Locator, role: 'dialog' | 'alertdialog' = 'dialog'): Promise<void> => {
      await shown.first().waitFor()
      await listener.read(role)
      await listener.focus()
    },
    focus: async (): Promise<void> => {
      await listener.said()
      lines.push(`fokus: ${await focusOf(page)}`)
    },
    /** What has been said by itself since, and what was about to be. */
    said: async (): Promise<void> => {
      await page.clock.fastForward(quietMs)
      const said = await page.evaluate(() => (window as unknown as Said).said.splice(0))
      lines.push(...said.map((text) => `sagt: ${text}`))
    },
  }
  return listener
}

/** What is on its way shows its place after a moment; what has come may bring more that is on its way. */
async function untilLoaded(page: Page): Promise<void> {
  const places = page.locator('.aksel-skeleton')
  for (let looks = 0; looks < 2; looks++) {
    await page.clock.fastForward(1_000)
    if ((await places.count()) === 0) continue
    await places.first().waitFor({ state: 'detached' })
    looks = -1
  }
}

interface Said {
  readonly said: string[]
}

/** In the page: keeps, in order, what its live regions say. */
function keepSaid(): void {
  const said: string[] = []
  Object.assign(window, { said })
  const live = '[role=status], [role=alert], [aria-live]'
  const placesOf = ({ target, addedNodes }: MutationRecord): Element[] => {
    const around = (target instanceof Element ? target : target.parentElement)?.closest(live)
    if (around) return [around]
    const added = [...addedNodes].filter((node) => node instanceof Element)
    return added.flatMap((one) => [...(one.matches(live) ? [one] : one.querySelectorAll(live))])
  }
  new MutationObserver((changes) => {
    for (const place of new Set(changes.flatMap(placesOf))) {
      const text = (place as HTMLElement).innerText.replaceAll(/\s+/g, ' ').trim()
      if (text) said.push(text)
    }
  }).observe(document, { childList: true, characterData: true, subtree: true })
}
