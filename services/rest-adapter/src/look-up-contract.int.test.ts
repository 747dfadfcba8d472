import { accountingConnectorContract } from '@bilagsbro/connector/application/ports/accounting-connector.contract'
import { openHarness } from './rest-harness.contract.ts'

accountingConnectorContract('REST, with keys and a look-up', () => openHarness({}))

accountingConnectorContract('REST, with a look-up alone', () =>
  openHarness({
    kind: 'basic',
    idempotency: 'ignored',
    uniqueReferences: false,
    answers: 'created_empty',
    retryAfter: 'date',
  }),
)

accountingConnectorContract('REST, with references that are unique', () =>
  openHarness({ idempotency: 'ignored', answers: 'ok_empty' }),
)
