import { parseArgs } from 'node:util'
import { StackError } from '../stack-error.ts'

/** Reads `--name 12`, the texts and flags that are named, and `--json`; what is not a whole number of at least 1 is said, with the remedy. */
export function readNumbers<Name extends string>(
  defaults: Readonly<Record<Name, number>>,
  args = process.argv.slice(2),
  { texts = [], flags = [] }: Others = {},
): Record<Name, number> & Given {
  const names = Object.keys(defaults) as Name[]
  const options = {
    ...Object.fromEntries([...names, ...texts].map((name) => [name, { type: 'string' as const }])),
    ...Object.fromEntries(flags.map((name) => [name, { type: 'boolean' as const }])),
  }
  const values: Readonly<Record<string, string | boolean | undefined>> = parse(args, options).values
  const numbers = names.map((name) => {
    const text = values[name]
    if (text === undefined) return [name, defaults[name]] as const
    if (!/^[1-9]\d{0,7}$/.test(String(text)))
      throw new StackError(
        `--${name} ${String(text)} is not a whole number of at least 1.`,
        `for example: --${name} ${defaults[name]}`,
      )
    return [name, Number(text)] as const
  })
  return {
    ...(Object.fromEntries(numbers) as Record<Name, number>),
    json: values['json'] === true,
    flags: new Set(flags.filter((name) => values[name] === true)),
    texts: values as Readonly<Record<string, string | undefined>>,
  }
}

interface Others {
  readonly texts?: readonly string[]
  readonly flags?: readonly string[]
}

interface Given {
  readonly json: boolean
  readonly flags: ReadonlySet<string>
  readonly texts: Readonly<Record<string, string | undefined>>
}

function parse(args: string[], options: Record<string, { type: 'string' | 'boolean' }>) {
  try {
    return parseArgs({ args, options: { ...options, json: { type: 'boolean' } } })
  } catch (error) {
    const known = [...Object.keys(options), 'json'].map((name) => `--${name}`).join(', ')
    throw new StackError((error as Error).message, `use ${known}.`)
  }
}
