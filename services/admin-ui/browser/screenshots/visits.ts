import type { Page } from 'playwright-core'
import type { PicturedPage, Visit } from './pictured-page.ts'

const reads = '**/api/**'
const hints = '**/changes'

const never = async (page: Page, address: string) => void (await page.route(address, () => {}))
const fails = async (page: Page, address: string) =>
  void (await page.route(address, (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        code: 'database.unavailable',
        title: 'Tjenesten får ikke lest dataene sine akkurat nå',
      }),
    }),
  ))

/** Longer than a page waits before it says that its figures are old. */
const silenceMs = 31_000

/** What can happen to every page whose figures are read from services. */
const network = ({ part }: PicturedPage): Partial<Visit>[] => [
  { state: 'lastes', before: (page) => never(page, reads) },
  { state: 'feilet', before: (page) => fails(page, reads) },
  ...(part ? [{ state: 'delvis', before: (page: Page) => fails(page, part) }] : []),
  {
    state: 'utdatert',
    async before(page) {
      await page.clock.install()
      await page.route(hints, (route) => route.abort())
    },
    async act(page) {
      const told = page.getByText(/Mistet kontakten|Mista kontakten|Connection lost/)
      // Time counts from when the page has heard that the link is lost, which may be later than its heading.
      for (let tries = 0; tries < 10 && !(await told.isVisible()); tries++) {
        await page.clock.fastForward(silenceMs)
        await told.waitFor({ timeout: 1_000 }).catch(() => undefined)
      }
      await told.waitFor()
    },
  },
]

/** All states of a page, as visits. */
export function visitsOf(pictured: PicturedPage): Visit[] {
  const { user, path, empty, refused, more = [] } = pictured
  return [
    { state: 'som den er' },
    ...(empty ? [{ state: 'tom', ...empty }] : []),
    ...(refused ? [{ state: 'uten tilgang', ...refused }] : []),
    ...(user ? network(pictured) : []),
    ...more,
  ].map((visit) => ({ state: '', user, path, ...visit }))
}
