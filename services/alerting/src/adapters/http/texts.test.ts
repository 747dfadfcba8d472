import { textsContract } from '@bilagsbro/service-kit/texts.contract'
import { texts } from './texts.ts'

textsContract(
  {
    'alert.not_found': [],
    'alert.over': [],
    'alert.changed_meanwhile': [],
    'alert.version_missing': [],
    'threshold.changed_meanwhile': ['by', 'version', 'at'],
  },
  texts,
)
