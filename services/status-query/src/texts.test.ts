import { textsContract } from '@bilagsbro/service-kit/texts.contract'
import { texts } from './texts.ts'

textsContract(
  {
    'organization.not_found': [],
    'changes.too_many_streams': [],
    'log_entry.not_found': [],
    'record.not_found': [],
    'run.not_found': [],
    'log.export_too_large': ['limit'],
    'log.export_under_way': [],
    'log.verification_under_way': [],
  },
  texts,
)
