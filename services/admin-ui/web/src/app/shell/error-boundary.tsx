import { Button } from '@navikt/ds-react'
import { Component, type ReactNode } from 'react'
import { useTexts } from '../../shared/texts/language.tsx'
import { texts } from './texts.ts'

/** A fault of a page leaves the person with words and a way on, not with an empty window. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

function Broken() {
  const say = useTexts(texts)
  return (
    <main className="page" role="alert">
      <h1>{say('broken')}</h1>
      <p>{say('broken_help')}</p>
      <Button onClick={() => location.reload()}>{say('reload')}</Button>
    </main>
  )
}
