import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { hint } from './hints.ts'
import { createOrganization } from './organization.ts'
import { expectAccessible, usePages } from './use-pages.ts'

const pages = usePages()
/** What stands below a name among the figures. */
const figure = (page: Page, name: string) =>
  page.locator(`dl.figures > div:has(dt:text-is("${name}"), dt > :text-is("${name}")) dd`)

/** The ledger of an organisation posts nothing until it is let go. */
async function hold(organizationId: string) {
  const faults = `${pages.stack.simulators['business-central']!.url}/_sim/faults`
  const set = await fetch(faults, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      operation: 'journals.post',
      kind: 'throttled',
      params: { retryAfterSeconds: 2 },
      organization: organizationId,
    }),
  })
  const [{ id }] = (await set.json()) as [{ id: number }]
  return {
    async letGo() {
      await fetch(`${faults}?${new URLSearchParams({ id: String(id) }).toString()}`, {
        method: 'DELETE',
      })
    },
  }
}

test('MANUAL-2, STATUS-6: two people see the same run, one of them starts it, and no second one begins', async () => {
  const organization = await createOrganization(pages.stack)
  await organization.call('config', 'PUT', '/connector/schedule', { cron: '0 6 1 1 *' })
  const own = await pages.signedIn('demo-global-admin', organization.path)
  const other = await pages.signedIn('demo-global-admin', organization.path)
  for (const page of [own, other])
    await figure(page, 'Neste')
      .getByText(/01\.01\./)
      .waitFor()
  await organization.approve(3)
  for (const page of [own, other])
    await expect.poll(() => figure(page, 'Venter').innerText()).toBe('3')

  // Both are asked before either has answered.
  const ask = async (page: Page) => {
    await page.getByRole('button', { name: 'Overfør nå' }).click()
    const dialog = page.getByRole('dialog', { name: 'Overføre nå?' })
    const verb = dialog.getByRole('button', { name: 'Overfør 3 bilag' })
    await verb.waitFor()
    return { dialog, verb }
  }
  const [first, second] = [await ask(own), await ask(other)]
  const ledger = await hold(organization.id)
  await first.verb.click()
  await own.getByText(/^Pågår, startet .* av deg$/).waitFor()
  await second.verb.click()
  await second.dialog.getByText(/^Ikke gjort: /).waitFor()
  await second.dialog.getByRole('button', { name: 'Avbryt' }).click()

  for (const page of [own, other]) {
    const button = page.getByRole('button', { name: 'Overfør nå' })
    await page.getByRole('progressbar', { name: 'Overføringen pågår' }).waitFor()
    expect(await button.getAttribute('aria-disabled')).toBe('true')
    const why = (await button.getAttribute('aria-describedby'))!
    expect(await page.locator(`#${why.split(' ')[0]}`).innerText()).toMatch(/^Pågår, startet /)
    await button.press('Enter')
    expect(await page.getByRole('dialog').count()).toBe(0)
  }
  await expectAccessible(other)
  await ledger.letGo()
  await own.getByText('Ferdig. Bokført 3, venter 0.').waitFor({ timeout: 60_000 })
  for (const page of [own, other]) {
    await expect.poll(() => figure(page, 'Bokført').innerText()).toBe('3')
    await page.getByRole('progressbar').waitFor({ state: 'detached' })
    const button = page.getByRole('button', { name: 'Overfør nå' })
    await expect.poll(() => button.getAttribute('aria-disabled')).toBeNull()
  }
})

test('A11Y-3, STATUS-6: while somebody chooses, a hundred hints move neither focus, rows nor what is checked', async () => {
  const organization = await createOrganization(pages.stack)
  const failing = (count: number) =>
    organization.approve(count, (record) => ({
      ...record,
      lines: record.lines.map((line) => ({ ...line, costCenter: '999' })),
    }))
  await failing(3)
  const chooses = await pages.signedIn('demo-global-admin', `${organization.path}/feil`)
  const looks = await pages.signedIn('demo-global-admin', organization.path)
  const boxes = chooses.getByRole('checkbox', { name: /^Velg BB/ })
  await expect.poll(() => boxes.count()).toBe(3)
  await boxes.nth(1).check()
  const rows = await chooses.getByRole('rowheader').allInnerTexts()

  await failing(2)
  await hint(chooses, organization.id, 100)
  const news = chooses.getByRole('button', { name: '2 nye – oppdater' })
  await news.waitFor({ timeout: 60_000 })
  expect(await chooses.getByRole('rowheader').allInnerTexts()).toEqual(rows)
  expect(await boxes.nth(1).isChecked()).toBe(true)
  expect(await boxes.nth(1).evaluate((it) => it === document.activeElement)).toBe(true)
  expect(await chooses.locator('[role=alert]').count()).toBe(0)
  // Whoever looks at the overview has the same count, without asking.
  await expect.poll(() => figure(looks, 'Feil').innerText()).toBe('5')
  await news.click()
  await expect.poll(() => boxes.count()).toBe(5)
  await chooses.getByText('1 valgt').waitFor()
})
