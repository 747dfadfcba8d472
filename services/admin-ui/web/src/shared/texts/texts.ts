export const languages = ['nb', 'nn', 'en'] as const
export type Language = (typeof languages)[number]

/** The names in the braces of a message; what is said of a plural holds a number sign or a space. */
type Names<Message extends string> = Message extends `${string}{${infer Rest}`
  ? First<Rest> | Names<Rest>
  : never
type First<Rest extends string> = Rest extends `${infer Until}}${string}`
  ? Until extends `${infer Name},${string}`
    ? Clean<Name>
    : Clean<Until>
  : never
type Clean<Name extends string> = Name extends `${string} ${string}` | `${string}#${string}` | ''
  ? never
  : Name

export type Catalogue<Messages extends Readonly<Record<string, string>>> = Readonly<
  Record<Language, Readonly<Record<keyof Messages, string>>>
> & { readonly '~messages'?: Messages }

/** A catalogue: bokmål names the messages, and every language has each. */
export const defineTexts = <const Messages extends Readonly<Record<string, string>>>(
  texts: {
    readonly nb: Messages
  } & Readonly<Record<'nn' | 'en', Readonly<Record<keyof NoInfer<Messages>, string>>>>,
): Catalogue<Messages> => texts

type Values<Message extends string> = [Names<Message>] extends [never]
  ? []
  : [values: Readonly<Record<Names<Message>, string | number>>]

/** Says a message; asks for exactly the values that the message names. */
export type Say<Messages extends Readonly<Record<string, string>>> = <Key extends keyof Messages>(
  key: Key,
  ...values: Values<Messages[Key]>
) => string

/** How a catalogue is said. */
export type SayOf<Of> = Of extends Catalogue<infer Messages> ? Say<Messages> : never

/** The messages of a catalogue that name no values. */
export type PlainKey<Of> =
  Of extends Catalogue<infer Messages>
    ? {
        [Key in keyof Messages]: [Names<Messages[Key]>] extends [never] ? Key : never
      }[keyof Messages]
    : never

export const createSay =
  <Messages extends Readonly<Record<string, string>>>(
    texts: Catalogue<Messages>,
    language: Language,
  ): Say<Messages> =>
  (key, ...values) =>
    filled(texts[language][key], values[0] ?? {}, language)

/** `{name}`, `{n, plural, =0 {none} one {# record} other {# records}}` and `{how, select, late {…} other {…}}`, as in ICU messages. */
function filled(
  message: string,
  values: Readonly<Record<string, string | number>>,
  language: Language,
): string {
  let text = ''
  for (let at = 0; at < message.length; at++) {
    if (message[at] !== '{') {
      text += message[at]
      continue
    }
    const end = closing(message, at)
    text += placed(message.slice(at + 1, end), values, language)
    at = end
  }
  return text
}

function placed(
  inner: string,
  values: Readonly<Record<string, string | number>>,
  language: Language,
): string {
  const [name = '', kind, ...branches] = inner.split(',')
  const value = values[name.trim()]
  if (value === undefined) throw new Error(`The message has no value for ${name}.`)
  if (kind === undefined) return typeof value === 'number' ? number(value, language) : value
  const all = branchesOf(branches.join(','))
  if (kind.trim() === 'select')
    return filled(all.get(String(value)) ?? all.get('other') ?? '', values, language)
  if (kind.trim() !== 'plural') throw new Error(`The message has ${kind}, which is not known.`)
  const rule = plurals[language].select(Number(value))
  const chosen = all.get(`=${value}`) ?? all.get(rule) ?? all.get('other') ?? ''
  const shown = chosen.replaceAll('#', number(Number(value), language))
  return filled(shown, values, language)
}

/** Browsers have no data of nynorsk, and would write English. */
export const localeOf = (language: Language) => (language === 'en' ? 'en-GB' : 'nb-NO')
// Made once: to make one takes a browser longer than to fill in a message.
const plurals = {
  nb: new Intl.PluralRules('nb'),
  nn: new Intl.PluralRules('nn'),
  en: new Intl.PluralRules('en'),
}
const numbers = {
  nb: new Intl.NumberFormat(localeOf('nb')),
  nn: new Intl.NumberFormat(localeOf('nn')),
  en: new Intl.NumberFormat(localeOf('en')),
}
const number = (value: number, language: Language) => numbers[language].format(value)

function branchesOf(text: string): Map<string, string> {
  const all = new Map<string, string>()
  for (let at = 0; at < text.length;) {
    const open = text.indexOf('{', at)
    if (open < 0) break
    const end = closing(text, open)
    all.set(text.slice(at, open).trim(), text.slice(open + 1, end))
    at = end + 1
  }
  return all
}

function closing(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth += 1
    if (text[at] === '}' && --depth === 0) return at
  }
  throw new Error(`A brace of the message is not closed: ${text}`)
}
