import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** The rules that a page breaks, each with where: of all that axe knows, with no rule left out. */
export async function accessibilityFaults(page: Page): Promise<string[][]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return violations.map(({ id, nodes }) => [id, ...nodes.map(({ target }) => target.join(' '))])
}
