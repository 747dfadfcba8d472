import { accountingSystemContract } from '@bilagsbro/posting-engine/application/ports/accounting-system.contract'
import { openHarness } from './rest-harness.contract.ts'
import { withoutLookUp } from './testing.ts'

accountingSystemContract('REST, with keys alone', async () => {
  const harness = await openHarness(
    { kind: 'oauth2', uniqueReferences: false, answers: 'no_content' },
    withoutLookUp,
  )
  const impossible = 'Nobody looks.'
  return { ...harness, faults: { ...harness.faults, hides: { impossible } } }
})

accountingSystemContract('REST, with fresh vouchers whose answers prove themselves', async () => ({
  ...(await openHarness({ idempotency: 'ignored', uniqueReferences: false })),
  isFresh: true,
}))

accountingSystemContract('REST, with a queue that can be looked in', () =>
  openHarness(
    { idempotency: 'ignored', answers: 'accepted', jobMs: -1, showsQueued: true },
    { answersLater: 'yes' },
  ),
)

accountingSystemContract(
  'REST, in arrays, with fresh vouchers whose answers prove themselves',
  async () => ({
    ...(await openHarness({ idempotency: 'ignored', uniqueReferences: false }, {}, { most: 10 })),
    isFresh: true,
  }),
)

accountingSystemContract('REST, in arrays that are booked as a whole', () =>
  openHarness({ idempotency: 'ignored', uniqueReferences: false }, {}, { isAtomic: true }),
)
