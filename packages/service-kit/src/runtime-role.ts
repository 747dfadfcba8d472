import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'

const bookkeeping = 'mikro_orm_migrations'

/** Lets the user of `url` read and write every table, and only add to some. Harmless when repeated. */
export async function grantUse(
  em: EntityManager,
  url: string,
  appendOnly: readonly string[] = [],
): Promise<void> {
  const user = quoted(decodeURIComponent(new URL(url).username))
  await em.execute(`grant usage on schema public to ${user}`)
  await em.execute(`grant select, insert, update, delete on all tables in schema public to ${user}`)
  await em.execute(`revoke all on ${bookkeeping} from ${user}`)
  for (const table of appendOnly)
    await em.execute(`revoke update, delete on ${quoted(table)} from ${user}`)
}

/** Row-level security holds for nobody who owns a table, and for no superuser: such a user is a fault of the settings. */
export async function refuseOwner(orm: MikroORM): Promise<void> {
  const [found] = await orm.em.fork().execute<{ exempt: boolean }[]>(`
    select rolsuper or rolbypassrls or exists (
      select from pg_class where relowner = pg_roles.oid and relkind = 'r' and relnamespace = 'public'::regnamespace
    ) as exempt from pg_roles where rolname = current_user`)
  if (!found?.exempt) return
  throw new Error(
    'DATABASE_URL: row-level security does not hold for this user. Give one that is no superuser and owns no table; the owner belongs in DATABASE_OWNER_URL.',
  )
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
