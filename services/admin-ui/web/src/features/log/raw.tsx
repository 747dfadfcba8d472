import { useTexts } from '../../shared/texts/language.tsx'
import { texts } from './texts.ts'

/** What the log writes where it keeps nothing of what stood there. */
const masked = /"\[masked\]"/g

interface RawProps {
  readonly name: string
  /** As it is kept: JSON. */
  readonly text: string
}

/** What was kept, for whoever reads it line by line; what is masked says so. */
export function Raw({ name, text }: RawProps) {
  const say = useTexts(texts)
  return (
    <pre className="raw" role="region" aria-label={say('as_json', { name })} tabIndex={0}>
      {pretty(text).replaceAll(masked, say('masked'))}
    </pre>
  )
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2)
  } catch {
    return text
  }
}
