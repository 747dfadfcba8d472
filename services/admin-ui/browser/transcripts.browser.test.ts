import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { demoMapping, demoMappingInXledger } from '@bilagsbro/local-stack/demo-organizations'
import { expect, test } from 'vitest'
import { steady } from './heard.ts'
import { hint } from './hints.ts'
import { listen } from './listen.ts'
import { createEmptyOrganization, createOrganization } from './organization.ts'
import { usePages } from './use-pages.ts'

const pages = usePages()
type Organization = Awaited<ReturnType<typeof createOrganization>>

/** Somebody who listens, and how what was heard of an organisation is kept. */
async function listening(organization: { id: string; name: string }) {
  const page = await pages.signedIn('demo-global-admin', '/varsler')
  const listener = await listen(page)
  return {
    page,
    ...listener,
    expectKept: (transcript: string) =>
      expect(steady(listener.lines.splice(0), organization)).toMatchFileSnapshot(
        `transcripts/${transcript}.txt`,
      ),
  }
}

/** An expense of one line; nothing of it is drawn by lot. */
const expense =
  (category: string, costCenter = '100') =>
  (record: RecordApproved): RecordApproved => ({
    ...record,
    recordType: 'expense',
    payee: { ...record.payee, kind: 'employee' },
    lines: [
      { lineId: '1', category, costCenter, amount: record.total, date: record.lines[0]!.date },
    ],
  })

interface Status {
  readonly pendingCount: number
  readonly sums: { readonly posted: { readonly count: number } }
  readonly schedule?: { readonly cron: string }
}
const untilStatus = (organization: Organization, is: (status: Status) => boolean) =>
  expect
    .poll(async () => is(await organization.call<Status>('status-query', 'GET', '/status')), {
      timeout: 60_000,
    })
    .toBe(true)

test('A11Y-4, A11Y-11, MANUAL-1, MANUAL-2, MANUAL-3: what is heard of the overview, and of a run at its start, its half and its end', async () => {
  const organization = await createOrganization(pages.stack)
  await organization.call('config', 'PUT', '/connector/schedule', { cron: '0 6 * * *' })
  await untilStatus(organization, ({ schedule }) => schedule !== undefined)
  await organization.approve(3, expense('taxi'))
  const { page, visit, press, dialog, focus, said, expectKept } = await listening(organization)
  await visit(organization.path, page.getByText('3 bilag venter'))
  await press(page.getByRole('button', { name: 'Overfør nå' }))
  const asked = page.getByRole('dialog')
  await dialog(asked.getByText('3 bilag blir overført'))
  // The run waits at each step until it is heard.
  const counts = { planned: 4, posted: 0, delivered: 0, failed: 0, deferred: 0 }
  await page.route(`**/organizations/${organization.id}/runs/*`, async (route) => {
    const { completedAt: _, ...run } = (await (await route.fetch()).json()) as { completedAt?: 0 }
    await route.fulfill({ json: { ...run, outcome: 'running', ready: 4, counts } })
  })
  await press(asked.getByRole('button', { name: 'Overfør 3 bilag' }))
  await page.getByText('0 av 4').waitFor()
  await focus()
  counts.posted = 2
  await hint(page, organization.id)
  await page.getByText('2 av 4').waitFor()
  await said()
  await page.unrouteAll({ behavior: 'wait' })
  await hint(page, organization.id)
  await page.getByText('Ferdig. Bokført 3').first().waitFor()
  await page.getByRole('button', { name: 'Overfør nå', disabled: false }).waitFor()
  await focus()
  await expectKept('overfor-na')
})

test('A11Y-11, RETRY-1, RETRY-3, AUDIT-2, AUDIT-4, HEALTH-1, HEALTH-2: what is heard of failed records, of trying all of them again, of the log, and of the organisations', async () => {
  const organization = await createOrganization(pages.stack)
  await organization.approve(2, expense('taxi', '999'))
  const { page, visit, arrive, press, dialog, focus, expectKept } = await listening(organization)
  const rows = page.getByRole('rowheader')

  await visit(`${organization.path}/feil`, rows.nth(1))
  await press(page.getByRole('button', { name: 'Prøv alle på nytt' }))
  await dialog(page.getByRole('dialog').getByText('2 bilag'))
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await focus()
  await expectKept('prov-alle')

  await visit(`${organization.path}/logg?status=failed`, rows.nth(1))
  await press(page.getByRole('button', { name: 'Siste 7 dager' }))
  await page.locator('caption', { hasText: 'fra ' }).waitFor()
  await focus()
  await press(rows.getByRole('link').first())
  await arrive(page.getByRole('heading', { name: 'Svar fra regnskapssystemet' }))
  await focus()
  await expectKept('logg')

  const search = new URLSearchParams({ q: organization.name }).toString()
  await visit(`/organisasjoner?${search}`, rows)
  await press(rows.getByRole('link'))
  await page.getByRole('heading', { level: 1, name: 'Oversikt' }).waitFor()
  await focus()
  await expectKept('organisasjoner')
})

