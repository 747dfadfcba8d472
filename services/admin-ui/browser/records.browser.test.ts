import { expect, test } from 'vitest'
import { createOrganization } from './organization.ts'
import { expectAccessible, usePages } from './use-pages.ts'

const pages = usePages()
const user = 'demo-global-admin'
interface Runs {
  readonly rows: readonly { readonly id: string; readonly outcome: string }[]
}

test('MANUAL-2, MANUAL-4, MANUAL-5: the page of a run shows how far it is, then its counts, and leads to what failed', async () => {
  const organization = await createOrganization(pages.stack)
  await organization.call('config', 'PUT', '/connector/schedule', { cron: '0 6 1 1 *' })
  const plan = () =>
    organization.call<{ planId: string; ready: { count: number } }>(
      'orchestrator',
      'GET',
      '/run-plan',
    )
  await expect
    .poll(() => organization.call<{ schedule?: object }>('status-query', 'GET', '/status'))
    .toMatchObject({ schedule: { cron: '0 6 1 1 *' } })
  let count = 0
  await organization.approve(3, (record) =>
    ++count > 1
      ? record
      : { ...record, lines: record.lines.map((line) => ({ ...line, costCenter: '999' })) },
  )
  await expect.poll(async () => (await plan()).ready.count).toBe(3)
  const { planId } = await plan()
  const { id } = await organization.call<{ id: string }>('orchestrator', 'POST', '/runs', {
    planId,
  })
  await expect
    .poll(async () => {
      const { rows } = await organization.call<Runs>('status-query', 'GET', '/runs')
      return rows.find((run) => run.id === id)?.outcome
    })
    .toBe('mixed')

  const page = await pages.signedIn(user, `${organization.path}/overforinger`)
  // As it was before its end.
  const ofRun = `**/organizations/${organization.id}/runs/${id}`
  await page.route(ofRun, async (route) => {
    const { completedAt: _, ...run } = (await (await route.fetch()).json()) as Record<
      string,
      unknown
    >
    const counts = { planned: 3, posted: 1, delivered: 0, failed: 0, deferred: 0 }
    await route.fulfill({ json: { ...run, outcome: 'running', ready: 3, counts } })
  })
  await page.getByText('Overføringer: 1 vises').waitFor()
  await expectAccessible(page)
  await page.getByRole('rowheader').getByRole('link').click()
  await page.getByRole('heading', { level: 1, name: 'Overføring', exact: true }).waitFor()
  const progress = page.getByRole('progressbar', { name: 'Overføringen pågår' })
  await progress.waitFor()
  expect(await progress.getAttribute('max')).toBe('3')
  await page.unrouteAll({ behavior: 'wait' })
  await organization.approve(1)
  await progress.waitFor({ state: 'detached' })
  await page.getByText('Ferdig, med feil', { exact: true }).waitFor()
  await page.getByText('Startet av').waitFor()
  await page.getByRole('rowheader', { name: 'Dimensjonsverdien kan ikke brukes' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Vis bilagene som fortsatt har feil' }).click()
  await page.waitForURL(`**/bilag?overforing=${id}&status=failed`)
  await page.getByText('Bilag: 1 treff').waitFor()
  await page.getByText(/^Bare bilag i overføringen/).waitFor()
})

test('ALERT-4, A11Y-10: the list shows the records of an alert, says when it is empty, and what could not be fetched', async () => {
  const organization = await createOrganization(pages.stack)
  const [record] = await organization.approve(1, (one) => ({
    ...one,
    lines: one.lines.map((line) => ({ ...line, category: 'helikopter' })),
  }))
  const { recordId, revision } = record!
  const page = await pages.signedIn(user, organization.path, {
    viewport: { width: 320, height: 640 },
  })
  const json = { text: 'Noe kan ikke bokføres', state: 'open' }
  await page.route('**/api/alerting/alerts/a-1', (route) => route.fulfill({ json }))
  await page.route('**/api/alerting/alerts/a-1/records?*', (route) =>
    route.fulfill({
      json: { rows: [{ recordId, revision, beganAt: record!.approvedAt }], next: null, total: 1 },
    }),
  )
  await page.goto(`${organization.path}/bilag?varsel=a-1`)
  await page.getByText('Bare bilag i dette varselet: Noe kan ikke bokføres').waitFor()
  await page.getByText('Mangler konto: helikopter').waitFor()
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(over).toBeLessThanOrEqual(0)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Fjern avgrensningen' }).click()
  await page.waitForURL('**/bilag')
  await page.getByRole('combobox', { name: 'Status' }).selectOption('posted')
  await page.getByText('Ingen bilag passer til søket.').waitFor()
  await expectAccessible(page)
  await page.route('**/records?*', (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      body: JSON.stringify({ title: 'Noe gikk galt', detail: 'Prøv igjen.', code: 'internal' }),
    }),
  )
  await page.getByRole('combobox', { name: 'Status' }).selectOption('pending')
  await page.getByText('Kode: internal').waitFor()
  await expectAccessible(page)
  await page.unroute('**/records?*')
  await page.getByRole('button', { name: 'Prøv igjen' }).click()
  await page.getByText('Bilag: 1 treff').waitFor()
})
