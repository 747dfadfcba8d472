import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { useSession } from '../session/session.tsx'
import { useFormat, useTexts } from '../texts/language.tsx'
import { texts } from './texts.ts'

interface PrintHeadingProps {
  readonly title: string
  /** What the paper is about: a name, and what it is. */
  readonly facts: readonly (readonly [name: string, value: string])[]
}

/** On paper alone: what it shows, when it was printed, and by whom. */
export function PrintHeading({ title, facts }: PrintHeadingProps) {
  const say = useTexts(texts)
  const format = useFormat()
  const session = useSession()
  const [at, setAt] = useState(() => new Date())
  useEffect(() => {
    const mark = () => flushSync(() => setAt(new Date()))
    window.addEventListener('beforeprint', mark)
    return () => window.removeEventListener('beforeprint', mark)
  }, [])
  const all = [
    ...facts,
    [say('printed'), format.exact(at)],
    [say('printed_by'), session.name ?? session.userId],
  ]
  return (
    <div className="only-print print-heading">
      <p className="print-title" role="heading" aria-level={1}>
        Bilagsbro – {title}
      </p>
      <dl>
        {all.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
