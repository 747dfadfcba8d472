type Schema = Readonly<Record<string, unknown>>

/** Schemas by the names under which a document keeps them. */
export interface NamedSchemas {
  readonly schemas: Readonly<Record<string, Schema>>
  /** Keeps a schema, with every object and choice within it under a name of its own; gives back where it is. */
  readonly add: (name: string, schema: Schema) => { readonly $ref: string }
}

/**
 * Generators of code call a class after the name of its schema, so none may be without: what has no title is called
 * after what it is part of. A name that is there already stands for the same schema, or this throws.
 */
export function createNamedSchemas(): NamedSchemas {
  const schemas: Record<string, Schema> = {}

  const keep = (name: string, schema: Schema): { $ref: string } => {
    const known = schemas[name]
    if (known && JSON.stringify(known) !== JSON.stringify(schema))
      throw new Error(`Two schemas are called ${name}. Give one of them another title.`)
    schemas[name] = schema
    return { $ref: `#/components/schemas/${name}` }
  }
  const plain = (schema: Schema, name: string): Schema => {
    if (Array.isArray(schema['anyOf'])) return choice(schema, schema['anyOf'] as Schema[], name)
    if (schema['type'] === 'array')
      return { ...schema, items: plain(schema['items'] as Schema, name.replace(/s$/, '')) }
    if (schema['type'] !== 'object') return schema
    const title = titleOf(schema, name)
    return keep(title, { ...object(schema, title), title })
  }
  const choice = (schema: Schema, branches: readonly Schema[], name: string): Schema => {
    const { anyOf: _, ...rest } = schema
    const title = titleOf(schema, name)
    const values = branches.map((branch) => branch['const'])
    if (values.every((value) => typeof value === 'string'))
      return keep(title, { ...rest, title, type: 'string', enum: values })
    const anyOf = branches.map((branch) => plain(branch, name))
    // Something or nothing is kept where it is said.
    if (branches.some(({ type }) => type === 'null')) return { ...rest, title, anyOf }
    return keep(title, { ...rest, title, anyOf })
  }
  const object = (schema: Schema, title: string): Schema => {
    const { patternProperties, properties, ...rest } = schema
    if (patternProperties) {
      const [values] = Object.values(patternProperties) as [Schema]
      return { ...rest, additionalProperties: plain(values, `${title}Value`) }
    }
    const fields = Object.entries(properties as Record<string, Schema>)
    const kept = fields.map(([field, value]) => [field, plain(value, title + capitalised(field))])
    return { ...rest, properties: Object.fromEntries(kept) }
  }
  return {
    schemas,
    add: (name, schema) => plain(schema, name) as { $ref: string },
  }
}

const titleOf = ({ title }: Schema, name: string) => (typeof title === 'string' ? title : name)
const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
