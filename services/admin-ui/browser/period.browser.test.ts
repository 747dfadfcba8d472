import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { by, ways } from './by.ts'
import { createOrganization } from './organization.ts'
import { expectAccessible, usePages } from './use-pages.ts'

const pages = usePages()

interface Report {
  readonly month: string
  readonly approved: { readonly count: number; readonly agrees?: boolean }
  readonly places: { readonly posted: { readonly count: number } }
}

/** A month begins in Norway an hour or two before it does in UTC. */
const monthOf = (moment: Date) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(moment).slice(0, 7)

/** An organisation with three records that are booked, in the month that they were approved in. */
async function withMonth() {
  const organization = await createOrganization(pages.stack)
  const records = await organization.approve(3)
  const month = monthOf(new Date(records[0]!.approvedAt))
  await expect
    .poll(
      async () =>
        (await organization.call<Report>('status-query', 'GET', `/periods/${month}`)).places.posted
          .count,
      { timeout: 60_000 },
    )
    .toBe(3)
  return { ...organization, month }
}

describe.each(ways)('by %s', (way) => {
  test('BOOKS-9: somebody sees that every approved record of a month is accounted for, keeps it and puts it on paper', async () => {
    const { path, month } = await withMonth()
    const page = await pages.signedIn('demo-global-admin', `${path}/perioder`)
    const { press } = by(page, way)
    await page.getByRole('heading', { level: 1, name: 'Perioderapport' }).waitFor()
    await expect
      .poll(() => new URL(page.url()).pathname)
      .toBe(`${path}/perioder/${monthOf(new Date())}`)
    await page.goto(`${path}/perioder/${month}`)
    await page.getByText('Stemmer: alle 3 godkjente er med.').waitFor()
    const approved = page.getByRole('table').first()
    expect(await approved.getByRole('row', { name: /^Bokført/ }).innerText()).toMatch(
      /^Bokført\s+3\s/,
    )
    expect(await approved.getByRole('row', { name: /^Alle godkjente/ }).innerText()).toMatch(
      /\s3\s/,
    )
    await page.getByRole('heading', { level: 2, name: 'Summer etter konto' }).waitFor()
    await expectAccessible(page)
    await page.evaluate(() => document.documentElement.classList.replace('light', 'dark'))
    await expectAccessible(page)

    const [file] = await Promise.all([
      page.waitForEvent('download'),
      press(page.getByRole('button', { name: 'Bilagene som CSV' })),
    ])
    const csv = await readFile(await file.path(), 'utf8')
    expect(csv.trimEnd().split('\r\n')).toHaveLength(1 + 3)
    await page.getByText(/^Lastet ned som /).waitFor()

    await press(page.getByRole('button', { name: 'Måneden før' }))
    await page.getByText(/^Ingenting er godkjent eller bokført i /).waitFor()
    await expectAccessible(page)
    await press(page.getByRole('button', { name: 'Måneden etter' }))
    await page.getByText('Stemmer: alle 3 godkjente er med.').waitFor()

    await page.emulateMedia({ media: 'print' })
    const heading = page.locator('.print-heading')
    await heading.waitFor()
    expect(await heading.innerText()).toContain('Bilagsbro – Perioderapport')
    expect(await page.getByRole('button').count()).toBe(0)
    expect((await page.pdf({ format: 'A4' })).byteLength).toBeGreaterThan(5_000)
  })
})

test('BOOKS-9, BOOKS-7: what does not agree, what is archived and what lies between the sides is told', async () => {
  const page = await pages.signedIn('demo-auditor-hlf', '/')
  const sum = { count: 2, amount: '10.00' }
  const none = { count: 0, amount: '0.00' }
  const report = {
    organizationId: 'hlf',
    month: '2026-09',
    approved: { ...sum, logged: 1, archived: 0, agrees: false as boolean | undefined },
    places: Object.fromEntries(
      ['posted', 'corrected', 'delivered', 'waiting', 'failed', 'handled', 'set_aside'].map(
        (place) => [place, place === 'handled' ? sum : none],
      ),
    ),
    handled: [{ reason: 'by_person', ...sum }],
    booked: { ...sum, takenBack: sum, linesUnknown: { ...sum, archived: 1 } },
    differences: [
      { direction: 'booked_elsewhere', month: '2026-10', reason: 'archived', ...sum },
      { direction: 'approved_elsewhere', reason: 'not_known', ...sum },
    ],
    totals: [],
    accounts: [],
    dimensions: [],
    asOf: '2026-10-01T10:00:00.000Z',
  }
  await page.route('**/periods/2026-09', (route) => route.fulfill({ json: report }))
  await page.goto('/organisasjoner/hlf/perioder/2026-09')
  await page.getByText('Stemmer ikke: rapporten har 2 godkjente, loggen har 1.').waitFor()
  await page.getByText('Loggen har ikke linjene til 2 bilag').waitFor()
  await page
    .getByRole('rowheader', { name: /bokført i oktober 2026 Grunnen står i et arkiv/ })
    .waitFor()
  await page.getByRole('rowheader', { name: 'Merket av en person' }).waitFor()
  await expectAccessible(page)
  const { agrees: _, ...approved } = report.approved
  Object.assign(report, { approved: { ...approved, logged: 2, archived: 2 } })
  await page.reload()
  await page.getByText('noen kan stå begge steder').waitFor()
  await page.getByText('2 godkjenninger fra måneden er flyttet fra loggen til arkiv.').waitFor()
  await page.unroute('**/periods/2026-09')
  await page.route('**/periods/2026-09', (route) => route.abort())
  await page.reload()
  await page.getByRole('button', { name: 'Prøv igjen' }).waitFor()
  await expectAccessible(page)
})
