import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { by, ways } from './by.ts'
import { createOrganization } from './organization.ts'
import { expectAccessible, usePages } from './use-pages.ts'

const pages = usePages()

interface Listed {
  readonly rows: readonly { readonly kind: string }[]
  readonly total: number
}
type Organization = Awaited<ReturnType<typeof createOrganization>>

/** Waits until the log tells of so many. */
const untilLogged = (organization: Organization, kind: string, count: number) =>
  expect
    .poll(
      async () =>
        (await organization.call<Listed>('status-query', 'GET', `/log?kind=${kind}`)).total,
      { timeout: 60_000 },
    )
    .toBeGreaterThanOrEqual(count)

const theme = (page: Page, name: 'light' | 'dark') =>
  page.evaluate((chosen) => {
    document.documentElement.classList.toggle('dark', chosen === 'dark')
    document.documentElement.classList.toggle('light', chosen === 'light')
  }, name)

async function expectAccessibleInBoth(page: Page) {
  await expectAccessible(page)
  await theme(page, 'dark')
  await expectAccessible(page)
  await theme(page, 'light')
}

async function textOfDownload(page: Page, press: () => Promise<void>): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), press()])
  return readFile(await file.path(), 'utf8')
}

/** A record that the ledger refuses, and one that it takes. */
async function withFailure() {
  const organization = await createOrganization(pages.stack)
  await organization.approve(1)
  await organization.approve(1, (record) => ({
    ...record,
    lines: record.lines.map((line) => ({ ...line, costCenter: '999' })),
  }))
  await untilLogged(organization, 'sync.failed', 1)
  await untilLogged(organization, 'sync.succeeded', 1)
  return organization
}

describe.each(ways)('by %s', (way) => {
  test('AUDIT-2, AUDIT-3, AUDIT-4, AUDIT-5, AUDIT-7: somebody filters the failed attempts of a week, opens one, exports and verifies', async () => {
    const { path } = await withFailure()
    const page = await pages.signedIn('demo-global-admin', `${path}/logg`)
    const { press, choose } = by(page, way)
    const table = page.getByRole('table')
    await table.waitFor()
    await choose(page.getByLabel('Status', { exact: true }), 'Feil')
    await press(page.getByRole('button', { name: 'Siste 7 dager' }))
    await page.locator('caption', { hasText: 'status Feil' }).waitFor()
    expect(new URL(page.url()).searchParams.get('status')).toBe('failed')
    const rows = await table.getByRole('row').allInnerTexts()
    expect(rows.slice(1).every((row) => row.includes('Forsøk feilet'))).toBe(true)
    await expectAccessibleInBoth(page)

    const csv = await textOfDownload(page, () =>
      press(page.getByRole('button', { name: 'Last ned CSV' })),
    )
    expect(csv).toMatch(/^\ufeffTid \(Oslo\);/)
    expect(csv.trimEnd().split('\r\n')).toHaveLength(rows.length)
    await page
      .locator('#log-outcome')
      .getByText(/^Lastet ned som logg-/)
      .waitFor()
    const lines = await textOfDownload(page, () =>
      press(page.getByRole('button', { name: 'Last ned JSON Lines' })),
    )
    expect(JSON.parse(lines.split('\n')[0]!)).toHaveProperty('line')

    await press(page.getByRole('button', { name: 'Kontroller loggen' }))
    await page
      .locator('#verify-outcome')
      .getByText(/^Loggen er uendret: \d+ oppføring/)
      .waitFor()
    await expectAccessible(page)

    await press(table.getByRole('rowheader').getByRole('link').first())
    await page.getByRole('heading', { level: 1, name: 'Forsøk feilet' }).waitFor()
    const sent = page.getByRole('region', { name: 'Det som ble sendt, som JSON' })
    expect(await sent.innerText()).toContain('"account"')
    await page.getByRole('heading', { name: 'Svar fra regnskapssystemet' }).waitFor()
    await expectAccessibleInBoth(page)
    await press(page.getByRole('link', { name: 'Til loggen' }))
    await page.getByRole('heading', { level: 1, name: 'Logg' }).waitFor()
  })
})

