/** What a browser keeps; where it may not, or has no room, everything is as if nothing had been kept. */
const keptIn = (area: () => Storage) => ({
  read(key: string): string | undefined {
    try {
      return area().getItem(key) ?? undefined
    } catch {
      return undefined
    }
  },
  write(key: string, text: string): void {
    try {
      area().setItem(key, text)
    } catch {
      this.remove(key)
    }
  },
  remove(key: string): void {
    try {
      area().removeItem(key)
    } catch {
      // Where nothing may be kept, nothing is.
    }
  },
})

/** For ever. */
export const keptHere = keptIn(() => localStorage)

/** As long as the tab is open, through a reload as well. */
export const keptInTab = keptIn(() => sessionStorage)

/** What was kept as JSON; nothing where it is none, or not what `is` asks for. */
export function readKept<Value>(
  key: string,
  is: (value: unknown) => value is Value,
): Value | undefined {
  const text = keptInTab.read(key)
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return is(value) ? value : undefined
  } catch {
    return undefined
  }
}
