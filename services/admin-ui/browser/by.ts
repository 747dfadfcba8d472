import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** How somebody goes about a story. */
type Way = 'mouse' | 'keyboard'
export const ways = ['mouse', 'keyboard'] as const

interface By {
  /** A button or a link. */
  readonly press: (target: Locator) => Promise<void>
  /** A checkbox or a radio. */
  readonly check: (target: Locator) => Promise<void>
  readonly fill: (target: Locator, text: string) => Promise<void>
  /** An option of a `select`, by what it says. */
  readonly choose: (target: Locator, option: string) => Promise<void>
}

/** A person with a mouse, or one who has the keyboard alone: whatever Tab does not reach, that one cannot do. */
export const by = (page: Page, way: Way): By => (way === 'mouse' ? byMouse : byKeyboard(page))

const byMouse: By = {
  press: (target) => target.click(),
  check: (target) => target.check(),
  fill: (target, text) => target.fill(text),
  choose: async (target, option) => {
    await target.selectOption({ label: option })
  },
}

function byKeyboard(page: Page): By {
  const { keyboard } = page
  return {
    async press(target) {
      await reach(page, target)
      await keyboard.press('Enter')
    },
    async check(target) {
      await reach(page, target)
      if (await target.isChecked()) return
      if (await isFocused(target)) await keyboard.press('Space')
      // The radios of a group are one stop, and arrows go between them.
      for (let step = 0; step < mostRadios && !(await target.isChecked()); step++)
        await keyboard.press('ArrowDown')
      await expect.poll(() => target.isChecked(), { timeout: 10_000 }).toBe(true)
    },
    async fill(target, text) {
      await reach(page, target)
      await keyboard.press('ControlOrMeta+a')
      await keyboard.press('Delete')
      await keyboard.type(text)
    },
    async choose(target, option) {
      await reach(page, target)
      const labels = await target.locator('option').allInnerTexts()
      const wanted = labels.indexOf(option)
      expect(labels).toContain(option)
      const index = () => target.evaluate((it) => (it as HTMLSelectElement).selectedIndex)
      for (let at = await index(); at !== wanted; at = await index()) {
        await keyboard.press(at < wanted ? 'ArrowDown' : 'ArrowUp')
        // A page that keeps the choice in its address shows it a moment later.
        await expect.poll(index, { timeout: 10_000 }).not.toBe(at)
      }
    },
  }
}

const mostRadios = 30
/** More than any page has: whoever comes by all of them, and not by the target, never reaches it. */
const mostStops = 250

/** Goes on with Tab, round by the address bar if need be, until the target has focus. */
export async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let stop = 0; stop < mostStops; stop++) {
    if (await isReached(target)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The keyboard does not reach ${String(target)}.`)
}

const isFocused = (target: Locator) => target.evaluate((it) => it === document.activeElement)

const isReached = (target: Locator) =>
  target.evaluate((it) => {
    const now = document.activeElement
    if (it === now) return true
    const isRadio = (one: Element | null): one is HTMLInputElement =>
      one instanceof HTMLInputElement && one.type === 'radio'
    return isRadio(it) && isRadio(now) && it.name === now.name && it.form === now.form
  })
