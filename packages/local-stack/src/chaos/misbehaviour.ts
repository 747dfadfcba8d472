import type { SimulatedFault } from '../load/simulator.ts'

/** What each ledger does to a part of its requests while processes die: above all, it books and does not say so. */
export const misbehaviour = (seed: number): Readonly<Record<string, SimulatedFault[]>> => ({
  'business-central': ofBusinessCentral(seed),
  xledger: [...atPosting('addGLImportItems', seed), ...busy(seed)],
  rest: [...atPosting('vouchers.post', seed), ...busy(seed)],
})

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
