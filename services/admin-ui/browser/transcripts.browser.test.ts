import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { focusOf, heardOf, steady } from './heard.ts'
import { createOrganization } from './organization.ts'
import { usePages } from './use-pages.ts'

const pages = usePages()
const user = 'demo-global-admin'

/** What a person hears step by step, kept so that one can read it: `browser/transcripts/`. */
function listen(page: Page) {
  const lines: string[] = []
  return {
    lines,
    arrive: async (): Promise<void> => {
      lines.push(`— ${await page.title()} —`, ...(await heardOf(page)))
    },
    /** Goes there with Tab alone, as somebody does who sees nothing. */
    press: async (name: string): Promise<void> => {
      const target = page.getByRole('button', { name, exact: true })
      await target.waitFor()
      for (let stop = 0; stop < 100; stop++) {
        if (await target.evaluate((it) => it === document.activeElement)) break
        await page.keyboard.press('Tab')
      }
      lines.push('', `> ${await focusOf(page)}`, '> Enter')
      await page.keyboard.press('Enter')
    },
    dialog: async (): Promise<void> => {
      await page.getByRole('dialog').waitFor()
      lines.push(...(await heardOf(page, 'dialog')), `fokus: ${await focusOf(page)}`)
    },
  }
}

test('A11Y-11, MANUAL-1, MANUAL-3: what is heard of the overview, and of a run that is started', async () => {
  const organization = await createOrganization(pages.stack)
  await organization.call('config', 'PUT', '/connector/schedule', { cron: '0 6 * * *' })
  const page = await pages.signedIn(user, organization.path)
  await page.getByText('kl. 06.00').first().waitFor()
  await organization.approve(3)
  await page.locator('dl.counts').getByText('3', { exact: true }).waitFor()
  await page.getByText('3 bilag venter').waitFor()
  const { lines, arrive, press, dialog } = listen(page)
  await arrive()
  await press('Overfør nå')
  await page.getByRole('dialog').getByText('3 bilag blir overført').waitFor()
  await dialog()
  await press('Overfør 3 bilag')
  await page.getByText('Ferdig. Bokført 3').first().waitFor()
  // The run has left the button again.
  await page.getByRole('button', { name: 'Overfør nå', disabled: false }).waitFor()
  lines.push(`fokus: ${await focusOf(page)}`)
  await expect(steady(lines, organization.name)).toMatchFileSnapshot('transcripts/overfor-na.txt')
})

test('A11Y-11, RETRY-1, RETRY-3: what is heard of failed records, and of trying all of them again', async () => {
  const organization = await createOrganization(pages.stack)
  await organization.approve(2, (record) => ({
    ...record,
    recordType: 'expense',
    payee: { ...record.payee, kind: 'employee' },
    lines: record.lines.map((line) => ({ ...line, category: 'taxi', costCenter: '999' })),
  }))
  const page = await pages.signedIn(user, `${organization.path}/feil`)
  await page.getByText('2 bilag har feil.').first().waitFor()
  await page.getByRole('rowheader').nth(1).waitFor()
  const { lines, arrive, press, dialog } = listen(page)
  await arrive()
  await press('Prøv alle på nytt')
  await page.getByRole('dialog').getByText('2 bilag').first().waitFor()
  await dialog()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  lines.push(`fokus: ${await focusOf(page)}`)
  await expect(steady(lines, organization.name)).toMatchFileSnapshot('transcripts/prov-alle.txt')
})
