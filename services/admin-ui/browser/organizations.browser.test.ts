import { expect, test } from 'vitest'
import { by, ways } from './by.ts'
import { hint } from './hints.ts'
import { createOrganization } from './organization.ts'
import { expectAccessible, usePages } from './use-pages.ts'

const pages = usePages()

test('STATUS-2, HEALTH-1: a platform administrator sees a row for each organisation', async () => {
  const page = await pages.signedIn('demo-global-admin')
  await page.getByRole('heading', { level: 1, name: 'Organisasjoner' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/organisasjoner')
  for (const name of ['HLF', 'Blindeforbundet'])
    await page.getByRole('rowheader', { name }).waitFor()
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'HLF' }) })
  expect(await row.innerText()).toMatch(/Microsoft Dynamics/)
  expect(await page.getByRole('table').locator('caption').innerText()).toMatch(
    /^Organisasjoner: \d+ treff, sortert etter tilstand, synkende$/,
  )
  await expectAccessible(page)
})

test('A11Y-7, STATUS-3, STATUS-5, STATUS-7: health is a word with a shape of its own, in forced colours, too, and says why, the worst first', async () => {
  const organization = await createOrganization(pages.stack)
  const page = await pages.signedIn('demo-global-admin', organization.path, {
    forcedColors: 'active',
  })
  const health = page.getByRole('heading', { name: /^Tilstand/ })
  const shapeOf = async (word: string) => {
    await health.getByText(word).waitFor()
    const shape = health.locator('svg')
    const [drawn, behind] = await shape.evaluate((it) => [
      getComputedStyle(it).fill,
      getComputedStyle(document.body).backgroundColor,
    ])
    expect(drawn).not.toBe(behind)
    return shape.locator('path').getAttribute('d')
  }
  const fine = await shapeOf('I orden')
  await page
    .locator('dl.counts > div', { hasText: 'Feil' })
    .getByText('0', { exact: true })
    .waitFor()
  await organization.call('config', 'PUT', '/connector/state', { enabled: false })
  expect(await shapeOf('Av')).not.toBe(fine)
  // As it is a day after a run was due, and did not come.
  const rules = [
    { rule: 'no_run', params: { hours: 25 } },
    { rule: 'failed', params: { count: 2, at: new Date().toISOString() } },
  ]
  await page.route(`**/organizations/${organization.id}/status`, async (route) => {
    const status = (await (await route.fetch()).json()) as object
    await route.fulfill({ json: { ...status, health: { level: 'red', rules } } })
  })
  await page.reload()
  expect(await shapeOf('Kritisk')).not.toBe(fine)
  const reasons = page.getByRole('region', { name: /^Tilstand/ }).getByRole('listitem')
  expect((await reasons.allInnerTexts()).map((text) => text.split(',')[0])).toEqual([
    expect.stringMatching(/^Ingen fullført overføring på 25 timer/),
    '2 bilag har feil',
  ])
})

test.each(ways)(
  'HEALTH-4: by %s, search, filter and order stand in the address, and lead back',
  async (way) => {
    const page = await pages.signedIn('demo-global-admin', '/organisasjoner')
    const { press, fill, choose } = by(page, way)
    await fill(page.getByRole('searchbox', { name: 'Søk etter organisasjon' }), 'hlf')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/organisasjoner?q=hlf')
    await page.getByRole('rowheader', { name: 'Blindeforbundet' }).waitFor({ state: 'detached' })
    await choose(page.getByRole('combobox', { name: 'System' }), 'Microsoft Dynamics')
    await page.waitForURL('**/organisasjoner?q=hlf&system=dynamics')
    await press(page.getByRole('button', { name: 'Venter' }))
    await page.waitForURL('**/organisasjoner?q=hlf&system=dynamics&sorter=pending')
    expect(await page.locator('[aria-sort]').count()).toBe(1)
    expect(await page.locator('[aria-sort]').innerText()).toMatch(/Venter/)
    await page.reload()
    await page.getByRole('rowheader', { name: 'HLF' }).waitFor()
    await page.goBack()
    await page.waitForURL('**/organisasjoner?q=hlf&system=dynamics')
    await press(page.getByRole('button', { name: 'Nullstill' }))
    await page.waitForURL('**/organisasjoner')
    await page.getByRole('rowheader', { name: 'Blindeforbundet' }).waitFor()
  },
)

