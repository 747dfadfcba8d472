/**
 * What a stranger wrote, for a terminal: what moves the cursor, colours, turns the direction of writing or cannot be seen
 * stands there as JSON escapes it. JSON stays the same JSON.
 */
export const printable = (text: string): string =>
  text.replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) =>
    Array.from({ length: character.length }, (_, at) => {
      const code = character.charCodeAt(at).toString(16)
      return `\\u${code.padStart(4, '0')}`
    }).join(''),
  )
