import { expect, test } from 'vitest'
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

test('A11Y-7: health is a word with a shape of its own, in forced colours, too', async () => {
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
  await organization.call('config', 'PUT', '/connector/state', { enabled: false })
  expect(await shapeOf('Av')).not.toBe(fine)
})

test('HEALTH-4: search, filter and order stand in the address, and lead back', async () => {
  const page = await pages.signedIn('demo-global-admin', '/organisasjoner')
  await page.getByRole('searchbox', { name: 'Søk etter organisasjon' }).fill('hlf')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/organisasjoner?q=hlf')
  await page.getByRole('rowheader', { name: 'Blindeforbundet' }).waitFor({ state: 'detached' })
  await page.getByRole('combobox', { name: 'System' }).selectOption('dynamics')
  await page.waitForURL('**/organisasjoner?q=hlf&system=dynamics')
  await page.getByRole('button', { name: 'Venter' }).click()
  await page.waitForURL('**/organisasjoner?q=hlf&system=dynamics&sorter=pending')
  expect(await page.locator('[aria-sort]').count()).toBe(1)
  expect(await page.locator('[aria-sort]').innerText()).toMatch(/Venter/)
  await page.reload()
  await page.getByRole('rowheader', { name: 'HLF' }).waitFor()
  await page.goBack()
  await page.waitForURL('**/organisasjoner?q=hlf&system=dynamics')
  await page.getByRole('button', { name: 'Nullstill' }).click()
  await page.waitForURL('**/organisasjoner')
  await page.getByRole('rowheader', { name: 'Blindeforbundet' }).waitFor()
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
  const row = page.getByRole('rowheader', { name: 'Medlemsforbundet' })
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