test('AUDIT-1, AUDIT-5: the log pages to older entries and back, and goes on paper with what it is', async () => {
  const organization = await createOrganization(pages.stack)
  await organization.approve(20)
  await untilLogged(organization, 'sync.succeeded', 20)
  const page = await pages.signedIn('demo-global-admin', `${organization.path}/logg`)
  const caption = page.locator('.on-screen caption')
  await caption.waitFor()
  const first = await page.locator('.on-screen').getByRole('rowheader').first().innerText()
  await page.getByRole('button', { name: 'Eldre' }).click()
  await expect.poll(() => new URL(page.url()).searchParams.has('etter')).toBe(true)
  expect(await page.locator('#log-list').evaluate((it) => it === document.activeElement)).toBe(true)
  await page.getByRole('button', { name: 'Nyeste' }).click()
  await expect
    .poll(() => page.locator('.on-screen').getByRole('rowheader').first().innerText())
    .toBe(first)

  await page.evaluate(() => {
    window.print = () => undefined
  })
  await page.getByRole('button', { name: 'Skriv ut' }).click()
  await expect.poll(() => page.locator('.only-print tbody tr').count()).toBeGreaterThan(50)
  await page.emulateMedia({ media: 'print' })
  const heading = page.locator('.print-heading')
  await heading.waitFor()
  for (const said of ['Bilagsbro – Logg', organization.name, 'alle oppføringer', 'Skrevet ut'])
    expect(await heading.innerText()).toContain(said)
  expect(await page.getByRole('button').count()).toBe(0)
  expect(await page.locator('.on-screen').isVisible()).toBe(false)
  expect((await page.pdf({ format: 'A4' })).byteLength).toBeGreaterThan(10_000)
})

test('AUDIT-7: a log that is not whole is told with the way to the entry, and who else verifies, too', async () => {
  const page = await pages.signedIn('demo-auditor-hlf', '/organisasjoner/hlf/logg')
  const button = page.getByRole('button', { name: 'Kontroller loggen' })
  const answer = (status: number, body: object) =>
    page.route('**/log/verify', (route) =>
      route.fulfill({
        status,
        contentType: status === 200 ? 'application/json' : 'application/problem+json',
        body: JSON.stringify(body),
      }),
    )
  const counted = {
    organizationId: 'hlf',
    entries: 3,
    seals: 1,
    archived: 0,
    waiting: 0,
    before: 2,
  }
  const fault = { code: 'entry_changed', entryId: '7', number: 4 }
  await answer(200, { ...counted, chain: 'c', archivesRead: false, intact: false, fault })
  await button.click()
  const told = page.getByRole('alert')
  await told.getByText('Loggen er ikke som da den ble forseglet.').waitFor()
  const link = told.getByRole('link', { name: 'Se oppføring 7' })
  expect(await link.getAttribute('href')).toBe('/organisasjoner/hlf/logg/7')
  await expectAccessibleInBoth(page)
  await page.unroute('**/log/verify')
  await answer(409, {
    code: 'log.verification_under_way',
    title: 'Loggen kontrolleres allerede',
    detail: 'En kontroll er i gang. Vent til den er ferdig, og prøv igjen.',
  })
  await button.click()
  await told.getByText('Ikke gjort: Loggen kontrolleres allerede').waitFor()
})

test('AUDIT-6, TOGGLE-5: the log is for whom it is for, and that of all organisations says who switched which integration', async () => {
  const support = await pages.signedIn('demo-support-hlf', '/organisasjoner/hlf/logg')
  await support.getByText('Loggen er for administratorer og revisorer.').waitFor()
  expect(await support.getByRole('link', { name: 'Logg', exact: true }).count()).toBe(0)
  await expectAccessible(support)
  const foreign = await pages.signedIn('demo-auditor-hlf', '/organisasjoner/blindeforbundet/logg')
  await foreign.getByText('Kode: organization.not_found').first().waitFor()
  const page = await pages.signedIn('demo-global-admin', '/logg?hendelse=connector.toggled')
  await page.getByRole('columnheader', { name: 'Organisasjon' }).waitFor()
  const row = page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') })
    .first()
  await row.waitFor()
  expect(await row.innerText()).toMatch(
    /Slått (på|av)\s+(Microsoft Dynamics|Xledger|REST)[^]*\bdemo-[a-z-]+admin/,
  )
  await expectAccessible(page)
})

test('AUDIT-2, A11Y-10: what finds nothing says the next step, a day before the other is refused, and 320 px are enough', async () => {
  const page = await pages.signedIn(
    'demo-auditor-hlf',
    '/organisasjoner/hlf/logg?fra=2001-01-01&til=2001-01-02',
    {
      viewport: { width: 320, height: 640 },
    },
  )
  await page.getByText('Ingen oppføringer passer til utvalget.').waitFor()
  await expectAccessible(page)
  await page.getByLabel('Fra og med').fill('31.2.2001')
  await page.getByRole('button', { name: 'Vis', exact: true }).click()
  await page.getByText('Skriv en dag som finnes').waitFor()
  await page.getByLabel('Fra og med').fill('1.2.2001')
  await page.getByRole('button', { name: 'Vis', exact: true }).click()
  await page.getByText('Til og med kan ikke være før fra og med').waitFor()
  expect(await page.getByLabel('Til og med').evaluate((it) => it === document.activeElement)).toBe(
    true,
  )
  await page.getByRole('button', { name: 'Nullstill' }).click()
  await page.getByRole('table').waitFor()
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(over).toBeLessThanOrEqual(0)
})
