import { Tag } from '@navikt/ds-react'
import type { ComponentProps } from 'react'
import { useRecordWords, type RecordStatus } from './words.ts'

type Colour = NonNullable<ComponentProps<typeof Tag>['data-color']>

const colours: Readonly<Record<RecordStatus, Colour>> = {
  pending: 'neutral',
  retry_scheduled: 'warning',
  in_doubt: 'warning',
  failed: 'danger',
  delivered: 'info',
  posted: 'success',
  handled: 'neutral',
  set_aside: 'neutral',
}

interface StatusWordProps {
  readonly status: RecordStatus
  readonly size?: 'medium' | 'small' | 'xsmall'
}

/** Where a record stands: a word, whose colour says nothing that the word does not. */
export function StatusWord({ status, size = 'small' }: StatusWordProps) {
  const words = useRecordWords()
  return (
    <Tag variant="outline" size={size} data-color={colours[status]} className="status-word">
      {words.status(status)}
    </Tag>
  )
}
