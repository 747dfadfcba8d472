import { Type } from 'typebox'
import { runAdapterService } from '#run-adapter-service.ts'
import { createTestSystem } from './test-system.ts'

/** An adapter service around the test system, as a process of its own. */
await runAdapterService({
  name: 'test-adapter',
  type: 'dynamics',
  settings: Type.Object({
    CALL_TIMEOUT_MS: Type.Integer({ default: 1_000 }),
    // Longer than what the ledger does late, however slow the machine is.
    SETTLE_HORIZON_MS: Type.Integer({ default: 1_500 }),
    FLIGHT_SIZE: Type.Integer({ default: 20 }),
  }),
  create: ({ CALL_TIMEOUT_MS, SETTLE_HORIZON_MS, FLIGHT_SIZE }) =>
    createTestSystem({
      callTimeoutMs: CALL_TIMEOUT_MS,
      settleHorizonMs: SETTLE_HORIZON_MS,
      flightSize: FLIGHT_SIZE,
    }),
})
