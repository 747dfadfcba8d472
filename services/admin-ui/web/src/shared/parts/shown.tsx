import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Failed } from './failed.tsx'
import { Loading } from './loading.tsx'

interface ShownProps<Data> {
  readonly read: UseQueryResult<Data, Error>
  readonly lines?: number
  readonly children: (data: Data) => ReactNode
}

/** What a read gave; or that it is on its way, or failed, in the same place. What was shown before stays. */
export function Shown<Data>({ read, lines, children }: ShownProps<Data>) {
  if (read.data !== undefined) return children(read.data)
  if (read.isError) return <Failed error={read.error} retry={() => void read.refetch()} />
  return <Loading {...(lines !== undefined && { lines })} />
}
