/** Takes secrets out of a text. */
export type Mask = (text: string) => string

const shown = '(not shown)'
/** A shorter secret stands by chance in texts that have nothing to do with it. */
const shortest = 6

/** Hides these secrets as they are, line by line, and in the forms of addresses, JSON and Basic credentials. */
export function maskOf(secrets: readonly string[]): Mask {
  const known = secrets.filter(({ length }) => length >= shortest)
  const forms = new Set(
    known.flatMap((secret) => [
      secret,
      ...linesOf(secret),
      encodeURIComponent(secret.toWellFormed()),
      JSON.stringify(secret).slice(1, -1),
      ...inBase64(secret),
    ]),
  )
  // A form that contains another goes first.
  const sorted = [...forms].toSorted((one, other) => other.length - one.length)
  return (text) =>
    sorted.reduce((left, form) => (left.includes(form) ? left.replaceAll(form, shown) : left), text)
}

/** A key is known by any of its lines, but for the lines that all keys have. */
const linesOf = (secret: string): string[] =>
  secret.split(/\r?\n/).filter((line) => line.length >= 20 && !line.startsWith('-----'))

/** The part of an encoded secret that is the same whatever stands before and after it, for each of the three places where it can begin. */
function inBase64(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret)
  return [0, 1, 2].flatMap((before) => {
    const padded = String.fromCodePoint(...new Uint8Array(before), ...bytes)
    const whole = btoa(padded).replace(/=+$/, '')
    const from = Math.ceil((before * 4) / 3)
    const to = Math.floor(((before + bytes.length) * 4) / 3)
    const form = whole.slice(from, to)
    return form.length >= 8 ? [form, form.replaceAll('+', '-').replaceAll('/', '_')] : []
  })
}