test('HEALTH-2, HEALTH-3, HEALTH-5: a row changes by itself, says in words that records failed, and warns of silence', async () => {
  const organization = await createOrganization(pages.stack)
  const search = new URLSearchParams({ q: organization.name }).toString()
  const page = await pages.signedIn('demo-global-admin', `/organisasjoner?${search}`)
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader') })
  await row.getByText('I orden').waitFor()
  await organization.approve(1, (record) => ({
    ...record,
    lines: record.lines.map((line) => ({ ...line, costCenter: '999' })),
  }))
  await row.getByText('Må følges opp').waitFor()
  await row.getByText(/^1 bilag har feil/).waitFor()
  // As it is a day after its last run.
  await page.route('**/api/status-query/organizations?*', async (route) => {
    const overview = (await (await route.fetch()).json()) as { rows: object[] }
    const staleness = { rule: 'no_run', params: { hours: 25 } }
    const rows = overview.rows.map((one) => ({ ...one, staleness }))
    await route.fulfill({ json: { ...overview, rows } })
  })
  await hint(page, organization.id)
  await row.getByText(/25 timer/).waitFor()
  await page.unrouteAll({ behavior: 'wait' })
  await expectAccessible(page)
})

test('HEALTH-4, A11Y-8: a row leads to the organisation, and focus to its heading', async () => {
  const page = await pages.signedIn('demo-global-admin', '/organisasjoner')
  await page.getByRole('link', { name: 'HLF' }).click()
  const heading = page.getByRole('heading', { level: 1, name: 'Oversikt' })
  await heading.waitFor()
  await expect.poll(() => heading.evaluate((it) => it === document.activeElement)).toBe(true)
  await expect.poll(() => page.title()).toBe('Oversikt – HLF – Bilagsbro')
})

test('a search that finds nothing says so, and what to do', async () => {
  const page = await pages.signedIn('demo-global-admin', '/organisasjoner?q=finnes-ikke')
  await page.getByText('Ingen organisasjoner passer til søket.').waitFor()
  await expectAccessible(page)
})

test('what could not be fetched says so in its place, and is fetched again', async () => {
  const page = await pages.signedIn('demo-global-admin', '/organisasjoner')
  await page.getByRole('rowheader', { name: 'HLF' }).waitFor()
  await page.route('**/api/status-query/organizations?*', (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      body: JSON.stringify({ title: 'Noe gikk galt', detail: 'Prøv igjen.', code: 'internal' }),
    }),
  )
  await page.getByRole('combobox', { name: 'System' }).selectOption('rest')
  await page.getByText('Kode: internal').waitFor()
  await expectAccessible(page)
  const again = page.getByRole('button', { name: 'Prøv igjen' })
  const asked = page.waitForRequest('**/api/status-query/organizations?*')
  await again.click()
  await asked
  await page.unroute('**/api/status-query/organizations?*')
  // A hint may have the page read it before anybody presses.
  const press = () => again.evaluateAll((all) => all.forEach((one) => (one as HTMLElement).click()))
  const row = page.getByRole('rowheader', { name: 'Medlemsforbundet (eksempel)' })
  await expect.poll(async () => press().then(() => row.isVisible())).toBe(true)
})

test('A11Y-10: nothing runs over the side at 320 px', async () => {
  const page = await pages.signedIn('demo-global-admin', '/organisasjoner', {
    viewport: { width: 320, height: 640 },
  })
  await page.getByRole('rowheader', { name: 'HLF' }).waitFor()
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(over).toBeLessThanOrEqual(0)
})
