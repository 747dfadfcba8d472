import { expect, test } from 'vitest'
import { createOrganization } from './organization.ts'
import { expectAccessible, usePages } from './use-pages.ts'

const pages = usePages()
const user = 'demo-global-admin'
const address = (path: string) => `${path}/innstillinger/integrasjoner/dynamics/bokforing`

test('BOOKS-1, BOOKS-5, A11Y-9: drafts, their reminder and closed periods are chosen, faults lead to their field, and nothing is lost', async () => {
  const organization = await createOrganization(pages.stack)
  const page = await pages.signedIn(user, address(organization.path))
  await page.getByRole('radio', { name: 'Legg det som utkast' }).check()
  const days = page.getByRole('textbox', { name: 'Si fra når et utkast har ventet' })
  await days.fill('120')
  await page.getByRole('radio', { name: 'Bruk første dag i neste åpne periode' }).check()
  await page.getByRole('button', { name: 'Lagre' }).click()
  const summary = page.getByRole('heading', { name: 'Rett dette før du lagrer' })
  await expect.poll(() => summary.evaluate((it) => it === document.activeElement)).toBe(true)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Skriv et helt antall dager, fra 1 til 90.' }).click()
  expect(await days.evaluate((it) => it === document.activeElement)).toBe(true)
  expect(await days.getAttribute('aria-invalid')).toBe('true')
  expect(await days.inputValue()).toBe('120')
  await days.fill('14')

  await page.getByRole('link', { name: 'Oversikt' }).click()
  const asked = page.getByRole('alertdialog', { name: 'Du har endringer som ikke er lagret' })
  await asked.waitFor()
  await expectAccessible(page)
  await asked.getByRole('button', { name: 'Bli på siden' }).click()
  await asked.waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'Lagre' }).click()
  await page.getByText('Lagret. Gjelder fra neste bilag.').first().waitFor()
  const { policies } = await organization.call<{ policies: object }>('config', 'GET', '/connector')
  expect(policies).toMatchObject({
    postingMode: 'draft',
    deliveredDays: 14,
    closedPeriods: 'next_open',
  })
})

test('somebody else who saved first is told of with what differs, and what was chosen stays', async () => {
  const organization = await createOrganization(pages.stack)
  const page = await pages.signedIn(user, address(organization.path))
  await page.getByRole('radio', { name: 'Send den med' }).check()
  await organization.call('config', 'PUT', '/connector/policies', {
    postingDate: 'last_line',
    freeText: false,
  })
  await page.getByRole('button', { name: 'Lagre' }).click()
  const told = page.getByRole('alert').filter({ hasText: 'Noen andre har lagret i mellomtiden' })
  await told
    .getByText('Bokføringsdato: Dagen bilaget ble godkjent er blitt Datoen på den siste linjen')
    .waitFor()
  await expectAccessible(page)
  expect(await page.getByRole('radio', { name: 'Send den med' }).isChecked()).toBe(true)
  await told.getByRole('button', { name: 'Bruk det som er lagret' }).click()
  await told.waitFor({ state: 'detached' })
  const save = page.getByRole('button', { name: 'Lagre', exact: true })
  expect(await save.evaluate((it) => it === document.activeElement)).toBe(true)
  expect(await page.getByRole('radio', { name: 'Send den med' }).isChecked()).toBe(false)
  expect(await page.getByRole('radio', { name: 'Datoen på den siste linjen' }).isChecked()).toBe(
    true,
  )
})

test('an auditor reads the choices, and has nothing to save', async () => {
  const page = await pages.signedIn('demo-auditor-hlf', address('/organisasjoner/hlf'))
  await page.getByText('Du kan se innstillingene, men ikke endre dem.').waitFor()
  await page.getByRole('radio', { name: 'Hold bilaget tilbake' }).waitFor()
  expect(await page.getByRole('button', { name: 'Lagre' }).count()).toBe(0)
  await expectAccessible(page)
})
