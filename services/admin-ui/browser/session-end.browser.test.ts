import { expect, test } from 'vitest'
import { createOrganization } from './organization.ts'
import { expectAccessible, usePages } from './use-pages.ts'

const pages = usePages()

test('A11Y-9: the end of a session is warned of, and put off by one press', async () => {
  const page = await pages.signedIn('demo-admin-hlf', '/organisasjoner/hlf')
  await page.getByText('Microsoft Dynamics:').waitFor()
  // As it is 56 minutes later.
  await page.route('**/auth/session', async (route) => {
    const answer = await route.fetch()
    const session = (await answer.json()) as object
    await route.fulfill({ response: answer, json: { ...session, secondsLeft: 240 } })
  })
  await page.reload()
  const dialog = page.getByRole('alertdialog', { name: 'Du blir snart logget ut' })
  await dialog.waitFor()
  await expectAccessible(page)
  const extended = page.waitForResponse('**/auth/session/extension')
  await dialog.getByRole('button', { name: 'Fortsett' }).click()
  expect((await extended).status()).toBe(200)
  await dialog.waitFor({ state: 'detached' })
})

test('a window of somebody who signed out in another one leads to the sign-in page, and shows nothing to the next', async () => {
  const page = await pages.signedIn('demo-admin-hlf', '/organisasjoner/hlf')
  await page.getByText('Microsoft Dynamics:').waitFor()
  const other = await page.context().newPage()
  await other.goto('/varsler')
  await other.locator('header').getByRole('button', { name: 'Administrator i HLF' }).click()
  await other.getByRole('button', { name: 'Logg ut' }).click()
  await other.waitForURL('**/logget-ut*')
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await page.waitForURL('**/logg-inn?*')
  await expect.poll(() => page.getByText('Microsoft Dynamics:').count()).toBe(0)
})

test('a window that was opened for somebody else is opened anew for whoever is signed in now', async () => {
  const page = await pages.signedIn('demo-admin-hlf', '/organisasjoner/hlf')
  await page.getByText('Microsoft Dynamics:').waitFor()
  await page.context().clearCookies()
  const other = await page.context().newPage()
  await other.goto('/auth/sign-in?to=/varsler')
  await other.locator('button[value="demo-support-nord"]').click()
  await other.waitForURL('**/varsler')
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await page.getByText('Microsoft Dynamics:').waitFor({ state: 'detached' })
  const before = page.locator('header').getByText('Administrator i HLF')
  await expect.poll(() => before.count()).toBe(0)
})

test('A11Y-9: what was typed when a session ended is there after signing in; who signs out with changes is asked once', async () => {
  const organization = await createOrganization(pages.stack)
  const user = 'demo-global-admin'
  const page = await pages.signedIn(user, `${organization.path}/innstillinger/grenser`)
  const field = page.getByRole('textbox').first()
  await field.fill('77')
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'Lagre' }).click()
  await page.getByRole('link', { name: 'Logg inn' }).click()
  // The identity provider may still know who it is.
  const known = page.locator(`button[value="${user}"]`)
  await known.or(field).first().waitFor()
  if ((await known.count()) > 0) await known.click()
  await page.getByText('Det du skrev før du ble logget ut, står her.').waitFor()
  expect(await field.inputValue()).toBe('77')
  await expectAccessible(page)

  // A question of the browser's own, or a second one, would be a fault.
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    void dialog.accept()
  })
  const signOut = async () => {
    await page.locator('header').getByRole('button', { name: 'Plattformadministrator' }).click()
    await page.getByRole('button', { name: 'Logg ut' }).click()
    await page.getByRole('alertdialog', { name: 'Du har endringer' }).waitFor()
  }
  await signOut()
  await page.getByRole('button', { name: 'Bli på siden' }).click()
  expect(await field.inputValue()).toBe('77')
  await page.getByRole('button', { name: 'Lagre' }).click()
  await page.getByRole('button', { name: 'Lukk meldingen' }).waitFor()
  await field.fill('78')
  await signOut()
  await page.getByRole('button', { name: 'Gå uten å lagre' }).click()
  await page.waitForURL('**/logget-ut*')
  await page.goto('/varsler')
  await page.waitForURL('**/logg-inn?*')
  expect(asked).toEqual([])
})
