import { randomBytes } from 'node:crypto'
import type { World } from '#world.ts'
import type { Company } from './company.ts'

/** One request, or one inner request of a `$batch`, as the application's code sees it. */
export interface Session {
  readonly world: World
  readonly company: Company
  /** The address that ids in answers begin with. */
  readonly address: string
  readonly now: string
  /** How to take back what was done since the last commit; only kept where something may ask for it. */
  readonly undo: (() => void)[] | undefined
}

export interface Answer {
  readonly status: number
  /** JSON, or nothing. */
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

let stamps = 0
/** Rises with every change: what an ETag is made from. */
export const nextStamp = () => ++stamps

const tail = randomBytes(8).toString('hex')
const guidTail = `-${tail.slice(0, 4)}-f011-${tail.slice(4, 8)}-${tail.slice(8, 16)}0000`
let guids = 0
/** Ids in a row, as the vendor's own are. */
export const newGuid = () => (++guids).toString(16).padStart(8, '0') + guidTail
