import { demoMappingInXledger, inXledger } from '@bilagsbro/local-stack/demo-organizations'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { by, ways } from './by.ts'
import { createEmptyOrganization, createOrganization } from './organization.ts'
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
  'WIZARD-1, WIZARD-2, WIZARD-3, WIZARD-4, WIZARD-7, CONFIG-1, CONFIG-2, BOOKS-10, DOD-4: Xledger is set up from nothing to the first posted voucher, by %s',
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
    await page.getByText('Klare 1, mangler kontering 0, lukket periode 0, annet 0.').waitFor()
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

test.each(ways)(
  'WIZARD-6, CONFIG-5, CONFIG-6: after a wrong and an expired secret another way to sign in is saved, and the schedule stays, by %s',
  async (way) => {
    const { seed, path, call } = await createEmptyOrganization(pages.stack)
    const { connector } = inXledger(seed)
    await call('config', 'PUT', '/connector', connector)
    await call('config', 'PUT', '/connector/schedule', { cron: '0 6 * * 1-5' })
    const page = await pages.signedIn(user, `${integrations(path)}/xledger/palogging`)
    const { press, check, fill } = by(page, way)
    const save = page.getByRole('button', { name: 'Lagre', exact: true })
    const test = page.getByRole('button', { name: 'Test tilkoblingen' })
    const token = page.getByRole('textbox', { name: 'API-token' })
    await token.waitFor()
    expect(await token.inputValue()).toBe('')
    await fill(token, `${seed.apiToken.slice(0, -3)}abc`)
    await press(test)
    await page.getByRole('alert').getByText('Virker ikke:').waitFor()
    await page.getByText('Ingenting er lagret.').waitFor()
    expect(await save.getAttribute('aria-disabled')).toBe('true')
    await expectAccessible(page)

    await check(page.getByRole('radio', { name: 'Klient-ID (OAuth2) og' }))
    await fill(page.getByRole('textbox', { name: 'Klient-ID' }), seed.clientId)
    const secret = page.getByRole('textbox', { name: 'Klienthemmelighet' })
    await fill(secret, seed.expiredSecret)
    await press(test)
    await page.getByText('Virker ikke: Nøkkelen er gått ut.').waitFor()
    await fill(secret, seed.clientSecret)
    await fill(page.getByRole('textbox', { name: 'Nøkkelen går ut' }), '21.11.2031')
    await press(test)
    await page
      .getByText(/Virker: \d+ kontoer/)
      .first()
      .waitFor()
    await press(save)
    await page.getByText('Lagret. Tidsplan og konteringsregler er som før.').first().waitFor()
    await page.getByText(/går ut 21\.11\.2031\. Blir aldri vist/).waitFor()
    expect(await secret.inputValue()).toBe('')
    await expectAccessible(page)
    const saved = await call<{
      schedule: string
      connector: { secrets: readonly { readonly field: string }[] }
    }>('config', 'GET', '/connector')
    expect(saved.schedule).toBe('0 6 * * 1-5')
    expect(saved.connector.secrets.map(({ field }) => field)).toEqual(['clientId', 'clientSecret'])
    expect(await kept(page)).not.toContain(seed.clientSecret)
  },
)

