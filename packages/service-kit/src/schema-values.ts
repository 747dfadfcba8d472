import fc from 'fast-check'
import type { Schema } from './served.ts'

const hostile = [
  ['', ' ', '*', '%', '..', '../../etc/passwd', 'null', '[]', '{}', '__proto__', 'constructor'],
  ['toString', '\u0000', 'a\u0000b', '\r\nx: y', '\n'.repeat(40), '\ud800', '\uFFFD', '\u202e'],
  ["' or 1=1 --", '${7*7}', '=1+1', '(a+)+$', 'æøå', '𝄞', 'a'.repeat(65), 'x'.repeat(300)],
  ['æ'.repeat(2_000), '-1', '0', '1', '2', '1.5', '1e9', '1e999', 'NaN', '9007199254740993'],
  ['9223372036854775808', '2026-02-30', 'hlf', 'hlf,club'],
].flat()

/** Now and then, so that most of what is drawn gets past what is looked at first. */
export const seldom = <T>(usual: T, odd: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 15, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: odd })

/** What JSON can hold, mostly as a schema asks for it and now and then not; `words` mean something where it goes. */
export function createValues(words: readonly string[]) {
  const text = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...hostile) },
    { weight: 1, arbitrary: fc.constantFrom('1', ...words) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
  )
  const anything = fc.oneof(
    text,
    fc.constantFrom(null, true, 0, -1, 1.5, 2_147_483_648, 1e308, -0),
    fc.jsonValue({ maxDepth: 3 }),
  )
  const valueFor = (schema: Schema): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 15, arbitrary: rightFor(schema) }, { weight: 1, arbitrary: anything })

  function rightFor(schema: Schema): fc.Arbitrary<unknown> {
    if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valueFor))
    if ('const' in schema) return fc.constant(schema.const)
    if (schema.enum) return fc.constantFrom(...schema.enum)
    if (schema.type === 'integer') return fc.oneof(fc.integer(), fc.nat(3), fc.maxSafeInteger())
    if (schema.type === 'boolean') return fc.boolean()
    if (schema.type === 'null') return fc.constant(null)
    if (schema.type === 'array') return fc.array(valueFor(schema.items ?? {}), { maxLength: 3 })
    if (schema.type === 'object' || schema.properties) return objectFor(schema)
    return schema.type === 'string' ? text : anything
  }

  function objectFor(schema: Schema): fc.Arbitrary<unknown> {
    const known = Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, value]) => [name, valueFor(value)]),
    )
    const whole = fc.record(known, { requiredKeys: [...(schema.required ?? [])] })
    const partial = fc.record(known, { requiredKeys: [] })
    const more = Object.values(schema.patternProperties ?? {})[0] ?? schema.additionalProperties
    const others = typeof more === 'object' ? valueFor(more) : undefined
    const strange = seldom({}, fc.dictionary(text, anything, { maxKeys: 2 }))
    return fc
      .tuple(
        fc.oneof({ weight: 3, arbitrary: whole }, { weight: 1, arbitrary: partial }),
        others ? fc.dictionary(text, others, { maxKeys: 4 }) : fc.constant({}),
        strange,
      )
      .map((parts) => Object.assign({}, ...parts) as unknown)
  }

  /** What gets past a schema: an example that works, with one value exchanged; or a table with more lines. */
  const bent = (example: object | string): fc.Arbitrary<string> =>
    typeof example === 'string'
      ? fc
          .array(fc.array(text, { maxLength: 8 }), { maxLength: 6 })
          .map((lines) => [example.trim(), ...lines.map((cells) => cells.join(';'))].join('\n'))
      : fc.tuple(fc.nat(30), anything).map(([at, value]) => {
          let left = at
          return JSON.stringify(example, (key, old: unknown) =>
            key !== '' && left-- === 0 ? value : old,
          )
        })
  return { text, valueFor, bent }
}
