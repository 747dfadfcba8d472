import type { TSchema } from 'typebox'

interface Node {
  readonly anyOf?: readonly Node[]
  readonly properties?: Readonly<Record<string, Node>>
  readonly required?: readonly string[]
  readonly items?: Node
  readonly const?: unknown
}

/** The keys of a JSON pointer. */
export const keysOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))

/** Of a union, the branch that the value names; else the schema itself. A check stops at eight faults, of all branches. */
export function meantBranch(schema: TSchema, value: unknown): TSchema {
  const { anyOf: branches = [] } = schema as Node
  const tag = tagOf(branches)
  if (tag === undefined || !isObject(value)) return schema
  return (branchNamed(branches, tag, value) ?? schema) as TSchema
}

/**
 * Whether a fault tells something of what was meant. The branches of a union may name themselves by a literal that each
 * of them requires: what is not valid there is told of the branch that the value names, or, where it names none, of the
 * literal alone.
 */
export function isOfMeantBranch(
  schema: TSchema,
  { schemaPath, instancePath }: { readonly schemaPath: string; readonly instancePath: string },
  value: unknown,
): (field: readonly string[]) => boolean {
  const steps = keysOf(schemaPath)
  const instance = keysOf(instancePath)
  let at: Node | undefined = schema as Node
  let here = value
  let depth = 0
  for (let step = 0; at && step < steps.length; step++) {
    const key = steps[step]!
    if (key === 'anyOf') {
      const branch: Node | undefined = at.anyOf?.[Number(steps[++step])]
      const tag = tagOf(at.anyOf ?? [])
      if (tag !== undefined && isObject(here)) {
        const named = branchNamed(at.anyOf!, tag, here)
        if (!named) return isAt([...instance.slice(0, depth), tag])
        if (named !== branch) return () => false
      }
      at = branch
    } else {
      at =
        key === 'properties'
          ? at.properties?.[steps[++step]!]
          : key === 'items'
            ? at.items
            : undefined
      if (at) here = isObject(here) ? here[instance[depth++]!] : undefined
    }
  }
  const isWholeUnion = at?.anyOf !== undefined && isObject(here) && tagOf(at.anyOf) !== undefined
  return () => !isWholeUnion
}

const branchNamed = (
  branches: readonly Node[],
  tag: string,
  value: Readonly<Record<string, unknown>>,
) =>
  value[tag] === undefined ? undefined : branches.find((one) => literalOf(one, tag) === value[tag])

const isAt = (place: readonly string[]) => (field: readonly string[]) =>
  field.length === place.length && field.every((key, at) => key === place[at])

/** The field by whose literal the objects among the branches name themselves. */
function tagOf(branches: readonly Node[]): string | undefined {
  const objects = branches.filter(({ properties }) => properties !== undefined)
  if (objects.length < 2) return undefined
  return objects[0]!.required?.find((name) => {
    const literals = objects.map((one) => literalOf(one, name))
    return !literals.includes(undefined) && new Set(literals).size === literals.length
  })
}

const literalOf = ({ properties, required }: Node, name: string): unknown =>
  required?.includes(name) ? properties?.[name]?.const : undefined

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
