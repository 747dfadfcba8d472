import { describe, expect, test } from 'vitest'
import { by, ways } from './by.ts'
import { createOrganization } from './organization.ts'
import { expectAccessible, usePages } from './use-pages.ts'

const pages = usePages()
const patience = { timeout: 60_000 }

/** An organisation whose ledger refuses every voucher until it is mended. */
async function createRefused() {
  const organization = await createOrganization(pages.stack)
  const faults = `${pages.stack.simulators['business-central']!.url}/_sim/faults`
  const fault = {
    operation: 'journals.post',
    kind: 'awaiting_approval',
    organization: organization.id,
  }
  const set = await fetch(faults, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  })
  const [{ id }] = (await set.json()) as [{ id: number }]
  return {
    ...organization,
    /** The ledger takes vouchers again, and what failed is sent once more. */
    async mend() {
      await fetch(`${faults}?${new URLSearchParams({ id: String(id) }).toString()}`, {
        method: 'DELETE',
      })
      await organization.call('orchestrator', 'POST', '/retries', { all: true })
    },
  }
}

describe.each(ways)('by %s', (way) => {
  test('ALERT-4, ALERT-5, ALERT-8, ALERT-9: an alert comes, leads to its records, is marked as seen, and is over when they are posted', async () => {
    const organization = await createRefused()
    const page = await pages.signedIn('demo-global-admin', organization.path)
    const { press } = by(page, way)
    await page.getByText('Ingen åpne varsler').waitFor()
    await organization.approve(1)
    const alerts = page.getByRole('region', { name: 'Varsler' })
    await alerts.getByRole('link', { name: /kan ikke bokføres/ }).waitFor(patience)
    await page
      .locator('.header-count')
      .getByText(/åp(ent|ne) vars/)
      .waitFor(patience)
    await press(page.locator('header').getByRole('link', { name: 'Varsler' }))
    await page.getByRole('heading', { level: 1, name: 'Varsler' }).waitFor()
    const row = page
      .getByRole('row')
      .filter({ has: page.getByRole('cell', { name: organization.name, exact: true }) })
    await row.getByText('Ulest').waitFor()
    await expectAccessible(page)
    await press(row.getByRole('link', { name: /kan ikke bokføres/ }))
    const region = page.getByRole('region', { name: 'Varsel', exact: true })
    await region.getByRole('rowheader').getByText(/^BB/).waitFor()
    await expectAccessible(page)
    await press(region.getByRole('button', { name: 'Merk som sett' }))
    await region.getByText('Merket som sett.').waitFor()
    await region.getByText(/^Sett/).first().waitFor()
    await organization.mend()
    await region.getByText(/^Løst .* alle bilag er bokført eller håndtert/).waitFor(patience)
    await region.getByText('ingen gjenstår').waitFor(patience)
    await region.getByText('Bokført', { exact: true }).waitFor()
    await expectAccessible(page)
    await press(region.getByRole('button', { name: 'Lukk varselet' }))
    await region.waitFor({ state: 'detached' })
    expect(new URL(page.url()).search).toBe('')
    await page.goto(`/varsler?vis=lost&organisasjon=${organization.id}`)
    await page.getByRole('link', { name: /^Løst/ }).waitFor()
  })
})

test('ALERT-2, A11Y-5, A11Y-9: limits are checked, saved, kept apart from what somebody else saved, and put back', async () => {
  const organization = await createOrganization(pages.stack)
  const page = await pages.signedIn(
    'demo-global-admin',
    `${organization.path}/innstillinger/grenser`,
  )
  const errors = page.getByRole('textbox', { name: 'Feil på 24 timer' })
  const save = page.getByRole('button', { name: 'Lagre', exact: true })
  await errors.fill('mange')
  await save.click()
  await page.getByRole('link', { name: /Feil på 24 timer: skriv et helt tall/ }).press('Enter')
  expect(await errors.evaluate((it) => it === document.activeElement)).toBe(true)
  await expectAccessible(page)
  await errors.fill('25')
  await save.click()
  await page.getByText('Lagret. Grensene gjelder fra nå.').waitFor()
  await errors.fill('30')
  await organization.call('alerting', 'PUT', '/thresholds', { errorsPerDay: 40 })
  await save.click()
  await page.getByRole('heading', { name: 'Noen andre har lagret i mellomtiden' }).waitFor()
  expect(await errors.inputValue()).toBe('30')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Ta inn det som er lagret' }).click()
  expect(await errors.inputValue()).toBe('40')
  const hasFocus = (it: Element) => it === document.activeElement
  expect(await save.evaluate(hasFocus)).toBe(true)
  await page.getByRole('button', { name: 'Tilbakestill Feil på 24 timer' }).click()
  expect(await errors.evaluate(hasFocus)).toBe(true)
  await save.click()
  const kept = async () =>
    (await organization.call<{ chosen: object }>('alerting', 'GET', '/thresholds')).chosen
  await expect.poll(kept).toEqual({})
})
