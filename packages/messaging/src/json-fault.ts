/** Where a text stops being JSON: the number of the first character, from 1, that no JSON text could go on with. */
export function jsonFault(text: string): number {
  let good = 0
  let bad = text.length + 1
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (couldGoOn(text.slice(0, middle))) good = middle
    else bad = middle
  }
  return bad
}

/** Whether some JSON text begins like this. V8 names the fault, but not always its position. */
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
