import '@fontsource-variable/source-sans-3'
import '@navikt/ds-css/dist/global/tokens.css'
import '@navikt/ds-css/dist/global/reset.css'
import '@navikt/ds-css/dist/global/baseline.css'
import '@navikt/ds-css/dist/global/print.css'
import '@navikt/ds-css/dist/components.css'
import './app/app.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { fetchLaterPages } from './app/fetch-later-pages.ts'
import { startTheme } from './app/shell/theme.ts'

startTheme()
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)

// What cannot be fetched now is asked for again when its page is opened.
addEventListener('load', () => setTimeout(() => void fetchLaterPages().catch(() => undefined), 500))
