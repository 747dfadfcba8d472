import { accountingSystemContract } from '@bilagsbro/posting-engine/application/ports/accounting-system.contract'
import { openHarness } from './rest-harness.contract.ts'

accountingSystemContract('REST, with keys and a look-up', () => openHarness({}))

accountingSystemContract('REST, with a look-up alone', () =>
  openHarness({
    kind: 'basic',
    idempotency: 'ignored',
    uniqueReferences: false,
    answers: 'created_empty',
    retryAfter: 'date',
  }),
)

accountingSystemContract('REST, with references that are unique', () =>
  openHarness({ idempotency: 'ignored', answers: 'ok_empty' }),
)
