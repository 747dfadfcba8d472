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
  active_off: { variant: 'neutral', Icon: CircleSlashIcon },
  error: { variant: 'error', Icon: ExclamationmarkTriangleIcon },
  not_configured: { variant: 'neutral', Icon: CircleSlashIcon },
} as const

interface StatusTagProps {
  readonly status: Integration['status']
  /** It is set up, and sends nothing. */
  readonly isOff?: boolean
}

/** A word with a shape beside it: the colour says nothing more. */
export function StatusTag({ status, isOff = false }: StatusTagProps) {
  const say = useTexts(texts)
  const shown = status === 'active' && isOff ? 'active_off' : status
  const { variant, Icon } = looks[shown]
  return (
    <Tag variant={variant} size="small" icon={<Icon aria-hidden />}>
      {say(`status.${shown}`)}
    </Tag>
  )
}
