import { textsContract } from '@bilagsbro/service-kit/texts.contract'
import { texts } from './texts.ts'

textsContract(
  {
    'organization.not_found': [],
    'record.not_found': ['at', 'recordId', 'revision'],
    'cause.not_found': [],
    'run.not_found': [],
    'revision.not_found': ['recordId', 'revision'],
    'record.certain': ['status'],
    'run.already_running': [],
    'run.plan_unknown': [],
    'run.plan_expired': [],
    'sync.still_reading': [],
    'idempotency.other_request': [],
    'trial.not_pending': [],
    'connector.not_configured': [],
    'connector.disabled': [],
    'connector.not_suspended': [],
  },
  texts,
)
