import { randomBytes } from 'node:crypto'

const length = 32
const drawnAtOnce = 256

/** Salts of 32 random bytes, as hexadecimal digits. To draw many at once costs as much as to draw one. */
export function createSalts(): () => string {
  let [drawn, used] = [Buffer.alloc(0), 0]
  return () => {
    if (used === drawn.length) [drawn, used] = [randomBytes(length * drawnAtOnce), 0]
    used += length
    return drawn.toString('hex', used - length, used)
  }
}
