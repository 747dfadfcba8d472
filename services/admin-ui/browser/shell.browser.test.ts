import { expect, test } from 'vitest'
import { createOrganization } from './organization.ts'
import { expectAccessible, usePages } from './use-pages.ts'

const pages = usePages()

test('A11Y-10, A11Y-11: at 320 px the menu is behind a button, and is used by keyboard alone', async () => {
  const page = await pages.signedIn('demo-admin-hlf', '/organisasjoner/hlf', {
    viewport: { width: 320, height: 640 },
  })
  const menu = page.getByRole('button', { name: 'Meny' })
  await menu.focus()
  expect(await page.getByRole('link', { name: 'Oversikt' }).isVisible()).toBe(false)
  await page.keyboard.press('Enter')
  const current = page.getByRole('link', { name: 'Oversikt' })
  await current.waitFor()
  expect(await current.getAttribute('aria-current')).toBe('page')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  expect(await menu.getAttribute('aria-expanded')).toBe('false')
  expect(await menu.evaluate((it) => it === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await page.locator('nav').getByRole('link', { name: 'Varsler' }).press('Enter')
  const heading = page.getByRole('heading', { level: 1, name: 'Varsler' })
  await heading.waitFor()
  await expect.poll(() => heading.evaluate((it) => it === document.activeElement)).toBe(true)
  await expect.poll(() => menu.getAttribute('aria-expanded')).toBe('false')
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(over).toBeLessThanOrEqual(0)
})

test('HEALTH-4: another organisation is found by its name in the header, and whoever has one sees its name', async () => {
  const organization = await createOrganization(pages.stack)
  const page = await pages.signedIn('demo-global-admin', '/organisasjoner/hlf')
  await page.getByRole('button', { name: 'Organisasjon: HLF' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Velg organisasjon' })
  await dialog.getByRole('link').first().waitFor()
  const search = dialog.getByRole('searchbox', { name: 'Søk etter navn' })
  // There is one where there are many.
  if (await search.isVisible()) await search.fill(organization.name)
  await expectAccessible(page)
  await dialog.getByRole('link', { name: organization.name, exact: true }).press('Enter')
  await page.waitForURL(`**${organization.path}`)
  await page.getByRole('button', { name: `Organisasjon: ${organization.name}` }).waitFor()
  const own = await pages.signedIn('demo-auditor-hlf', '/varsler')
  await own.locator('header').getByText('HLF', { exact: true }).waitFor()
  expect(await own.getByRole('button', { name: 'Organisasjon' }).count()).toBe(0)
})
