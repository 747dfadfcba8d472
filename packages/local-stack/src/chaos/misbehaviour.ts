import type { SimulatedFault } from '../load/simulator.ts'
import type { Play } from './plays.ts'

/** What each ledger does to a part of its requests while processes die: above all, it books and does not say so. */
export function misbehaviour(
  seed: number,
  plays: ReadonlySet<Play>,
): Readonly<Record<string, SimulatedFault[]>> {
  const before = plays.has('gateways') ? gateways(seed) : []
  const rollbacks = plays.has('rollbacks') ? [rolledBack(seed)] : []
  return {
    'business-central': [...rollbacks, ...before, ...ofBusinessCentral(seed)],
    xledger: [...before, ...atPosting('addGLImportItems', seed), ...busy(seed)],
    rest: [
      ...before,
      ...atPosting('vouchers.post', seed),
      ...atPosting('vouchers.batch', seed),
      ...busy(seed),
    ],
  }
}

const ofBusinessCentral = (seed: number): SimulatedFault[] => [
  ...atPosting('journals.post', seed),
  { operation: 'batch', kind: 'drop_after_commit', probability: 0.02, seed: seed + 5 },
  { operation: 'batch', kind: 'slow', probability: 0.05, seed: seed + 6, params: { delayMs: 500 } },
  ...busy(seed),
]

const atPosting = (operation: string, seed: number): SimulatedFault[] => [
  { operation, kind: 'drop_after_commit', probability: 0.05, seed },
  { operation, kind: 'error_after_commit', probability: 0.05, seed: seed + 1 },
  { operation, kind: 'drop_before_commit', probability: 0.02, seed: seed + 2 },
  { operation, kind: 'slow', probability: 0.05, seed: seed + 3, params: { delayMs: 800 } },
  { operation, kind: 'invisible', probability: 0.05, seed: seed + 4, params: { delayMs: 700 } },
]

const busy = (seed: number): SimulatedFault[] => [
  { operation: '*', kind: 'throttled', probability: 0.01, seed: seed + 7 },
  {
    operation: '*',
    kind: 'unavailable',
    probability: 0.01,
    seed: seed + 8,
    params: { retryAfterSeconds: 1 },
  },
]

const gateways = (seed: number): SimulatedFault[] => [
  ...['html', 'json', 'empty'].map((body, at) => ({
    operation: '*',
    kind: 'gateway',
    probability: 0.004,
    seed: seed + 20 + at,
    params: { body },
  })),
  ...['gzip', 'deflate', 'br'].map((encoding, at) => ({
    operation: '*',
    kind: 'compressed',
    probability: 0.02,
    seed: seed + 30 + at,
    params: { encoding },
  })),
]

/** Shorter than what the adapter takes for the vendor's limit of an operation. */
const rolledBack = (seed: number): SimulatedFault => ({
  operation: 'journals.post',
  kind: 'rolled_back',
  probability: 0.04,
  seed: seed + 40,
  params: { delayMs: 1_000 },
})
