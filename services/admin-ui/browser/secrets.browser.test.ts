import type { Response } from 'playwright-core'
import { expect, test } from 'vitest'
import { createOrganization } from './organization.ts'
import { usePages } from './use-pages.ts'

const pages = usePages()

test('DOD-6: no secret of a ledger, a service or a sign-in is in the bundle, on the wire to the browser, or kept there', async () => {
  const organization = await createOrganization(pages.stack)
  await organization.approve(1)
  const page = await pages.signedIn('demo-global-admin')
  const bodies: Promise<string>[] = []
  const note = async (response: Response) => {
    const sent = response.request().postData() ?? ''
    const type = response.headers()['content-type'] ?? ''
    // A stream of hints has no end to wait for.
    const body = type.includes('event-stream') ? '' : await response.text().catch(() => '')
    return `${response.url()} ${JSON.stringify(response.headers())} ${sent} ${body}`
  }
  page.on('response', (response) => bodies.push(note(response)))
  for (const [path, title] of [
    ['', 'Oversikt'],
    ['/bilag', 'Bilag'],
    ['/innstillinger/integrasjoner', 'Eksterne integrasjoner'],
    ['/innstillinger/integrasjoner/dynamics/palogging', 'Pålogging'],
  ] as const) {
    await page.goto(organization.path + path)
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await page.getByText(organization.name).first().waitFor()
  }
  const kept = await page.evaluate(() =>
    JSON.stringify([document.cookie, Object.entries(localStorage), Object.entries(sessionStorage)]),
  )
  const everything = [kept, ...(await Promise.all(bodies))].join('\n')
  // The bundle was among it, and what the services answered.
  expect(everything).toContain('Eksterne integrasjoner')
  expect(everything).toContain(organization.id)
  const { oidc, vault, log } = pages.stack
  const secrets = {
    'of the ledger': `sim~${organization.id}~secret`,
    'of the database': new URL(vault.databaseUrl).password,
    'of the log': new URL(log.databaseOwnerUrl).password,
    ...Object.fromEntries(
      Object.entries({ ...oidc.users, ...oidc.services }).map(([id, { clientSecret }]) => [
        `of ${id}`,
        clientSecret,
      ]),
    ),
  }
  expect(
    Object.keys(secrets).filter((name) =>
      everything.includes(secrets[name as keyof typeof secrets]),
    ),
  ).toEqual([])
  // Nor a token, whoever's: they begin so.
  expect(/eyJ[\w-]{20,}\.eyJ/.exec(everything)?.[0]).toBeUndefined()
})
