import type { Connection } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { parseJson } from './said.ts'

/** Shorter secrets would hide half of a ledger's text; in messages they are hidden all the same. */
const leastInData = 6
const leastInMessages = 3

export interface Mask {
  /** JSON in which no secret stands, in whatever form; undefined where it is none. */
  json(text: string): string | undefined
  message(text: string): string
  holds(text: string): boolean
}

/**
 * Hides secrets that were shown to a ledger, or are kept for it, in the ledger's answers. An answer is hidden before an
 * expression reads it, since an expression could take a secret apart.
 */
export function createMask(secrets: Connection['secrets'], shown: readonly string[]): Mask {
  const forms = [...new Set([...Object.values(secrets), ...shown].flatMap(formsOf))].toSorted(
    (a, b) => b.length - a.length,
  )
  const inData = forms.filter(({ length }) => length >= leastInData)
  const inMessages = forms.filter(({ length }) => length >= leastInMessages)
  const hide = (text: string, these: readonly string[]) =>
    these.reduce((rest, form) => rest.replaceAll(form, '***'), text)
  const hidden = (value: unknown): unknown => {
    if (typeof value === 'string') return hide(value, inData)
    if (typeof value === 'number') return inData.includes(String(value)) ? '***' : value
    if (Array.isArray(value)) return value.map(hidden)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [hide(name, inData), hidden(inner)]),
    )
  }
  const holds = (text: string) => inData.some((form) => text.includes(form))
  return {
    json(text) {
      const value = parseJson(text)
      if (value === undefined) return undefined
      // A text without escapes and without a secret needs no second look.
      return text.includes('\\') || holds(text) ? JSON.stringify(hidden(value)) : text
    },
    message: (text) => hide(text, inMessages),
    holds,
  }
}

/** As it was given, without the scheme of its header, and as URLs and Basic write it. */
function formsOf(secret: string): string[] {
  return [secret, secret.replace(/^(Basic|Bearer) /, '')].flatMap((one) => {
    const base64 = Buffer.from(one).toString('base64')
    return [one, encodeURIComponent(one), base64, base64.replace(/=+$/, ''), hexOf(one)]
  })
}
const hexOf = (text: string) => Buffer.from(text).toString('hex')
