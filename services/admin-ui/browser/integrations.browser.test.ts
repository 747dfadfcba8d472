import { demoMappingInXledger } from '@bilagsbro/local-stack/demo-organizations'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { by, ways } from './by.ts'
import { createEmptyOrganization } from './organization.ts'
import { expectAccessible, usePages } from './use-pages.ts'

const pages = usePages()
const user = 'demo-global-admin'
const integrations = (path: string) => `${path}/innstillinger/integrasjoner`
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent)
/** What the browser keeps of a page, and what stands in its address and its text. */
const kept = (page: Page) =>
  page.evaluate(() =>
    JSON.stringify([localStorage, sessionStorage, location.href, document.cookie]),
  )

test.each(ways)(
  'WIZARD-1..4, WIZARD-7, CONFIG-1, CONFIG-2, BOOKS-10, DOD-4: Xledger is set up from nothing to the first posted voucher, by %s',
  async (way) => {
    const organization = await createEmptyOrganization(pages.stack)
    const { seed, path, call } = organization
    await organization.approve(1)
    const page = await pages.signedIn(user, integrations(path))
    const { press, check, fill } = by(page, way)
    await page.getByText('Ingen integrasjon er satt opp ennå').waitFor()
    await expectAccessible(page)
    await press(page.getByRole('link', { name: 'Legg til integrasjon' }))

    await heading(page, 'Velg system').waitFor()
    await check(page.getByRole('radio', { name: 'Xledger' }))
    await press(page.getByRole('button', { name: 'Neste' }))

    await heading(page, 'Pålogging').waitFor()
    await expect.poll(() => focused(page)).toBe('Pålogging')
    expect(await page.getByRole('textbox', { name: 'Leietaker-ID' }).count()).toBe(0)
    await press(page.getByRole('button', { name: 'Neste' }))
    await page.getByRole('link', { name: 'Enhet mangler.' }).waitFor()
    await expectAccessible(page)
    await check(page.getByRole('radio', { name: 'Demo' }))
    await fill(page.getByRole('textbox', { name: 'Enhet' }), seed.ownerDbId)
    await fill(page.getByRole('textbox', { name: 'API-token' }), seed.apiToken)
    await press(page.getByRole('button', { name: 'Neste' }))

    await heading(page, 'Test og lagre').waitFor()
    expect(await kept(page)).not.toContain(seed.apiToken)
    expect(await page.content()).not.toContain(seed.apiToken)
    await press(page.getByRole('button', { name: 'Test tilkoblingen' }))
    await page
      .getByText(/Virker: \d+ kontoer, \d+ kostnadssteder/)
      .first()
      .waitFor()
    await expectAccessible(page)
    await press(page.getByRole('button', { name: 'Lagre og gå videre' }))

    await heading(page, 'Kontering').waitFor()
    await page.getByText('Xledger er lagret og aktiv. Ingenting blir overført').waitFor()
    const { connector } = await call<{ connector: { enabled: boolean } }>(
      'config',
      'GET',
      '/connector',
    )
    expect(connector.enabled).toBe(false)
    expect(await kept(page)).not.toContain(seed.ownerDbId)
    await call('config', 'PUT', '/connector/mapping', demoMappingInXledger)
    await press(page.getByRole('button', { name: 'Neste' }))
    await heading(page, 'Bokføring').waitFor()
    await expectAccessible(page)
    await press(page.getByRole('button', { name: 'Lagre og gå videre' }))
    await heading(page, 'Kontroll').waitFor()
    await page.getByText('Klare 1, mangler konto 0, lukket periode 0.').waitFor()
    await expectAccessible(page)
    await press(page.getByRole('button', { name: 'Neste' }))

    await heading(page, 'Slå på').waitFor()
    await press(page.getByRole('button', { name: 'Slå på' }))
    const dialog = page.getByRole('dialog', { name: 'Slå på Xledger?' })
    await dialog.getByText('1 bilag venter nå').waitFor()
    await expectAccessible(page)
    await press(dialog.getByRole('button', { name: 'Slå på' }))
    await page.getByText('Xledger er slått på.').first().waitFor()
    await press(page.getByRole('link', { name: 'Ferdig', exact: true }))
    await heading(page, 'Eksterne integrasjoner').waitFor()
    if (way === 'keyboard') return
    // The ledger of the stand-in books what it was sent now and then.
    await expect
      .poll(
        async () => {
          await organization.importNow()
          return page.getByText(/Prøvebilaget stemte/).count()
        },
        { timeout: 60_000, interval: 500 },
      )
      .toBe(1)
    await expectAccessible(page)
  },
)
