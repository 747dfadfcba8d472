import { expect, test } from 'vitest'
import { by, ways } from './by.ts'
import { createOrganization } from './organization.ts'
import { expectAccessible, usePages } from './use-pages.ts'

const pages = usePages()
const user = 'demo-global-admin'
/** What stands below a name among the figures. */
const figure = (name: string) =>
  `dl.figures > div:has(dt:text-is("${name}"), dt > :text-is("${name}")) dd`

test('STATUS-6: a record that is booked meanwhile is counted without anybody asking', async () => {
  const organization = await createOrganization(pages.stack)
  const page = await pages.signedIn(user, organization.path)
  await expect.poll(() => page.locator(figure('Bokført')).innerText()).toBe('0')
  const focused = page.getByRole('button', { name: 'Overfør nå' })
  await focused.focus()
  await organization.approve(2)
  await expect.poll(() => page.locator(figure('Bokført')).innerText()).toBe('2')
  expect(await focused.evaluate((it) => it === document.activeElement)).toBe(true)
})

test.each(ways)(
  'MANUAL-1, MANUAL-3, A11Y-1: who starts a run by %s is asked, sees how it went, and finds nothing waiting',
  async (way) => {
    const organization = await createOrganization(pages.stack)
    await organization.call('config', 'PUT', '/connector/schedule', { cron: '0 6 1 1 *' })
    const page = await pages.signedIn(user, organization.path)
    await page
      .locator(figure('Neste'))
      .getByText(/01\.01\./)
      .waitFor()
    await organization.approve(3)
    await expect.poll(() => page.locator(figure('Venter')).innerText()).toBe('3')
    const button = page.getByRole('button', { name: 'Overfør nå' })
    const { press } = by(page, way)
    await press(button)
    const dialog = page.getByRole('dialog', { name: 'Overføre nå?' })
    await dialog.getByText('3 bilag blir overført').waitFor()
    await press(dialog.getByRole('button', { name: 'Overfør 3 bilag' }))
    await page.getByText('Ferdig. Bokført 3, venter 0.').waitFor()
    await expect.poll(() => page.locator(figure('Venter')).innerText()).toBe('0')
    await expect.poll(() => button.getAttribute('aria-describedby')).toContain('run-outcome')
    await expectAccessible(page)
    await press(page.getByRole('button', { name: 'Lukk meldingen' }))
    await page.locator('#run-outcome').waitFor({ state: 'detached' })
    expect(await button.evaluate((it) => it === document.activeElement)).toBe(true)
  },
)

test('TOGGLE-6: a run of what is switched off is refused in words, and nothing is sent', async () => {
  const organization = await createOrganization(pages.stack)
  await organization.call('config', 'PUT', '/connector/state', { enabled: false })
  const page = await pages.signedIn(user, organization.path)
  await page.getByText('Microsoft Dynamics: Av').waitFor()
  await organization.approve(1)
  await expect.poll(() => page.locator(figure('Venter')).innerText()).toBe('1')
  await page.getByRole('button', { name: 'Overfør nå' }).click()
  const main = page.getByRole('main')
  await main.getByText('Integrasjonen er slått av. Ingenting er overført.').waitFor()
  expect(await page.locator(figure('Bokført')).innerText()).toBe('0')
  await expectAccessible(page)
})
