import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type Provider from 'oidc-provider'
import type { Client } from './demo-users.ts'

export const signInPath = '/velg-bruker/'

/** In the place of a sign-in: a person chooses which of the demo users they are. */
export const createSignInPages =
  (provider: Provider, users: readonly Client[]) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await provider.interactionDetails(request, response)
      const chosen =
        request.method === 'POST' ? new URLSearchParams(await text(request)).get('user') : null
      if (users.some(({ id }) => id === chosen))
        await provider.interactionFinished(request, response, { login: { accountId: chosen! } })
      else show(response, 200, choice(users))
    } catch {
      show(response, 400, page('Innloggingen er for gammel', '<p>Gå tilbake, og logg inn på nytt.'))
    }
  }

function show(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
  })
  response.end(html)
}

const choice = (users: readonly Client[]) =>
  page(
    'Velg hvem du er',
    `<p>Her logger du inn i demonstrasjonen. Ingen trenger passord.
<form method="post"><ul>${users
      .map(
        ({ id, name = id }) =>
          `<li><button name="user" value="${escaped(id)}">${escaped(name)}</button>`,
      )
      .join('')}</ul></form>`,
  )

/** Ends the session without another question: whoever comes here has asked for it. */
export const signOutPage = (form: string) =>
  page(
    'Logger ut',
    `${form}<button form="op.logoutForm" name="logout" value="yes">Logg ut</button>
<script>document.querySelector('button').click()</script>`,
  )

const page = (title: string, body: string) => `<!doctype html>
<html lang="nb"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} – Bilagsbro</title>
<style>
body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 3rem auto; padding: 0 1rem; color-scheme: light dark }
ul { list-style: none; padding: 0; display: grid; gap: .75rem }
li button { font: inherit; width: 100%; padding: .75rem 1rem; text-align: left; cursor: pointer }
</style>
<main><h1>${title}</h1>${body}</main></html>
`

const escaped = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
