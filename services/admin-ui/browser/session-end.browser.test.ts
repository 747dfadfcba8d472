import { expect, test } from 'vitest'
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