test.each(ways)(
  'TOGGLE-1, TOGGLE-2, TOGGLE-3, TOGGLE-4, TOGGLE-7, TOGGLE-8, BOOKS-4, A11Y-5: what is switched off with a reason waits, and goes when it is on again, by %s',
  async (way) => {
    const organization = await createOrganization(pages.stack)
    const page = await pages.signedIn(user, integrations(organization.path))
    const { press, check, fill } = by(page, way)
    const off = page.getByRole('button', { name: 'Slå av' })
    await press(off)
    const stop = page.getByRole('alertdialog', { name: 'Slå av Microsoft Dynamics?' })
    await stop.getByText('Ingen bilag venter').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => off.evaluate((it) => it === document.activeElement)).toBe(true)
    await press(off)
    await press(stop.getByRole('button', { name: 'Slå av' }))
    await stop.getByText('Skriv en grunn.').waitFor()
    await expectAccessible(page)
    await fill(stop.getByRole('textbox', { name: 'Hvorfor slår du av?' }), 'Årsavslutning')
    await press(stop.getByRole('button', { name: 'Slå av' }))
    await page.getByText('Grunn: Årsavslutning').waitFor()
    await page.getByText('Microsoft Dynamics er slått av.').first().waitFor()

    await organization.approve(2)
    const isQueued = async () =>
      (await organization.call<{ pendingCount: number }>('status-query', 'GET', '/status'))
        .pendingCount
    await expect.poll(isQueued, { timeout: 30_000 }).toBe(2)
    await press(page.getByRole('button', { name: 'Slå på' }))
    const start = page.getByRole('dialog', { name: 'Slå på Microsoft Dynamics?' })
    await start.getByText('2 bilag venter nå').waitFor()
    await check(start.getByRole('radio', { name: 'Bare bilag som er godkjent fra og med' }))
    await fill(start.getByRole('textbox', { name: 'Godkjent fra og med' }), '01.01.2050')
    await start.getByText('Godkjent før 01.01.2050: 2 bilag blir «Håndtert».').waitFor()
    await expectAccessible(page)
    await check(start.getByRole('radio', { name: 'Alle godkjente bilag' }))
    await press(start.getByRole('button', { name: 'Slå på' }))
    await page.getByText('Microsoft Dynamics er slått på.').first().waitFor()
    const posted = page.locator('dl.figures > div:has(dt:text-is("Overført i alt")) dd')
    await expect.poll(() => posted.innerText(), { timeout: 60_000 }).toBe('2')
    await page.getByText(/Prøvebilaget stemte/).waitFor()
  },
)

test('CONFIG-3, CONFIG-5: each cause of a sign-in that fails is named, and one that works shows the cost centres', async () => {
  const { seed, path } = await createOrganization(pages.stack)
  const page = await pages.signedIn(user, `${integrations(path)}/dynamics/palogging`)
  const field = (name: string) => page.getByRole('textbox', { name })
  const secret = field('Klienthemmelighet')
  await secret.waitFor()
  const other = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'
  const test = async (told: string | RegExp, values: readonly (readonly [string, string])[]) => {
    for (const [name, value] of values) await field(name).fill(value)
    await page.getByRole('button', { name: 'Test tilkoblingen' }).click()
    await page.getByText(told).first().waitFor()
  }
  await test('Virker ikke: Feil nøkkel.', [['Klienthemmelighet', 'galt~galt~galt']])
  await test('Virker ikke: Nøkkelen er gått ut.', [['Klienthemmelighet', seed.expiredSecret]])
  const { clientId, clientSecret } = seed.clientWithoutPermission
  const withoutPermission = [
    ['Klient-ID', clientId],
    ['Klienthemmelighet', clientSecret],
  ] as const
  await test('Virker ikke: Mangler tilgang.', withoutPermission)
  await test('Virker ikke: Fant ikke klienten.', [['Klient-ID', other]])
  await test('Virker ikke: Fant ikke katalog-ID.', [
    ['Leietaker-ID', other],
    ['Klient-ID', seed.clientId],
    ['Klienthemmelighet', seed.clientSecret],
  ])
  await test('Virker ikke: Fant ikke miljøet.', [
    ['Leietaker-ID', seed.tenantId],
    ['Miljø', 'Finnes-ikke'],
  ])
  await test('Virker ikke: Fant ikke selskapet.', [
    ['Miljø', seed.environment],
    ['Selskaps-ID', other],
  ])
  await test(/Virker: \d+ kontoer, \d+ kostnadssteder/, [['Selskaps-ID', seed.companyId]])
  await page.getByRole('button', { name: /Vis kostnadsstedene som ble funnet/ }).click()
  await page.getByText('300 Ungdom').waitFor()
  await expectAccessible(page)
})

