import { useRef, useState } from 'react'
import { readDay } from '../format/days.ts'

type Typed = Readonly<Record<string, string>>

/** The form of what is looked for. Its days go to the address as `2026-11-12`, however they were typed. */
export function useTyped(days: readonly string[] = ['fra', 'til']) {
  const form = useRef<HTMLFormElement>(null)
  const [wrong, setWrong] = useState<string>()
  /** What stands in its fields, but for what was chosen; nothing while a day is none: it has focus then, and says so. */
  const read = (chosen: object = {}): Typed | undefined => {
    const given = { ...Object.fromEntries(new FormData(form.current!)), ...chosen } as Typed
    const read = days.map((name) => [name, given[name] && readDay(given[name])] as const)
    const fault = read.find(([name, day]) => given[name]?.trim() && !day)?.[0]
    setWrong(fault)
    if (fault === undefined)
      return { ...given, ...Object.fromEntries(read.map(([name, day]) => [name, day ?? ''])) }
    form.current!.querySelector<HTMLElement>(`[name="${fault}"]`)?.focus()
    return undefined
  }
  /** Where nothing is looked for any more, a day that is none goes, too. */
  const forget = () => {
    setWrong(undefined)
    for (const name of days)
      form.current!.querySelector<HTMLInputElement>(`[name="${name}"]`)!.value = ''
  }
  return { form, wrong, read, forget }
}
