import { Button, Dialog } from '@navikt/ds-react'
import { useId, useState, type FormEvent, type ReactNode } from 'react'
import { Problem } from '../api/client.ts'
import { useTexts } from '../texts/language.tsx'
import { ShownOutcome, type Outcome } from './outcome.tsx'
import { texts } from './texts.ts'

interface ConfirmProps {
  readonly title: string
  /** What is done, and to how many: read when the dialog opens. */
  readonly description: ReactNode
  /** The verb with its count, "Overfør 3 bilag"; left out where there is nothing to do. */
  readonly verb?: string | undefined
  /** Something stops or comes to an end by it. */
  readonly ends?: boolean
  /** Fields. */
  readonly children?: ReactNode
  /** Asked before anything is sent: where it says no, the fields say why. */
  readonly isComplete?: () => boolean
  /**
   * Throws where it was refused: the dialog stays, and says why. `key`: an idempotency key, the same when an answer was lost
   * and the person presses again.
   */
  readonly confirm: (key: string) => Promise<void>
  readonly close: () => void
}

/** Asks before something is sent, stopped or ended. Escape cancels; focus goes back to where it came from. */
export function Confirm(props: ConfirmProps) {
  const { title, description, verb, ends = false, children, isComplete, confirm, close } = props
  const say = useTexts(texts)
  const id = useId()
  const [before] = useState(() => document.activeElement)
  const [key, setKey] = useState(() => crypto.randomUUID())
  const [outcome, setOutcome] = useState<Outcome>()
  const [isSending, setSending] = useState(false)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (isSending || isComplete?.() === false) return
    setSending(true)
    setOutcome(undefined)
    try {
      await confirm(key)
    } catch (error) {
      setOutcome({ kind: 'failed', error: error as Error })
      // Nothing was done, so that what is sent next is another request.
      if (error instanceof Problem && error.status >= 400 && error.status < 500)
        setKey(crypto.randomUUID())
      setSending(false)
    }
  }
  // What is on its way cannot be called back: whoever sent it hears what became of it.
  const leave = () => {
    if (!isSending) close()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && leave()}>
      <Dialog.Popup
        role={ends ? 'alertdialog' : 'dialog'}
        closeOnOutsideClick={false}
        aria-describedby={`${id}description`}
        width="small"
        returnFocusTo={() => placeAfter(before)}
      >
        <Dialog.Header withClosebutton={false}>
          <Dialog.Title>{title}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <div id={`${id}description`}>{description}</div>
          <form
            id={`${id}form`}
            className="confirm-fields"
            noValidate
            onSubmit={(event) => void send(event)}
          >
            {children}
          </form>
          <ShownOutcome
            id={`${id}outcome`}
            outcome={outcome}
            dismiss={() => setOutcome(undefined)}
          />
        </Dialog.Body>
        <Dialog.Footer>
          <Button variant="secondary" onClick={leave} aria-disabled={isSending ? true : undefined}>
            {verb === undefined ? say('close') : say('cancel')}
          </Button>
          {verb !== undefined && (
            <Button
              type="submit"
              form={`${id}form`}
              aria-disabled={isSending ? true : undefined}
              aria-describedby={outcome && `${id}outcome`}
            >
              {verb}
            </Button>
          )}
        </Dialog.Footer>
      </Dialog.Popup>
    </Dialog>
  )
}

/** Where focus goes: to what opened the dialog, or to the heading of the page where that is gone. */
const placeAfter = (before: Element | null) =>
  before instanceof HTMLElement && before.isConnected && before !== document.body
    ? before
    : document.querySelector('h1')
