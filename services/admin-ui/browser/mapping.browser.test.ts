import { expect, test } from 'vitest'
import { by, ways } from './by.ts'
import { createOrganization } from './organization.ts'
import { expectAccessible, usePages } from './use-pages.ts'

const pages = usePages()
const user = 'demo-global-admin'
const address = (path: string) => `${path}/innstillinger/integrasjoner/dynamics/kontering`
const withCategory = (category: string) => (record: Parameters<Alter>[0]) => ({
  ...record,
  lines: record.lines.map((line) => ({ ...line, category })),
})
type Organization = Awaited<ReturnType<typeof createOrganization>>
type Alter = NonNullable<Parameters<Organization['approve']>[1]>

interface Status {
  readonly sums: { readonly posted: { readonly count: number } }
}

test.each(ways)(
  'CONFIG-4, RETRY-6: by %s, an expense type that lacks its account gets one, and what waited for it is booked',
  async (way) => {
    const organization = await createOrganization(pages.stack)
    await organization.approve(2, withCategory('helikopter'))
    const page = await pages.signedIn(user, address(organization.path))
    const { press, check, fill } = by(page, way)
    const row = page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: 'helikopter' }) })
    await row.getByText('2 bilag venter').waitFor()
    await row.getByText('Mangler konto').waitFor()
    // It stands first.
    expect(await page.getByRole('rowheader').first().innerText()).toMatch(/^helikopter/)
    expect(await page.getByRole('table').first().locator('caption').innerText()).toMatch(
      /1 mangler konto, og står øverst$/,
    )
    if (way === 'mouse') await expectAccessible(page)

    await press(row.getByRole('button', { name: 'Velg konto for helikopter' }))
    const dialog = page.getByRole('dialog', { name: 'Kontering av helikopter' })
    await press(dialog.getByRole('button', { name: 'Bruk' }))
    await press(dialog.getByRole('link', { name: 'Velg en konto.' }))
    await fill(dialog.getByRole('searchbox', { name: 'Søk i kontoplanen' }), '71')
    await check(dialog.getByRole('radio', { name: /^7140 / }))
    if (way === 'mouse') await expectAccessible(page)
    await press(dialog.getByRole('button', { name: 'Bruk' }))
    await dialog.waitFor({ state: 'detached' })
    await row.getByText('Endret, ikke lagret').waitFor()
    await page.getByText('2 bilag som ventet på konto, kan overføres når du lagrer.').waitFor()
    await press(page.getByRole('button', { name: 'Lagre versjon 2' }))
    await page.getByText('Lagret som versjon 2.').first().waitFor()
    await page.getByText('Versjon 2 gjelder alle bokføringsdatoer.').waitFor()
    await expect
      .poll(
        async () =>
          (await organization.call<Status>('status-query', 'GET', '/status')).sums.posted.count,
      )
      .toBe(2)
    await row.getByText('2 bilag venter').waitFor({ state: 'detached' })

    await press(page.getByRole('link', { name: 'Vis endringer i versjon 2' }))
    await page.getByText(/^helikopter: konto 7140 \(før: ingen regel\)/).waitFor()
    if (way === 'mouse') await expectAccessible(page)
  },
)

test('CONFIG-4, BOOKS-10: a table names the line of each fault and saves nothing of it, is read in once it is right, and what waits is checked', async () => {
  const organization = await createOrganization(pages.stack)
  const page = await pages.signedIn(user, address(organization.path))
  const read = async (lines: string) => {
    await page.getByLabel('Fil').setInputFiles({
      name: 'kontering.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`Type;Utgiftstype eller mottaker;Konto\n${lines}\n`, 'latin1'),
    })
    await page.getByRole('button', { name: 'Les inn og lagre' }).click()
  }
  await page.getByRole('button', { name: 'Les inn CSV' }).click()
  await read('utgiftstype;båt;')
  await page
    .getByRole('dialog')
    .getByText(/linje 2/i)
    .first()
    .waitFor()
  await expectAccessible(page)
  await read('utgiftstype;båt;7140')
  await page.getByText('Lest inn og lagret som versjon 2.').first().waitFor()
  await page.getByRole('rowheader', { name: 'båt' }).waitFor()
  await page.getByRole('button', { name: 'Kontroller ventende bilag' }).click()
  await page.getByText('Ingen bilag venter.').first().waitFor()
  await expectAccessible(page)
})
