import { afterAll, beforeAll, expect, test } from 'vitest'
import { createBrowser } from '#testing/browser.ts'
import { startPagesServer, type PagesServer } from '#testing/pages-server.ts'

let server: PagesServer
beforeAll(async () => {
  server = await startPagesServer()
})
afterAll(() => server?.[Symbol.asyncDispose]())

const locationOf = (answer: Response) => answer.headers.get('location')

test('a person signs in and comes back to the page that was asked for', async () => {
  const browser = createBrowser()
  const back = await server.wayBack(browser, '/organisasjoner/hlf?side=2')
  const answer = await browser.open(back)
  expect([answer.status, locationOf(answer)]).toEqual([303, '/organisasjoner/hlf?side=2'])
  const session = (await (await server.ask(browser, '/auth/session')).json()) as object
  expect(session).toEqual({
    userId: 'demo-admin-hlf',
    name: 'Administrator i HLF',
    roles: [{ role: 'org_admin', organizationId: 'hlf' }],
    secondsLeft: expect.any(Number),
    extendable: true,
  })
})

/** With its dots: three letters come about by chance in what is encrypted. */
const token = /eyJ[\w-]+\.[\w-]+\./

test('the cookie is out of reach for scripts and other sites, and is all that the browser gets', async () => {
  const browser = createBrowser()
  const answer = await browser.open(await server.wayBack(browser))
  const line = answer.headers.getSetCookie().find((one) => one.startsWith(`${server.cookie}=`))
  expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/)
  expect(
    [...browser.cookies(server.publicUrl).keys()].filter((it) => it.includes('sign-in')),
  ).toEqual([])
  const told = await (await server.ask(browser, '/auth/session')).text()
  expect(told).not.toMatch(token)
})

test('nothing in the database signs anybody in: ids are hashed and tokens encrypted', async () => {
  const browser = await server.signedIn()
  const id = browser.cookies(server.publicUrl).get(server.cookie)!
  const rows = await server.database.orm.em.fork().execute('select * from session')
  const kept = JSON.stringify(rows)
  expect(rows.length).toBeGreaterThan(0)
  expect(kept).not.toContain(id)
  expect(kept).not.toMatch(token)
})

test('a way back without the browser that left is refused', async () => {
  const back = await server.wayBack(createBrowser())
  const answer = await createBrowser().open(back)
  expect(locationOf(answer)).toMatch(/^\/logg-inn\?feil=expired/)
  expect(answer.headers.getSetCookie().filter((it) => it.startsWith(`${server.cookie}=`))).toEqual(
    [],
  )
})

test('another state than the one that was sent is refused', async () => {
  const browser = createBrowser()
  const back = new URL(await server.wayBack(browser))
  const state = back.searchParams.get('state')!
  // The same cookie is found, and what is in it tells another state.
  back.searchParams.set('state', state.slice(0, 8) + 'x'.repeat(state.length - 8))
  expect(locationOf(await browser.open(back.href))).toMatch(/^\/logg-inn\?feil=refused/)
})

test('the same way back leads nowhere the second time', async () => {
  const browser = createBrowser()
  const back = await server.wayBack(browser)
  expect(locationOf(await browser.open(back))).toBe('/')
  expect(locationOf(await browser.open(back))).toMatch(/^\/logg-inn\?feil=expired/)
})

test('a code that was used is refused even if the browser kept its cookie', async () => {
  const browser = createBrowser()
  const back = await server.wayBack(browser)
  const jar = browser.cookies(server.publicUrl)
  const kept = [...jar]
  expect(locationOf(await browser.open(back))).toBe('/')
  for (const [name, value] of kept) jar.set(name, value)
  expect(locationOf(await browser.open(back))).toMatch(/^\/logg-inn\?feil=refused/)
})

test('where sessions cannot be kept, nobody is told that the sign-in was refused', async () => {
  const browser = createBrowser()
  const back = await server.wayBack(browser)
  await server.database.whileAway(async () =>
    expect(locationOf(await browser.open(back))).toMatch(/^\/logg-inn\?feil=unavailable/),
  )
})

test('a session that was planted in the browser is not taken over', async () => {
  const attacker = await server.signedIn('demo-admin-blindeforbundet')
  const planted = attacker.cookies(server.publicUrl).get(server.cookie)!
  const victim = createBrowser()
  victim.cookies(server.publicUrl).set(server.cookie, planted)
  await victim.open(await server.wayBack(victim))
  expect(victim.cookies(server.publicUrl).get(server.cookie)).not.toBe(planted)
  // It ended, too: nobody watches who has left it behind.
  expect((await server.ask(attacker, '/auth/session')).status).toBe(401)
})

test('nobody is led to another site', async () => {
  const browser = createBrowser()
  const back = await server.wayBack(browser, '//evil.example/')
  expect(locationOf(await browser.open(back))).toBe('/')
})

test('a provider that says no, or that is away, is told by our page', async () => {
  const browser = createBrowser()
  const back = new URL(await server.wayBack(browser))
  back.searchParams.delete('code')
  back.searchParams.set('error', 'access_denied')
  expect(locationOf(await browser.open(back.href))).toMatch(/^\/logg-inn\?feil=refused/)
})

test('an address that signs in too often has to wait, and others do not', async () => {
  await using few = await startPagesServer({ signInsPerMinute: 2 })
  const leave = (from: string, accept: string) =>
    createBrowser().open(`${few.publicUrl}/auth/sign-in?to=%2Forganisasjoner`, {
      headers: { accept, 'x-forwarded-for': from },
    })
  const statuses = []
  for (const _ of [1, 2, 3]) statuses.push((await leave('1.1.1.1', 'application/json')).status)
  expect(statuses).toEqual([303, 303, 429])
  const told = await leave('6.6.6.6, 1.1.1.1', 'application/json')
  expect(await told.json()).toMatchObject({
    code: 'sign_in.too_many',
    title: 'For mange innlogginger',
  })
  expect(Number(told.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(locationOf(await leave('1.1.1.1', 'text/html'))).toBe(
    '/logg-inn?feil=too_many&til=%2Forganisasjoner',
  )
  expect((await leave('2.2.2.2', 'application/json')).status).toBe(303)
})

test('whoever sets out to sign in again and again still comes in, and sends no endless cookies', async () => {
  const browser = createBrowser()
  for (let time = 0; time < 12; time++) {
    const to = `/organisasjoner/hlf/bilag?${'q'.repeat(970)}`
    const answer = await browser.open(
      `${server.publicUrl}/auth/sign-in?${new URLSearchParams({ to }).toString()}`,
    )
    expect(answer.status).toBe(303)
    // A browser lets go of what is longer.
    expect(answer.headers.getSetCookie().at(-1)!.length).toBeLessThan(4_096)
  }
  expect(browser.cookies(server.publicUrl).size).toBeLessThanOrEqual(4)
  const back = await browser.open(await server.wayBack(browser))
  expect([back.status, back.headers.get('location')]).toEqual([303, '/'])
})
