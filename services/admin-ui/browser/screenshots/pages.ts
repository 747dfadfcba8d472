import type { Page } from 'playwright-core'
import type { PicturedPage } from './pictured-page.ts'

const settingsOfNord = '/organisasjoner/nord/innstillinger/integrasjoner/dynamics'

/** One run of Øst ends as the next begins, which may take a while. */
const runIsUnderWay = (page: Page) => page.getByRole('progressbar').waitFor({ timeout: 120_000 })

async function openFirstAlert(page: Page): Promise<void> {
  await page.getByRole('rowheader').getByRole('link').first().click()
  await page.getByRole('region', { name: 'Varsel', exact: true }).waitFor()
}

/** Every page of which `npm run screenshots` takes pictures. Whoever writes a page adds it, with what people meet there. */
export const pages: readonly PicturedPage[] = [
  { name: 'logg inn', path: '/logg-inn' },
  { name: 'logg ut', path: '/logg-ut' },
  { name: 'logget ut', path: '/logget-ut' },
  {
    name: 'oversikt',
    user: 'demo-admin-hlf',
    path: '/organisasjoner/hlf',
    part: '**/figures*',
    empty: { user: 'demo-global-admin', path: '/organisasjoner/medlemsforbundet' },
    refused: { path: '/organisasjoner/blindeforbundet' },
    more: [
      { state: 'uten integrasjon', user: 'demo-admin-ny', path: '/organisasjoner/ny' },
      {
        state: 'overfør nå',
        user: 'demo-global-admin',
        path: '/organisasjoner/midt',
        act: (page) => page.getByRole('button', { name: 'Overfør nå' }).click(),
      },
      { state: 'revisor', user: 'demo-auditor-hlf' },
      { state: 'har feil', user: 'demo-admin-regions', path: '/organisasjoner/nord' },
      { state: 'slått av', user: 'demo-admin-regions', path: '/organisasjoner/vest' },
      { state: 'stanset', user: 'demo-admin-regions', path: '/organisasjoner/sor' },
      {
        state: 'midt i en overføring',
        user: 'demo-admin-regions',
        path: '/organisasjoner/ost',
        act: runIsUnderWay,
      },
      { state: 'levert', user: 'demo-admin-regions', path: '/organisasjoner/innlandet' },
    ],
  },
  {
    name: 'organisasjoner',
    user: 'demo-global-admin',
    path: '/organisasjoner',
    empty: { path: '/organisasjoner?q=finnes-ikke' },
    refused: { user: 'demo-admin-hlf' },
  },
  {
    name: 'logg',
    user: 'demo-auditor-hlf',
    path: '/organisasjoner/hlf/logg',
    empty: { path: '/organisasjoner/hlf/logg?fra=2001-01-01&til=2001-01-02' },
    refused: { user: 'demo-support-hlf' },
    more: [
      {
        state: 'kontrollert',
        async act(page) {
          await page.getByRole('button', { name: 'Kontroller loggen' }).click()
          await page.getByText(/^Loggen er uendret/).waitFor()
        },
      },
      { state: 'alle organisasjoner', user: 'demo-global-admin', path: '/logg' },
      { state: 'papir', act: (page) => page.emulateMedia({ media: 'print' }) },
    ],
  },
  {
    name: 'perioderapport',
    user: 'demo-auditor-hlf',
    path: '/organisasjoner/hlf/perioder/2026-11',
    empty: { path: '/organisasjoner/hlf/perioder/2001-01' },
    refused: { user: 'demo-support-hlf' },
    more: [{ state: 'papir', act: (page) => page.emulateMedia({ media: 'print' }) }],
  },
  {
    name: 'eksterne integrasjoner',
    user: 'demo-admin-hlf',
    path: '/organisasjoner/hlf/innstillinger/integrasjoner',
    part: '**/integrations*',
    refused: { user: 'demo-support-hlf' },
    more: [
      {
        state: 'slå av',
        act: (page) => page.getByRole('button', { name: 'Slå av' }).click(),
      },
      {
        state: 'hvem har fått nøklene',
        act: (page) => page.getByRole('button', { name: 'Hvem har fått nøklene' }).click(),
      },
      { state: 'revisor', user: 'demo-auditor-hlf' },
    ],
  },
  {
    name: 'pålogging',
    user: 'demo-admin-hlf',
    path: '/organisasjoner/hlf/innstillinger/integrasjoner/dynamics/palogging',
    part: '**/credential-schemas/*',
    empty: { path: '/organisasjoner/hlf/innstillinger/integrasjoner/xledger/palogging' },
    refused: { user: 'demo-support-hlf' },
    more: [
      {
        state: 'testet',
        act: async (page) => {
          await page.getByRole('button', { name: 'Test tilkoblingen' }).click()
          await page
            .getByText(/Virker/)
            .first()
            .waitFor()
        },
      },
      { state: 'revisor', user: 'demo-auditor-hlf' },
    ],
  },
  {
    name: 'legg til integrasjon',
    user: 'demo-admin-hlf',
    path: '/organisasjoner/hlf/innstillinger/integrasjoner/ny/system',
    part: '**/credential-schemas*',
    refused: { user: 'demo-support-hlf' },
    more: [
      {
        state: 'pålogging mangler',
        act: async (page) => {
          await page.getByRole('radio', { name: 'Xledger' }).check()
          await page.getByRole('button', { name: 'Neste' }).click()
          await page.getByRole('heading', { level: 1, name: 'Pålogging' }).waitFor()
          await page.getByRole('button', { name: 'Neste' }).click()
          await page.getByText('Enhet mangler.').first().waitFor()
        },
      },
      {
        state: 'pålogging i annet system',
        act: async (page) => {
          await page.getByRole('radio', { name: 'Annet system' }).check()
          await page.getByRole('button', { name: 'Neste' }).click()
          await page.getByRole('heading', { level: 1, name: 'Pålogging' }).waitFor()
        },
      },
      ...['kontering', 'bokforing', 'kontroll', 'sla-pa'].map((step) => ({
        state: step,
        path: `/organisasjoner/hlf/innstillinger/integrasjoner/ny/${step}`,
      })),
    ],
  },
  {
    name: 'bilag med feil',
    user: 'demo-admin-regions',
    path: '/organisasjoner/nord/feil',
    part: '**/failure-causes*',
    empty: { user: 'demo-admin-hlf', path: '/organisasjoner/hlf/feil' },
    refused: { path: '/organisasjoner/hlf/feil' },
    more: [
      {
        state: 'prøv alle på nytt',
        act: (page) => page.getByRole('button', { name: 'Prøv alle på nytt' }).click(),
      },
      {
        state: 'alle på siden valgt',
        act: (page) => page.getByRole('checkbox', { name: 'Velg alle på siden' }).check(),
      },
      { state: 'ingen treff', path: '/organisasjoner/nord/feil?q=finnes-ikke' },
      { state: 'brukerstøtte', user: 'demo-support-nord' },
    ],
  },
  {
    name: 'feilkoder',
    user: 'demo-admin-regions',
    path: '/feilkoder?organisasjon=nord',
    part: '**/failure-codes*',
    empty: { path: '/feilkoder?q=finnes-ikke' },
  },
  {
    name: 'feilkode',
    user: 'demo-admin-regions',
    path: '/feilkoder/dimension.unknown_value?organisasjon=nord',
    part: '**/records?*',
    more: [{ state: 'ukjent kode', path: '/feilkoder/finnes.ikke' }],
  },
  {
    name: 'bilag',
    user: 'demo-admin-regions',
    path: '/organisasjoner/nord/bilag',
    part: '**/records?*',
    empty: { path: '/organisasjoner/nord/bilag?q=finnes-ikke' },
    refused: { path: '/organisasjoner/hlf/bilag' },
    more: [
      {
        state: 'flere filtre',
        act: (page) => page.getByRole('button', { name: 'Flere filtre' }).click(),
      },
      { state: 'slått av', path: '/organisasjoner/vest/bilag' },
    ],
  },
  {
    name: 'ett bilag',
    user: 'demo-admin-regions',
    path: '/organisasjoner/nord/bilag/*?status=failed',
    more: [
      {
        state: 'merk som håndtert',
        act: (page) => page.getByRole('button', { name: /Merk/ }).first().click(),
      },
      { state: 'venter', path: '/organisasjoner/nord/bilag/*?status=pending' },
      {
        state: 'uavklart',
        path: '/organisasjoner/sor/bilag/*?status=in_doubt',
      },
      {
        state: 'levert',
        path: '/organisasjoner/innlandet/bilag/*?status=delivered',
      },
      {
        state: 'lukket periode',
        path: '/organisasjoner/midt/bilag/*?status=pending',
      },
      {
        state: 'bokført',
        user: 'demo-admin-hlf',
        path: '/organisasjoner/hlf/bilag/*',
      },
      {
        state: 'revisor',
        user: 'demo-auditor-hlf',
        path: '/organisasjoner/hlf/bilag/*',
      },
    ],
  },
  {
    name: 'overføringer',
    user: 'demo-admin-regions',
    path: '/organisasjoner/ost/overforinger',
    part: '**/runs*',
    empty: { user: 'demo-global-admin', path: '/organisasjoner/medlemsforbundet/overforinger' },
  },
  {
    name: 'en overføring',
    user: 'demo-admin-hlf',
    path: '/organisasjoner/hlf/overforinger/*',
    more: [
      {
        state: 'pågår',
        user: 'demo-admin-regions',
        path: '/organisasjoner/ost/overforinger/*',
        act: runIsUnderWay,
      },
      {
        state: 'med feil',
        user: 'demo-admin-regions',
        path: '/organisasjoner/nord/overforinger/*',
      },
    ],
  },
  {
    name: 'konteringsregler',
    user: 'demo-admin-regions',
    path: `${settingsOfNord}/kontering`,
    part: '**/connector/catalogue*',
    refused: { user: 'demo-support-nord' },
    more: [
      {
        state: 'velg konto',
        act: (page) =>
          page
            .getByRole('button', { name: /^(?:Velg|Endre) konto/ })
            .first()
            .click(),
      },
      {
        state: 'revisor',
        user: 'demo-auditor-hlf',
        path: '/organisasjoner/hlf/innstillinger/integrasjoner/dynamics/kontering',
      },
    ],
  },
  {
    name: 'bokføring',
    user: 'demo-admin-regions',
    path: `${settingsOfNord}/bokforing`,
    refused: { user: 'demo-support-nord' },
    more: [
      {
        state: 'revisor',
        user: 'demo-auditor-hlf',
        path: '/organisasjoner/hlf/innstillinger/integrasjoner/dynamics/bokforing',
      },
    ],
  },
  {
    name: 'tidsplan',
    user: 'demo-admin-regions',
    path: `${settingsOfNord}/tidsplan`,
    refused: { user: 'demo-support-nord' },
    more: [
      {
        state: 'valgte dager',
        act: (page) => page.getByRole('radio', { name: 'Valgte dager' }).check(),
      },
      { state: 'egen', path: '/organisasjoner/ost/innstillinger/integrasjoner/rest/tidsplan' },
    ],
  },
  {
    name: 'varsler',
    user: 'demo-admin-regions',
    path: '/varsler',
    part: '**/alerts?*',
    empty: { path: '/varsler?vis=lost' },
    more: [
      { state: 'alle organisasjoner', user: 'demo-global-admin' },
      { state: 'åpnet', act: openFirstAlert },
      { state: 'for plattformen', user: 'demo-global-admin', act: openFirstAlert },
      {
        state: 'velg organisasjon',
        act: (page) =>
          page
            .getByRole('button', { name: /organisasjon/i })
            .first()
            .click(),
      },
    ],
  },
  {
    name: 'varslingsgrenser',
    user: 'demo-admin-regions',
    path: '/organisasjoner/nord/innstillinger/grenser',
    part: '**/thresholds*',
    refused: { user: 'demo-support-nord' },
    more: [{ state: 'for plattformen', user: 'demo-global-admin', path: '/innstillinger/grenser' }],
  },
  {
    name: 'loggoppføring',
    user: 'demo-auditor-hlf',
    path: '/organisasjoner/hlf/logg/*?hendelse=sync.succeeded',
  },
]
