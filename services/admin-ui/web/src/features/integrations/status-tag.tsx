import {
  CheckmarkCircleIcon,
  CircleSlashIcon,
  ExclamationmarkTriangleIcon,
} from '@navikt/aksel-icons'
import { Tag } from '@navikt/ds-react'
import { useTexts } from '../../shared/texts/language.tsx'
import type { Integration } from './queries.ts'
import { texts } from './texts.ts'

const looks = {
  active: { variant: 'success', Icon: CheckmarkCircleIcon },
  error: { variant: 'error', Icon: ExclamationmarkTriangleIcon },
  not_configured: { variant: 'neutral', Icon: CircleSlashIcon },
} as const

/** A word with a shape beside it: the colour says nothing more. */
export function StatusTag({ status }: { status: Integration['status'] }) {
  const say = useTexts(texts)
  const { variant, Icon } = looks[status]
  return (
    <Tag variant={variant} size="small" icon={<Icon aria-hidden />}>
      {say(`status.${status}`)}
    </Tag>
  )
}
