import type { PicturedPage } from './pictured-page.ts'

/** Every page of which `npm run screenshots` takes pictures. Whoever writes a page adds it, with what people meet there. */
export const pages: readonly PicturedPage[] = [
  { name: 'logg inn', path: '/logg-inn' },
  { name: 'logget ut', path: '/logget-ut' },
  {
    name: 'oversikt',
    user: 'demo-admin-hlf',
    path: '/organisasjoner/hlf',
    part: '**/failure-causes*',
    refused: { path: '/organisasjoner/blindeforbundet' },
    more: [
      {
        state: 'overfør nå',
        act: (page) => page.getByRole('button', { name: 'Overfør nå' }).click(),
      },
      { state: 'revisor', user: 'demo-auditor-hlf' },
    ],
  },
  {
    name: 'organisasjoner',
    user: 'demo-global-admin',
    path: '/organisasjoner',
    empty: { path: '/organisasjoner?q=finnes-ikke' },
    refused: { user: 'demo-admin-hlf' },
  },
]
