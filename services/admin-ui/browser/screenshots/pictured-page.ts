import type { Page } from 'playwright-core'

/** A page of which pictures are taken, in every state that it can be in. */
export interface PicturedPage {
  /** Names the pictures, like `oversikt`. */
  readonly name: string
  /** A demo user; left out where nobody is signed in. */
  readonly user?: string
  /** `*` is what the first row of the list before it leads to, as in `/bilag/*?status=failed`. */
  readonly path: string
  /** Which requests fail while the rest of the page stays, like `**`+`/figures*`. */
  readonly part?: string
  /** Where there is nothing yet. */
  readonly empty?: Partial<Visit>
  /** Who may not see it. */
  readonly refused?: Partial<Visit>
  /** What else people meet there: a dialog, an outcome, a place where something is wrong. */
  readonly more?: readonly (Partial<Visit> & { readonly state: string })[]
}

/** One state of a page: who comes where, and does what. */
export interface Visit {
  readonly state: string
  readonly user?: string | undefined
  readonly path: string
  /** Before the page is asked for: what the network will do to it. */
  readonly before?: (page: Page) => Promise<void>
  /** When its heading is there. */
  readonly act?: (page: Page) => Promise<void>
}
