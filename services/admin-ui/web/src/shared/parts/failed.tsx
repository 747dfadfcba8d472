import { Button, LocalAlert } from '@navikt/ds-react'
import { Problem } from '../api/client.ts'
import { useTexts } from '../texts/language.tsx'
import { texts } from './texts.ts'
import { To } from './to.tsx'

/** In the place of what could not be fetched; the rest of the page goes on. It speaks up for nobody: nobody did this. */
export function Failed({ error, retry }: { error: Error; retry: () => void }) {
  const say = useTexts(texts)
  const told = error instanceof Problem ? error : undefined
  // Asked again, it would not be there either.
  const isNowhere = told?.code === 'organization.not_found'
  return (
    <LocalAlert status="error" role={undefined} as="div">
      <LocalAlert.Header>
        <LocalAlert.Title as="div">{say('load_failed')}</LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>
        <p>{[told?.message, told?.detail].filter(Boolean).join('. ') || say('unreachable')}</p>
        {told && <p>{say('code', { code: told.code })}</p>}
        {isNowhere ? (
          <To address="/">{say('to_own')}</To>
        ) : (
          <Button size="small" variant="secondary" onClick={retry}>
            {say('retry')}
          </Button>
        )}
      </LocalAlert.Content>
    </LocalAlert>
  )
}
