import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { expect, test } from 'vitest'
import { steady } from './heard.ts'
import { hint } from './hints.ts'
import { listen } from './listen.ts'
import { createOrganization } from './organization.ts'
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
  await focus()
  await expectKept('overfor-na')
})

test('A11Y-11, RETRY-1, RETRY-3: what is heard of failed records, and of trying all of them again', async () => {
  const organization = await createOrganization(pages.stack)
  await organization.approve(2, expense('taxi', '999'))
  const { page, visit, press, dialog, focus, expectKept } = await listening(organization)
  const rows = page.getByRole('rowheader')

  await visit(`${organization.path}/feil`, rows.nth(1))
  await press(page.getByRole('button', { name: 'Prøv alle på nytt' }))
  await dialog(page.getByRole('dialog').getByText('2 bilag'))
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await focus()
  await expectKept('prov-alle')
})
