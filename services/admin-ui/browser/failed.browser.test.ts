import { demoMapping } from '@bilagsbro/local-stack/demo-organizations'
import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { expect, test } from 'vitest'
import { by, ways } from './by.ts'
import { createOrganization } from './organization.ts'
import { expectAccessible, usePages } from './use-pages.ts'

const pages = usePages()
const user = 'demo-global-admin'

/** Whatever else the record says: its lines are of this category, and of this cost centre or of none. */
const booked =
  (category: string, costCenter?: string) =>
  (record: RecordApproved): RecordApproved => ({
    ...record,
    lines: record.lines.map((line) => {
      const { costCenter: _, ...kept } = line
      return { ...kept, category, ...(costCenter !== undefined && { costCenter }) }
    }),
  })

const { taxi, course } = demoMapping.categories
/** An account that demands a department, and one that takes no other than 100. */
const wrong = { taxi: { account: '7165' }, course: { account: '7169' } }
const mapped = (rules: object) => ({
  ...demoMapping,
  categories: { ...demoMapping.categories, ...rules },
})

test.each(ways)(
  'DOD-5, RETRY-1, RETRY-2, RETRY-3, RETRY-4, RETRY-6, STATUS-4: by %s, what failed is mended by its cause, retried, and leaves',
  async (way) => {
    const organization = await createOrganization(pages.stack, (entry) => ({
      ...entry,
      mapping: mapped(wrong),
    }))
    const map = (rules: object) =>
      organization.call('config', 'PUT', '/connector/mapping', mapped(rules))
    await organization.approve(2, booked('taxi'))
    await organization.approve(2, booked('course', '200'))
    await organization.approve(1, booked('helikopter', '100'))
    const page = await pages.signedIn(user, organization.path)
    const { press, check, choose } = by(page, way)
    const saysFailed = (text: string) => page.locator('.lead', { hasText: text }).waitFor()

    // STATUS-4: the figure of the overview leads here.
    await press(page.locator('dl.counts').getByRole('link', { name: 'Feil: vis bilagene' }))
    await page.getByRole('heading', { level: 1, name: 'Bilag med feil' }).waitFor()
    await saysFailed('4 bilag har feil.')
    const cause = page.getByRole('listitem').filter({ hasText: 'krever en dimensjon' })
    await cause.getByText('2 bilag,').waitFor()
    await page.getByRole('heading', { name: 'Utgiftstypen «helikopter» mangler konto' }).waitFor()
    await expectAccessible(page)

    // RETRY-6: the cause is mended, and its records are offered, while those that only waited go by themselves.
    await map({ ...wrong, taxi, helikopter: taxi })
    await cause.getByText('Prøv 2 bilag på nytt.').waitFor()
    await page.getByRole('heading', { name: 'Holdt tilbake' }).waitFor({ state: 'detached' })
    await press(cause.getByRole('button', { name: 'Prøv disse på nytt' }))
    const dialog = page.getByRole('dialog', { name: 'Prøve på nytt?' })
    await dialog.getByText('Ingen blir bokført to ganger.').waitFor()
    await expectAccessible(page)
    await press(dialog.getByRole('button', { name: 'Prøv 2 bilag på nytt' }))
    await cause.getByText('Ferdig. Bokført 2, venter 0.').waitFor()
    await saysFailed('2 bilag har feil.')
    await cause.getByText('Ingen bilag har denne feilen nå.').first().waitFor()
    await press(cause.getByRole('button', { name: 'Lukk meldingen' }))
    await cause.waitFor({ state: 'detached' })
    const heading = page.getByRole('heading', { level: 1 })
    expect(await heading.evaluate((it) => it === document.activeElement)).toBe(true)

    // RETRY-2, RETRY-4: one that fails again stays, with one attempt more.
    const rows = page.getByRole('table').getByRole('row')
    await choose(page.getByRole('combobox', { name: 'Type' }), 'Utlegg')
    await choose(page.getByRole('combobox', { name: 'Type' }), 'Alle')
    await expect.poll(() => rows.count()).toBe(3)
    const box = page.getByRole('checkbox', { name: /^Velg BB/ }).first()
    await check(box)
    await page.getByText('1 valgt').waitFor()
    await press(page.getByRole('button', { name: 'Prøv valgte på nytt' }))
    await press(dialog.getByRole('button', { name: 'Prøv 1 bilag på nytt' }))
    await page.getByText('Ferdig. Bokført 0, levert 0, feil 1, venter 0.').first().waitFor()
    await rows.getByRole('cell', { name: '2', exact: true }).waitFor()
    await expectAccessible(page)

    // RETRY-3: all that is left goes in one run.
    await map({ taxi, course, helikopter: taxi })
    await page.getByText('Prøv 2 bilag på nytt.').waitFor()
    await press(page.getByRole('button', { name: 'Prøv alle på nytt' }))
    await press(dialog.getByRole('button', { name: 'Prøv 2 bilag på nytt' }))
    await saysFailed('Ingen bilag har feil.')
    // The changed rules may have one of them go first, as a trial.
    await page
      .getByText(/^Ferdig\. Bokført [12], venter 0\./)
      .first()
      .waitFor()
    await expectAccessible(page)
  },
)

