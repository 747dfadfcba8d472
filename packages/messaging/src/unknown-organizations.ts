/** Tells those of the organisations that nobody has announced until now. */
export type UnknownOrganizations = (ids: readonly string[]) => Promise<ReadonlySet<string>>

/**
 * Organisations never go away, so a known one is not asked for again. `unknownAmong` reads the unknown ones from the
 * service's database; `caughtUp` resolves when every organisation that was announced before the call is in it.
 */
export function createUnknownOrganizations(
  unknownAmong: (ids: readonly string[]) => Promise<readonly string[]>,
  caughtUp: () => Promise<void>,
): UnknownOrganizations {
  const known = new Set<string>()
  const look = async (ids: readonly string[]) => {
    const unknown = new Set(await unknownAmong(ids))
    for (const id of ids) if (!unknown.has(id)) known.add(id)
    return unknown
  }
  return async (ids) => {
    const asked = [...new Set(ids)].filter((id) => !known.has(id))
    if (asked.length === 0) return nobody
    const unseen = await look(asked)
    if (unseen.size === 0) return nobody
    await caughtUp()
    return look([...unseen])
  }
}
const nobody: ReadonlySet<string> = new Set()