test('A11Y-11, BOOKS-9, CONFIG-4, CONFIG-5, TOGGLE-1, TOGGLE-4: what is heard of a period report, of rules that two people save, and of switching off', async () => {
  const organization = await createOrganization(pages.stack)
  const { path } = organization
  const [posted] = await organization.approve(1, expense('taxi'))
  await organization.approve(1, expense('helikopter'))
  await untilStatus(
    organization,
    ({ sums, pendingCount }) => sums.posted.count === 1 && pendingCount === 1,
  )
  const { page, visit, press, check, fill, dialog, focus, read, said, expectKept } =
    await listening(organization)
  const month = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' })
    .format(new Date(posted!.approvedAt))
    .slice(0, 7)
  await visit(`${path}/perioder/${month}`, page.getByText(/^100\s+Sekretariat/))
  await expectKept('perioderapport')

  const integrations = `${path}/innstillinger/integrasjoner`
  await visit(`${integrations}/dynamics/kontering`, page.getByRole('combobox').nth(4))
  await press(page.getByRole('button', { name: 'Velg konto for helikopter' }))
  const rule = page.getByRole('dialog')
  await dialog(rule.getByRole('searchbox'))
  await press(rule.getByRole('button', { name: 'Bruk' }))
  await focus()
  await fill(rule.getByRole('searchbox', { name: 'Søk i kontoplanen' }), '714')
  await rule.getByRole('radio', { name: /^7140 / }).waitFor()
  await said()
  await check(rule.getByRole('radio', { name: /^7140 / }))
  await press(rule.getByRole('button', { name: 'Bruk' }))
  await rule.waitFor({ state: 'detached' })
  await focus()
  await organization.call('config', 'PUT', '/connector/mapping', {
    ...demoMapping,
    categories: { ...demoMapping.categories, båt: { account: '7140' } },
  })
  await press(page.getByRole('button', { name: 'Lagre versjon 3' }))
  await page.getByText('Noen andre har lagret i mellomtiden').waitFor()
  await focus()
  await expectKept('kontering')

  await visit(integrations, page.getByText('Prøvebilag:'))
  await press(page.getByRole('button', { name: 'Slå av' }))
  const stop = page.getByRole('alertdialog')
  await dialog(stop.getByText('1 bilag venter'), 'alertdialog')
  await press(stop.getByRole('button', { name: 'Slå av' }))
  await focus()
  await fill(stop.getByRole('textbox', { name: 'Hvorfor slår du av?' }), 'Årsavslutning')
  await press(stop.getByRole('button', { name: 'Slå av' }))
  await page.getByText('Microsoft Dynamics er slått av.').first().waitFor()
  await focus()
  await read('main')
  await expectKept('sla-av')
})

test('A11Y-8, A11Y-9, A11Y-11, WIZARD-2, WIZARD-3, WIZARD-4, WIZARD-7, CONFIG-2: what is heard while Xledger is set up from nothing', async () => {
  const organization = await createEmptyOrganization(pages.stack)
  const { seed, path, call } = organization
  await organization.approve(1, expense('taxi'))
  const { page, visit, arrive, press, check, fill, dialog, focus, said, lines, expectKept } =
    await listening(organization)
  const heading = (name: string) => page.getByRole('heading', { level: 1, name })
  const next = page.getByRole('button', { name: 'Neste' })
  const add = page.getByRole('link', { name: 'Legg til integrasjon' })
  await visit(path, add)
  await press(add)
  await arrive(heading('Velg system'))
  await check(page.getByRole('radio', { name: 'Xledger' }))
  await press(next)
  await arrive(page.getByRole('textbox', { name: 'API-token' }))
  await press(next)
  const fault = page.getByRole('link', { name: 'Enhet mangler.' })
  await fault.waitFor()
  await focus()
  await press(fault)
  await fill(page.getByRole('textbox', { name: 'Enhet' }), seed.ownerDbId)
  await check(page.getByRole('radio', { name: 'Demo' }))
  await fill(page.getByRole('textbox', { name: 'API-token' }), seed.apiToken)
  await press(next)
  await arrive(heading('Test og lagre'))
  // The test is on its way until that is heard.
  const answered = Promise.withResolvers<void>()
  await page.route('**/connection-tests', async (route) => {
    const answer = await route.fetch()
    await answered.promise
    await route.fulfill({ response: answer })
  })
  await press(page.getByRole('button', { name: 'Test tilkoblingen' }))
  await page.getByText('Tester tilkoblingen').first().waitFor()
  await said()
  answered.resolve()
  await page
    .getByText(/Virker: /)
    .first()
    .waitFor()
  await focus()
  await press(page.getByRole('button', { name: 'Lagre og gå videre' }))
  await arrive(page.getByRole('combobox').nth(2))
  await call('config', 'PUT', '/connector/mapping', demoMappingInXledger)
  await visit(`${path}/innstillinger/integrasjoner/ny/sla-pa`, heading('Slå på'))
  await press(page.getByRole('button', { name: 'Slå på' }))
  await dialog(page.getByRole('dialog').getByText('1 bilag venter nå'))
  await press(page.getByRole('dialog').getByRole('button', { name: 'Slå på' }))
  await page.getByText('Xledger er slått på.').first().waitFor()
  await focus()
  lines.splice(0, lines.length, ...lines.map((line) => line.replaceAll(seed.ownerDbId, '<enhet>')))
  await expectKept('veiviser')
})
