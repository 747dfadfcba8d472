/** Looking for a fault takes some twenty times as long as reading: of what is longer, only what V8 tells is told. */
const longestSearched = 16_384

/**
 * Where a text stops being JSON: the number of the first character, from 1, that no JSON text could go on with. Nothing,
 * where finding it would take long.
 */
export function jsonFault(text: string): number | undefined {
  const told = toldFault(text)
  if (told !== undefined || text.length > longestSearched) return told
  let good = 0
  let bad = text.length + 1
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (couldGoOn(text.slice(0, middle))) good = middle
    else bad = middle
  }
  return bad
}

/** V8 names the fault, but not always its position. */
function toldFault(text: string): number | undefined {
  try {
    JSON.parse(text)
  } catch (error) {
    const { message } = error as SyntaxError
    if (message.startsWith('Unexpected end')) return text.length + 1
    const position = / at position (\d+)/.exec(message)
    if (position) return Number(position[1]) + 1
  }
  return undefined
}

/** Whether some JSON text begins like this. */
function couldGoOn(beginning: string): boolean {
  try {
    JSON.parse(beginning)
    return true
  } catch (error) {
    const { message } = error as SyntaxError
    const position = / at position (\d+)/.exec(message)
    return position ? Number(position[1]) >= beginning.length : message.startsWith('Unexpected end')
  }
}
