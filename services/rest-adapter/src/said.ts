/** The most characters of a ledger's text that are shown. */
const mostSaid = 200
/** Messages within a message. */
const mostInner = 5
const mostDepth = 6

/** One line from an answer, in the words of the ledger: RFC 9457, or other names that APIs use. */
export function saidIn(text: string): string {
  const body = parseJson(text)
  if (typeof body === 'string') return line(body)
  if (typeof body !== 'object' || body === null) return ''
  const outer = Array.isArray(body) ? '' : line(sentenceIn(body) ?? '')
  const inner: Said[] = []
  collect(body, Array.isArray(body), 0, inner)
  const unsaid = inner.filter(({ sentence }) => sentence && !outer.includes(line(sentence)))
  const news = new Set(
    unsaid.map(({ place, sentence }) => line(place ? `${place}: ${sentence}` : sentence)),
  )
  return short([outer, [...news].slice(0, mostInner).join(' ')].filter(Boolean).join(' '))
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

interface Said {
  readonly place?: string | undefined
  readonly sentence: string
}

/** By their names in lower case: the sentence itself; where it belongs; lists of such. */
const sentences = ['detail', 'message', 'errormessage', 'error_description', 'error', 'title']
const places = ['field', 'path', 'pointer', 'property', 'propertyname', 'name', 'source']
const lists =
  /^(errors?|messages?|details|elements|items|results|violations|issues|faults|warnings|invalid-?params|field_?errors|validation_?(errors?|messages?|results?))$/i

function named(thing: object, names: readonly string[]): string | undefined {
  const own = new Map(Object.entries(thing).map(([name, value]) => [name.toLowerCase(), value]))
  for (const name of names) {
    const value: unknown = own.get(name)
    if (typeof value === 'string' && value !== '') return value
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue
    const inside = named(value, names)
    if (inside !== undefined) return inside
  }
  return undefined
}

const sentenceIn = (thing: object) => named(thing, sentences)

/** The sentences of lists of faults, wherever they are nested; each with its place. */
function collect(value: unknown, inList: boolean, depth: number, into: Said[]): void {
  if (depth > mostDepth || into.length > 4 * mostInner) return
  if (inList && typeof value === 'string') into.push({ sentence: value })
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const one of value) collect(one, inList, depth + 1, into)
    return
  }
  if (inList) {
    const sentence = sentenceIn(value)
    if (sentence !== undefined) into.push({ place: named(value, places), sentence })
  }
  for (const [name, inner] of Object.entries(value)) {
    if (!lists.test(name)) continue
    // ASP.NET lists the sentences of each field under the name of the field.
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner) && !sentenceIn(inner))
      for (const [field, said] of Object.entries(inner))
        if (Array.isArray(said)) for (const one of said) collectNamed(field, one, depth, into)
    collect(inner, Array.isArray(inner), depth + 1, into)
  }
}

function collectNamed(field: string, said: unknown, depth: number, into: Said[]): void {
  if (typeof said === 'string') into.push({ place: field, sentence: said })
  else collect(said, true, depth + 1, into)
}

const codes = ['code', 'errorcode', 'error_code', 'faultcode']

/** The ledger's own code for a refusal, where the answer has one. */
export function codeIn(text: string): string | undefined {
  const body = parseJson(text)
  if (typeof body !== 'object' || body === null) return undefined
  const { errors } = body as { readonly errors?: unknown }
  const inner = Array.isArray(errors) ? (errors[0] as unknown) : undefined
  for (const thing of [body, (body as { readonly error?: unknown }).error, inner]) {
    if (typeof thing !== 'object' || thing === null) continue
    for (const [name, value] of Object.entries(thing))
      if (codes.includes(name.toLowerCase()) && ['string', 'number'].includes(typeof value))
        return line(String(value))
  }
  return undefined
}

const line = (text: string) =>
  short(
    text
      .slice(0, 4 * mostSaid)
      .replaceAll(/[\p{C}\s]+/gu, ' ')
      .trim(),
  )

/** Without half a character at its end. */
const short = (text: string) => text.slice(0, mostSaid).replace(/[\ud800-\udbff]$/, '')
