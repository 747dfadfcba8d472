import { Provider } from '@navikt/ds-react'
import { en as akselEn, nb as akselNb, nn as akselNn } from '@navikt/ds-react/locales'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { createQueries } from '../shared/api/read.ts'
import { StatusProvider } from '../shared/live/status.tsx'
import { LanguageProvider, storedLanguage, storeLanguage } from '../shared/texts/language.tsx'
import type { Language } from '../shared/texts/texts.ts'
import { router } from './router.tsx'
import { ErrorBoundary } from './shell/error-boundary.tsx'

const locales = { nb: akselNb, nn: akselNn, en: akselEn }

export function App() {
  const [language, setLanguage] = useState(storedLanguage)
  const [queries] = useState(createQueries)
  useEffect(() => void (document.documentElement.lang = language), [language])
  const chosen = useMemo(
    () => ({
      language,
      choose(next: Language) {
        storeLanguage(next)
        setLanguage(next)
        // What the services say is in the language that was asked for.
        void queries.invalidateQueries()
      },
    }),
    [language, queries],
  )
  return (
    <LanguageProvider value={chosen}>
      <Provider locale={locales[language]}>
        <QueryClientProvider client={queries}>
          <ErrorBoundary>
            <StatusProvider>
              <RouterProvider router={router} />
            </StatusProvider>
          </ErrorBoundary>
        </QueryClientProvider>
      </Provider>
    </LanguageProvider>
  )
}
