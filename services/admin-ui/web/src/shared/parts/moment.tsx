import { useFormat } from '../texts/language.tsx'

/** A moment as people say it, and as machines read it. */
export function Moment({ at }: { at: string }) {
  const format = useFormat()
  return <time dateTime={at}>{format.moment(at)}</time>
}
