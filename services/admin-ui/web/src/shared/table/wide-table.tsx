import { Table } from '@navikt/ds-react'
import { useId, type ReactNode } from 'react'

interface WideTableProps {
  readonly caption: ReactNode
  readonly className?: string
  readonly children: ReactNode
}

/** A table that may be wider than the window: it stands in a region that can have focus, and has the name of its caption. */
export function WideTable({ caption, children, ...table }: WideTableProps) {
  const id = useId()
  return (
    <div className="wide" role="region" aria-labelledby={id} tabIndex={0}>
      <Table size="small" {...table}>
        <caption id={id}>{caption}</caption>
        {children}
      </Table>
    </div>
  )
}