test('CONFIG-1, A11Y-8: a reload keeps what was entered but secrets, and says so; a system has its own fields', async () => {
  const { seed, path } = await createEmptyOrganization(pages.stack)
  const page = await pages.signedIn(user, `${integrations(path)}/ny/palogging`)
  // Nothing is chosen yet, so that this comes first.
  await page.getByRole('radio', { name: 'Annet system' }).check()
  await page.getByRole('button', { name: 'Neste' }).click()
  const address = page.getByRole('textbox', { name: 'Adresse for bilag' })
  await address.fill('https://regnskap.example/bilag')
  // No way to sign in is chosen: none has its fields shown, and what is seldom needed is folded away.
  expect(await page.getByRole('textbox', { name: 'API-nøkkel' }).count()).toBe(0)
  expect(await page.getByRole('textbox', { name: 'Desimaler' }).isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Fyll inn et eksempel: Hva et bilag blir til' }).click()
  await page.getByText('Fylt inn: Mal for bilag. Endre det').first().waitFor()
  const template = page.getByRole('textbox', { name: 'Mal for bilag' })
  expect(await template.inputValue()).toContain('"reference": reference')
  await page.getByRole('radio', { name: 'API-nøkkel' }).check()
  await page.getByRole('textbox', { name: 'API-nøkkel' }).fill(seed.apiToken)
  await page.getByRole('radio', { name: 'Brukernavn og passord' }).check()
  expect(await page.getByRole('textbox', { name: 'API-nøkkel' }).count()).toBe(0)
  await page.getByRole('radio', { name: 'API-nøkkel' }).check()
  await page.evaluate(() => {
    localStorage.setItem('bilagsbro.theme', 'dark')
    localStorage.setItem('bilagsbro.language', 'nn')
  })
  expect(await kept(page)).not.toContain(seed.apiToken)
  await page.reload()
  await page.getByText('Nøklane vart borte då sida vart lasta på nytt').waitFor()
  expect(await page.getByRole('textbox', { name: 'Adresse for bilag' }).inputValue()).toBe(
    'https://regnskap.example/bilag',
  )
  expect(await page.getByRole('textbox', { name: 'API-nykel' }).inputValue()).toBe('')
  await expectAccessible(page)
})

test('WIZARD-1, WIZARD-5: an auditor reads without a button, support is told whose page it is, and what is off can be removed', async () => {
  const auditor = await pages.signedIn('demo-auditor-hlf', integrations('/organisasjoner/hlf'))
  await auditor.getByText('Klienthemmelighet: Lagt inn').waitFor()
  await auditor.getByText('Overført i alt').waitFor()
  expect(await auditor.getByRole('button', { name: /Slå|Fjern|Legg til/ }).count()).toBe(0)
  await expectAccessible(auditor)
  const support = await pages.signedIn('demo-support-hlf', integrations('/organisasjoner/hlf'))
  await support.getByText('Siden er for administrator og revisor').waitFor()

  const { path, call } = await createOrganization(pages.stack)
  const page = await pages.signedIn(user, integrations(path))
  const remove = page.getByRole('button', { name: 'Fjern integrasjonen' })
  await remove.waitFor()
  expect(await remove.getAttribute('aria-disabled')).toBe('true')
  await call('config', 'PUT', '/connector/state', { enabled: false, reason: 'Flytter' })
  await expect.poll(() => remove.getAttribute('aria-disabled'), { timeout: 30_000 }).toBeNull()
  await remove.click()
  const dialog = page.getByRole('alertdialog', { name: 'Fjerne Microsoft Dynamics?' })
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Fjern, med 1 nøkkel' }).click()
  await page.getByText('Microsoft Dynamics er fjernet.').first().waitFor()
  await page.getByText('Ingen integrasjon er satt opp ennå').waitFor()
  await expect.poll(() => focused(page)).toBe('Eksterne integrasjoner')
})
