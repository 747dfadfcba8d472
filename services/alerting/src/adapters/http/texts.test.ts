import { textsContract } from '@bilagsbro/service-kit/texts.contract'
import { texts } from './texts.ts'

textsContract(
  {
    'alert.not_found': [],
    'alert.over': [],
    'threshold.changed_meanwhile': ['by', 'version', 'at'],
  },
  texts,
)
