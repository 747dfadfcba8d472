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
