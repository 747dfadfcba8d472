import { StackError } from '../stack-error.ts'

/** What is played beside the kills; each can be left out. */
export const plays = {
  numbers: 'the journal template of one organisation has a posting number series',
  codecs: 'batches are packed with every codec of Kafka, and sent in transactions',
  aborts: 'transactions are aborted after they were sent',
  changes:
    'records are changed and withdrawn after they were approved, early, late and out of order',
  gateways: 'what stands before the ledgers answers in their place, or packs their answers',
  rollbacks: 'posting acts show their entries, and are rolled back',
  away: 'a ledger is away for longer than the retries',
  retries:
    'a ledger refuses vouchers for a while, and people have what failed sent again, twice at once',
  tenants: 'two organisations share the host of their ledger, and one of them is told to wait',
  moves: 'an organisation moves from one ledger to another',
  restores: "the orchestrator's and an adapter's databases are set back, and later emptied",
} as const
export type Play = keyof typeof plays

const names = Object.keys(plays) as Play[]

/** `numbers,codecs`; all unless told, and `none`. */
export function readPlays(text: string | undefined): ReadonlySet<Play> {
  if (text === undefined) return new Set(names)
  const wanted = text === 'none' ? [] : text.split(',').map((name) => name.trim())
  for (const name of wanted)
    if (!Object.hasOwn(plays, name))
      throw new StackError(
        `There is no play ${JSON.stringify(name)}.`,
        `use some of ${names.join(',')} with commas, or none.`,
      )
  return new Set(wanted as Play[])
}
