import { request } from 'undici'
import { expect, test } from 'vitest'
import { by, ways } from './by.ts'
import { expectAccessible, usePages } from './use-pages.ts'

const pages = usePages()
const dashboard = '/organisasjoner/hlf'

test.each(ways)(
  'STATUS-1: by %s, an administrator signs in and sees how their organisation is',
  async (way) => {
    const page = await pages.open()
    const { press } = by(page, way)
    await page.goto('/')
    await page.getByRole('heading', { level: 1, name: 'Logg inn' }).waitFor()
    await expectAccessible(page)
    await press(page.getByRole('link', { name: 'Logg inn' }))
    await press(page.getByRole('button', { name: 'Administrator i HLF' }))
    await page.getByRole('heading', { level: 1, name: 'Oversikt' }).waitFor()
    await page.getByText('Microsoft Dynamics:').waitFor()
    expect(new URL(page.url()).pathname).toBe(dashboard)
    for (const name of ['Siste overføring', 'Venter', 'Feil'])
      await page.locator('dt', { hasText: name }).first().waitFor()
    expect(await page.title()).toBe('Oversikt – HLF – Bilagsbro')
    await expectAccessible(page)
  },
)

test('DOD-6: neither the page nor what it keeps holds a token', async () => {
  const page = await pages.signedIn('demo-admin-hlf', dashboard)
  await page.getByText('Microsoft Dynamics:').waitFor()
  const kept = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  )
  expect(kept).not.toMatch(/eyJ|token/)
  expect(await page.evaluate(() => document.cookie)).toBe('')
})

test('a foreign organisation does not exist', async () => {
  const page = await pages.signedIn('demo-admin-hlf', '/organisasjoner/blindeforbundet')
  await page.getByText('Kode: organization.not_found').waitFor()
  await expectAccessible(page)
})

test('who signs out is led out, and back in to the page that was asked for', async () => {
  const page = await pages.signedIn('demo-auditor-hlf', dashboard)
  await page.getByRole('button', { name: 'Revisor i HLF' }).click()
  await page.getByRole('button', { name: 'Logg ut' }).click()
  await page.getByRole('heading', { level: 1, name: 'Du er logget ut' }).waitFor()
  await page.goto(dashboard)
  await page.getByRole('link', { name: 'Logg inn' }).click()
  await page.getByRole('button', { name: 'Revisor i HLF' }).click()
  await page.getByRole('heading', { level: 1, name: 'Oversikt' }).waitFor()
  expect(new URL(page.url()).pathname).toBe(dashboard)
})

test('an auditor reads, and is offered no run', async () => {
  const page = await pages.signedIn('demo-auditor-hlf', dashboard)
  await page.getByRole('heading', { level: 2, name: 'Overføringer' }).waitFor()
  expect(await page.getByRole('button', { name: 'Overfør nå' }).count()).toBe(0)
})

test('MANUAL-1, A11Y-5: a dialog says how many records go, Escape cancels, and focus returns', async () => {
  const page = await pages.signedIn('demo-admin-hlf', dashboard)
  const button = page.getByRole('button', { name: 'Overfør nå' })
  await button.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Overføre nå?' })
  await dialog.waitFor()
  const described = await dialog.getAttribute('aria-describedby')
  expect(await page.locator(`#${described}`).innerText()).toMatch(/bilag/)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(await button.evaluate((it) => it === document.activeElement)).toBe(true)
})

test.each(['light', 'dark'])(
  'A11Y-11: axe finds nothing in the %s theme, nor in nynorsk',
  async (theme) => {
    const page = await pages.signedIn('demo-admin-hlf', dashboard)
    await page.evaluate((chosen) => {
      localStorage.setItem('bilagsbro.theme', chosen)
      localStorage.setItem('bilagsbro.language', 'nn')
    }, theme)
    await page.reload()
    await page.getByRole('heading', { level: 2, name: 'Overføringar' }).waitFor()
    await page.getByText('Ingen opne varsel').or(page.getByText('Sidan')).first().waitFor()
    await expectAccessible(page)
    expect(await page.locator('html').getAttribute('lang')).toBe('nn')
  },
)

test('A11Y-2: one place speaks by itself, from the beginning', async () => {
  const page = await pages.signedIn('demo-admin-hlf', dashboard)
  await page.getByText('Microsoft Dynamics:').waitFor()
  expect(await page.locator('[role=status], [role=alert], [aria-live]').count()).toBe(1)
})

test('A11Y-10: nothing runs over the side at 320 px', async () => {
  const page = await pages.signedIn('demo-admin-hlf', dashboard, {
    viewport: { width: 320, height: 640 },
  })
  await page.getByText('Microsoft Dynamics:').waitFor()
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(over).toBeLessThanOrEqual(0)
})

test('the first page needs less than 250 kB of script, as gzip, and the rest comes without being asked for', async () => {
  const page = await pages.open()
  const rest = page.waitForResponse((response) => /later-pages.*\.js$/.test(response.url()))
  await page.goto('/')
  const scripts = await page
    .locator('script')
    .evaluateAll((all) => all.map((one) => (one as HTMLScriptElement).src))
  expect(scripts).toHaveLength(1)
  const { headers, body } = await request(scripts[0]!, { headers: { 'accept-encoding': 'gzip' } })
  expect(headers['content-encoding']).toBe('gzip')
  const { byteLength } = await body.arrayBuffer()
  expect(byteLength).toBeGreaterThan(50_000)
  expect(byteLength).toBeLessThan(250_000)
  expect((await rest).status()).toBe(200)
})
