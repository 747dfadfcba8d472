import { Button, Dialog } from '@navikt/ds-react'
import { useBlocker } from '@tanstack/react-router'
import { useTexts } from '../texts/language.tsx'
import { texts } from './texts.ts'

/** Whoever is about to leave a form with changes is asked first; closing the window, too, by the browser. */
export function Unsaved({ isDirty }: { isDirty: boolean }) {
  const say = useTexts(texts)
  const { status, proceed, reset } = useBlocker({
    // Who is signed out has no choice: the sign-in page leads back here.
    shouldBlockFn: ({ current, next }) =>
      isDirty && next.pathname !== '/logg-inn' && next.pathname !== current.pathname,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  })
  return (
    <Dialog open={status === 'blocked'} onOpenChange={(open) => !open && reset?.()}>
      <Dialog.Popup role="alertdialog" closeOnOutsideClick={false} aria-describedby="unsaved">
        <Dialog.Header withClosebutton={false}>
          <Dialog.Title>{say('unsaved')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <p id="unsaved">{say('unsaved_help')}</p>
        </Dialog.Body>
        <Dialog.Footer>
          <Button variant="secondary" onClick={() => proceed?.()}>
            {say('leave')}
          </Button>
          <Button onClick={() => reset?.()}>{say('stay')}</Button>
        </Dialog.Footer>
      </Dialog.Popup>
    </Dialog>
  )
}
