import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { by, ways } from './by.ts'
import { createOrganization } from './organization.ts'
import { expectAccessible, usePages } from './use-pages.ts'

const pages = usePages()
const user = 'demo-global-admin'
const simulator = pages.stack.simulators['business-central']!.url
type Organization = Awaited<ReturnType<typeof createOrganization>>
interface Told {
  readonly status: string
  readonly reference?: string
  readonly reason?: { readonly code: string }
}

const receipt = {
  url: 'https://files.example.com/r/1',
  filename: 'kvittering.jpg',
  mediaType: 'image/jpeg',
  sha256: '5e'.repeat(32),
}
const withLines =
  (change: Partial<RecordApproved['lines'][number]>) =>
  (record: RecordApproved): RecordApproved => ({
    ...record,
    lines: record.lines.map((line) => ({ ...line, ...change })),
  })

/** The last day of the month before this one, and a day in it. */
const today = new Date()
const lastMonth = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), 0))
const settledTo = lastMonth.toISOString().slice(0, 10)
const closedDay = `${settledTo.slice(0, 8)}15`

const ask = (path: string, method: string, body: object) =>
  fetch(simulator + path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

/** The latest revision of a record, when it is as far as that. */
async function until(of: Organization, { recordId }: RecordApproved, is: (told: Told) => boolean) {
  let told: Told | undefined
  const read = async () => {
    const path = `/records?recordId=${encodeURIComponent(recordId)}`
    const { rows } = await of.call<{ rows: Told[] }>('status-query', 'GET', path)
    told = rows.find(is)
    return told !== undefined
  }
  await expect.poll(read, { timeout: 60_000 }).toBe(true)
  return told!
}

const status = (page: Page, word: string) =>
  page.getByRole('heading', { level: 2, name: `Status: ${word}` })
const open = (of: Organization, { recordId }: RecordApproved) => `${of.path}/bilag/${recordId}`

let organization: Organization
let waiting: RecordApproved[]
let closed: RecordApproved[]
let corrected: RecordApproved
let doubtful: Organization
let doubted: RecordApproved[]
beforeAll(async () => {
  doubtful = await createOrganization(pages.stack)
  // The ledger says yes, and nothing is to be seen there.
  await ask('/_sim/faults', 'POST', {
    operation: 'journals.post',
    kind: 'job_queue',
    params: { delayMs: 3_600_000 },
    organization: doubtful.id,
    count: 1,
  })
  doubted = await doubtful.approve(2)
  organization = await createOrganization(pages.stack)
  await ask(`/_sim/setup?organization=${organization.id}`, 'PATCH', { vatSettledTo: settledTo })
  waiting = await organization.approve(2, withLines({ category: 'helikopter' }))
  closed = await organization.approve(2, (record) => ({
    ...withLines({ date: closedDay })(record),
    approvedAt: `${closedDay}T10:00:00.000Z`,
  }))
  corrected = (
    await organization.approve(1, (record) => ({ ...record, attachments: [receipt] }))
  )[0]!
}, 300_000)

test.each(ways)(
  'STATUS-1, BOOKS-3: by %s somebody finds a record by its number, and sees why it waits',
  async (way) => {
    const record = waiting[0]!
    const page = await pages.signedIn(user, `${organization.path}/bilag`)
    const { fill, press } = by(page, way)
    await fill(page.getByRole('textbox', { name: /^Søk etter/ }), record.recordId)
    await press(page.getByRole('button', { name: 'Søk', exact: true }))
    await page.waitForURL(`**/bilag?q=${record.recordId}`)
    await page.getByText('Bilag: 1 treff').waitFor()
    await page.getByText('Mangler konto: helikopter').waitFor()
    if (way === 'mouse') await expectAccessible(page)
    await press(page.getByRole('rowheader').getByRole('link'))
    const heading = page.getByRole('heading', { level: 1, name: /^Bilag BB/ })
    await heading.waitFor()
    await expect.poll(() => heading.evaluate((it) => it === document.activeElement)).toBe(true)
    await status(page, 'Venter').waitFor()
    await page.getByText('Legg inn det som mangler, så går bilaget av seg selv.').waitFor()
    await page.getByRole('rowheader', { name: 'helikopter' }).first().waitFor()
    if (way === 'mouse') await expectAccessible(page)
  },
)

test.each(ways)(
  'TOGGLE-8, A11Y-5: by %s an administrator marks a record as handled with a reason, and takes it back',
  async (way) => {
    const record = waiting[way === 'mouse' ? 0 : 1]!
    const page = await pages.signedIn(user, open(organization, record))
    const { fill, press } = by(page, way)
    await status(page, 'Venter').waitFor()
    await press(page.getByRole('button', { name: 'Merk som håndtert' }))
    const dialog = page.getByRole('alertdialog', { name: 'Merke som håndtert?' })
    await dialog.getByText('Det blir ikke overført.').waitFor()
    await press(dialog.getByRole('button', { name: 'Merk ett bilag' }))
    const reason = dialog.getByRole('textbox', { name: /^Begrunnelse/ })
    await dialog.getByText('Skriv en begrunnelse.').waitFor()
    await expect.poll(() => reason.evaluate((it) => it === document.activeElement)).toBe(true)
    if (way === 'mouse') await expectAccessible(page)
    await fill(reason, 'Ført for hånd.')
    await fill(dialog.getByRole('textbox', { name: /^Bilagsnummer/ }), '10412')
    await press(dialog.getByRole('button', { name: 'Merk ett bilag' }))
    await page.getByText('Bilaget er merket «Håndtert».').waitFor()
    await status(page, 'Håndtert').waitFor()
    await page.getByText('«Ført for hånd.» Bilagsnummer 10412 står for det.').waitFor()
    // Its button is gone: whoever has the keyboard alone goes on from the heading.
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
    if (way === 'mouse') await expectAccessible(page)
    await press(page.getByRole('button', { name: 'Angre merkingen' }))
    const undo = page.getByRole('dialog', { name: 'Angre merkingen?' })
    await fill(undo.getByRole('textbox', { name: /^Begrunnelse/ }), 'Det skal sendes likevel.')
    await press(undo.getByRole('button', { name: 'Angre for ett bilag' }))
    await status(page, 'Venter').waitFor()
    await page.getByText('«Det skal sendes likevel.»').waitFor()
  },
)

test.each(ways)(
  'BOOKS-5: by %s an administrator chooses the date of a record whose period is closed',
  async (way) => {
    const record = closed[way === 'mouse' ? 0 : 1]!
    await until(organization, record, ({ reason }) => reason?.code === 'period_closed')
    const page = await pages.signedIn(user, open(organization, record))
    const { check, fill, press } = by(page, way)
    await page.getByText('Velg en annen bokføringsdato, eller åpne perioden').waitFor()
    await press(page.getByRole('button', { name: 'Velg bokføringsdato' }))
    const dialog = page.getByRole('dialog', { name: 'Hvilken bokføringsdato?' })
    await check(dialog.getByRole('radio', { name: /^I dag, / }))
    await fill(dialog.getByRole('textbox', { name: /^Begrunnelse/ }), 'Perioden er levert.')
    if (way === 'mouse') await expectAccessible(page)
    await press(dialog.getByRole('button', { name: 'Bruk datoen for ett bilag' }))
    await page.getByText('Datoen er valgt. Bilaget går igjen.').waitFor()
    await status(page, 'Bokført').waitFor()
    await page.getByText(/i stedet for .*«Perioden er levert\.»/).waitFor()
    expect(await page.getByRole('button', { name: 'Velg bokføringsdato' }).count()).toBe(0)
  },
)

test.each(ways)(
  'RETRY-5: by %s an administrator says of a record in doubt whether the ledger has it',
  async (way) => {
    const record = doubted[way === 'mouse' ? 0 : 1]!
    const isThere = way === 'mouse'
    await until(doubtful, record, (told) => told.status === 'in_doubt' || told.status === 'failed')
    const page = await pages.signedIn(user, open(doubtful, record))
    const { fill, press } = by(page, way)
    await page.getByText(/^Let etter referansen BB/).waitFor()
    expect(await page.getByRole('button', { name: 'Prøv på nytt' }).count()).toBe(0)
    if (way === 'mouse') await expectAccessible(page)
    const name = isThere ? 'Det finnes' : 'Det finnes ikke'
    await press(page.getByRole('button', { name, exact: true }))
    const dialog = page.getByRole(isThere ? 'alertdialog' : 'dialog')
    await dialog.getByText('Svaret blir logget.').waitFor()
    if (isThere) {
      await fill(dialog.getByRole('textbox', { name: /^Bilagsnummer/ }), '10413')
      await dialog.getByLabel(/^Bokføringsdato/).fill(closedDay)
    }
    await fill(dialog.getByRole('textbox', { name: /^Begrunnelse/ }), 'Sett i hovedboken.')
    await press(dialog.getByRole('button', { name: /^Si at ett bilag/ }))
    await page
      .getByText(`Svaret er logget: Bilaget ${isThere ? 'finnes' : 'finnes ikke'}`)
      .waitFor()
    await page
      .getByText(isThere ? /^Merket «Håndtert» av/ : /^Sett etter i regnskapet av/)
      .waitFor()
  },
)

test('BOOKS-8, BOOKS-6, BOOKS-3: a correction and what it corrects lead to each other, and the files are listed', async () => {
  const first = await until(organization, corrected, (told) => told.status === 'posted')
  await organization.approve(1, () => ({
    ...corrected,
    revision: 2,
    approvedAt: new Date().toISOString(),
    total: '50.00',
    lines: [{ ...corrected.lines[0]!, amount: '50.00' }],
  }))
  const page = await pages.signedIn(user, open(organization, corrected))
  await page.getByRole('link', { name: `Korrigerer versjon 1, bilagsnummer` }).click()
  await page.getByRole('heading', { level: 1, name: `Bilag ${first.reference}` }).waitFor()
  expect(new URL(page.url()).search).toBe('?versjon=1')
  await page.getByText('kvittering.jpg').waitFor()
  await page.getByText(receipt.sha256).waitFor()
  await page.getByText(/^Slik det er bokført/).waitFor()
  await page.getByRole('columnheader', { name: 'AVDELING' }).waitFor()
  const { costCenter } = corrected.lines[0]!
  await page.getByRole('cell', { name: costCenter!, exact: true }).first().waitFor()
  await page.evaluate(() => localStorage.setItem('bilagsbro.theme', 'dark'))
  await page.reload()
  await page.getByRole('link', { name: /^Korrigert med .*, versjon 2$/ }).waitFor()
  await page.getByText('kvittering.jpg').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: /^Korrigert med/ }).click()
  await page.getByRole('link', { name: /^Korrigerer versjon 1/ }).waitFor()
})
