import { expect, test } from 'vitest'
import { by, ways } from './by.ts'
import { createOrganization } from './organization.ts'
import { expectAccessible, usePages } from './use-pages.ts'

const pages = usePages()

test.each(ways)(
  'WIZARD-8: by %s, a schedule is chosen in words, shows its next runs before it is saved, and one of their own is kept',
  async (way) => {
    const organization = await createOrganization(pages.stack)
    await organization.call('config', 'PUT', '/connector/schedule', { cron: '15 6,12 * * 1-5' })
    const page = await pages.signedIn(
      'demo-global-admin',
      `${organization.path}/innstillinger/integrasjoner/dynamics/tidsplan`,
    )
    const { press, check, fill } = by(page, way)
    await page.getByText('Bilag overføres etter egen plan.').waitFor()
    expect(await page.getByRole('radio', { name: 'Egen plan' }).isChecked()).toBe(true)
    if (way === 'mouse') await expectAccessible(page)

    await check(page.getByRole('radio', { name: 'Valgte dager' }))
    await check(page.getByRole('checkbox', { name: 'onsdag' }))
    await fill(page.getByRole('textbox', { name: 'Klokkeslett' }), 'seks')
    await press(page.getByRole('button', { name: 'Lagre' }))
    await press(page.getByRole('link', { name: 'Skriv klokkeslettet som 06.00.' }))
    await fill(page.getByRole('textbox', { name: 'Klokkeslett' }), '5:30')
    await page.getByText('Bilag overføres hver mandag og onsdag kl. 05.30.').waitFor()
    await expect
      .poll(() => page.getByText(/^(mandag|onsdag) \d+\. .* kl\. 05\.30$/).count())
      .toBe(3)
    if (way === 'mouse') await expectAccessible(page)
    await press(page.getByRole('button', { name: 'Lagre' }))
    await page
      .getByText('Lagret. Bilag overføres hver mandag og onsdag kl. 05.30.')
      .first()
      .waitFor()
    const { schedule } = await organization.call<{ schedule: string }>(
      'config',
      'GET',
      '/connector',
    )
    expect(schedule).toBe('30 5 * * 1,3')
  },
)
