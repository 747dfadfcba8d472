import pg from 'pg'
import type { StackHandles } from './stack-handles.ts'

/** Of a service that is stopped: nobody may be connected to a database that is copied. */
export interface DatabaseCopies {
  /** Keeps the service's database as it is now, over what was kept before. */
  readonly keep: (service: string) => Promise<void>
  /** Puts back what was kept. */
  readonly putBack: (service: string) => Promise<void>
  /** An empty database in its place. */
  readonly empty: (service: string) => Promise<void>
  /** What was kept is gone. */
  readonly forget: (service: string) => Promise<void>
}

export function databaseCopies(
  stack: Pick<StackHandles, 'databaseUrl' | 'addresses'>,
): DatabaseCopies {
  const identifiers = (service: string) => {
    const name = new URL(stack.databaseUrl(service)).pathname.slice(1)
    return { name: pg.escapeIdentifier(name), copy: pg.escapeIdentifier(`${name}_copy`) }
  }
  const administer = async (...statements: readonly string[]) => {
    const client = new pg.Client({ connectionString: stack.addresses().postgres.url })
    try {
      await client.connect()
      for (const statement of statements) await client.query(statement)
    } finally {
      await client.end()
    }
  }
  const drop = (identifier: string) => `drop database if exists ${identifier} with (force)`
  return {
    keep(service) {
      const { name, copy } = identifiers(service)
      return administer(drop(copy), `create database ${copy} template ${name}`)
    },
    putBack(service) {
      const { name, copy } = identifiers(service)
      return administer(drop(name), `create database ${name} template ${copy} owner ${name}`)
    },
    empty(service) {
      const { name } = identifiers(service)
      return administer(drop(name), `create database ${name} owner ${name}`)
    },
    forget: (service) => administer(drop(identifiers(service).copy)),
  }
}
