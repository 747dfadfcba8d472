import type { SimulatedFault } from '../load/simulator.ts'

/** What each ledger does to a part of its requests while processes die: above all, it books and does not say so. */
export const misbehaviour = (seed: number): Readonly<Record<string, SimulatedFault[]>> => ({
  'business-central': ofBusinessCentral(seed),
  xledger: ofXledger(seed),
})

const ofBusinessCentral = (seed: number): SimulatedFault[] => [
  { operation: 'journals.post', kind: 'drop_after_commit', probability: 0.05, seed },
  { operation: 'journals.post', kind: 'error_after_commit', probability: 0.05, seed: seed + 1 },
  { operation: 'journals.post', kind: 'drop_before_commit', probability: 0.02, seed: seed + 2 },
  {
    operation: 'journals.post',
    kind: 'slow',
    probability: 0.05,
    seed: seed + 3,
    params: { delayMs: 800 },
  },
  {
    operation: 'journals.post',
    kind: 'invisible',
    probability: 0.05,
    seed: seed + 4,
    params: { delayMs: 700 },
  },
  { operation: 'batch', kind: 'drop_after_commit', probability: 0.02, seed: seed + 5 },
  { operation: 'batch', kind: 'slow', probability: 0.05, seed: seed + 6, params: { delayMs: 500 } },
  ...busy(seed),
]

const ofXledger = (seed: number): SimulatedFault[] => [
  { operation: 'addGLImportItems', kind: 'drop_after_commit', probability: 0.05, seed },
  { operation: 'addGLImportItems', kind: 'error_after_commit', probability: 0.05, seed: seed + 1 },
  { operation: 'addGLImportItems', kind: 'drop_before_commit', probability: 0.02, seed: seed + 2 },
  {
    operation: 'addGLImportItems',
    kind: 'slow',
    probability: 0.05,
    seed: seed + 3,
    params: { delayMs: 800 },
  },
  {
    operation: 'addGLImportItems',
    kind: 'invisible',
    probability: 0.05,
    seed: seed + 4,
    params: { delayMs: 700 },
  },
  ...busy(seed),
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