test('A11Y-3, A11Y-6, A11Y-10: what is new waits while somebody chooses; order, filter and page stand in the address', async () => {
  const organization = await createOrganization(pages.stack, (entry) => ({
    ...entry,
    mapping: mapped(wrong),
  }))
  await organization.approve(2, booked('taxi'))
  const page = await pages.signedIn(user, `${organization.path}/feil`, {
    viewport: { width: 320, height: 640 },
  })
  const boxes = page.getByRole('checkbox', { name: /^Velg BB/ })
  await expect.poll(() => boxes.count()).toBe(2)
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(over).toBeLessThanOrEqual(0)
  const names = await page.getByRole('rowheader').allInnerTexts()
  await boxes.first().check()
  await organization.approve(1, booked('taxi'))
  const news = page.getByRole('button', { name: '1 ny – oppdater' })
  await news.waitFor()
  expect(await page.getByRole('rowheader').allInnerTexts()).toEqual(names)
  expect(await boxes.first().isChecked()).toBe(true)
  expect(await boxes.first().evaluate((it) => it === document.activeElement)).toBe(true)
  expect(await page.locator('[role=status]').count()).toBe(1)
  await news.click()
  await expect.poll(() => boxes.count()).toBe(3)
  await page.getByText('1 valgt').waitFor()

  await page.getByRole('button', { name: 'Beløp' }).click()
  await page.waitForURL('**/feil?sorter=amount')
  expect(await page.locator('[aria-sort]').innerText()).toMatch(/Beløp/)
  await page.getByRole('link', { name: /^Vis bilagene.*krever en dimensjon/ }).click()
  await page.waitForURL('**/feil?arsak=*')
  const list = page.getByRole('heading', { name: 'Alle bilag med feil' })
  await expect.poll(() => list.evaluate((it) => it === document.activeElement)).toBe(true)
  await page.getByRole('searchbox', { name: 'Søk etter bilag' }).fill('finnes-ikke')
  await page.keyboard.press('Enter')
  await page.getByText('Ingen bilag med feil passer til søket.').waitFor()
  await expectAccessible(page)
})

test('CONFIG-5, RETRY-1: a code is explained, with who mends it and what happens then', async () => {
  const page = await pages.signedIn('demo-auditor-hlf', '/organisasjoner/hlf/feil')
  await page.locator('.lead').waitFor()
  expect(await page.getByRole('button', { name: /på nytt/ }).count()).toBe(0)
  await page.getByRole('link', { name: 'Alle feilkoder, og hva de betyr' }).click()
  await page.getByRole('searchbox', { name: 'Søk etter kode eller ord' }).fill('expired_secret')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'auth.expired_secret' }).click()
  await page.getByRole('heading', { level: 1, name: 'Nøkkelen er gått ut' }).waitFor()
  for (const name of ['Hva skjedde', 'Slik retter du det', 'Hvem', 'Nå i HLF'])
    await page.getByRole('heading', { level: 2, name }).waitFor()
  await expectAccessible(page)
  await page.evaluate(() => localStorage.setItem('bilagsbro.theme', 'dark'))
  await page.goto('/feilkoder/finnes.ikke')
  await page.getByText('Denne koden er ikke kjent.').waitFor()
  await expectAccessible(page)
})

test('BOOKS-5, A11Y-9: what waits for a closed period gets another date, all at once and with a reason', async () => {
  const organization = await createOrganization(pages.stack)
  const { url } = pages.stack.simulators['business-central']!
  await fetch(`${url}/_sim/setup?organization=${organization.id}`, {
    method: 'PATCH',
    body: JSON.stringify({ vatSettledTo: '2026-10-31' }),
  })
  const date = '2026-10-15'
  await organization.approve(2, (record) => ({
    ...record,
    approvedAt: `${date}T10:00:00.000Z`,
    lines: record.lines.map((line) => ({ ...line, date })),
  }))
  const page = await pages.signedIn(user, `${organization.path}/feil`)
  const cause = page.getByRole('listitem').filter({ hasText: 'Perioden oktober 2026 er lukket' })
  await cause.getByText('2 bilag venter,').waitFor()
  await cause.getByRole('button', { name: 'Velg bokføringsdato' }).click()
  const dialog = page.getByRole('dialog', { name: 'Velge en annen bokføringsdato?' })
  await dialog.getByRole('radio', { name: /^I dag/ }).check()
  const move = dialog.getByRole('button', { name: 'Flytt 2 bilag' })
  await move.click()
  await dialog.getByText('Skriv hvorfor.').waitFor()
  await expectAccessible(page)
  const reason = dialog.getByRole('textbox', { name: 'Begrunnelse' })
  expect(await reason.evaluate((it) => it === document.activeElement)).toBe(true)
  await reason.fill('Termin fem er levert.')
  await move.click()
  await cause.getByText('2 bilag har fått ny bokføringsdato.').waitFor()
  await cause.getByText('Ingen bilag har denne feilen nå.').first().waitFor()
})
