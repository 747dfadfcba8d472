import {
  QueryClient,
  queryOptions,
  useQuery,
  type QueryKey,
  type UseQueryResult,
} from '@tanstack/react-query'
import { Problem } from './client.ts'

/** What of an organisation changed, as the stream of hints names it. */
export type ChangeKind = 'connector' | 'log' | 'records' | 'runs'

/** What a read depends on: it is read again when a hint names it. */
export interface Depends {
  /** Left out where the read is about all organisations. */
  readonly organizationId?: string
  readonly kinds: readonly ChangeKind[]
}

interface Read<Data> {
  readonly key: QueryKey
  readonly depends?: Depends
  readonly ask: (signal: AbortSignal) => Promise<Data>
}

/** A read of a service: kept by its key, shared by all parts of a page, read again by hints. */
export const defineRead = <Data>({ key, depends, ask }: Read<Data>) =>
  queryOptions({
    queryKey: key,
    queryFn: ({ signal }) => ask(signal),
    ...(depends && { meta: { depends } }),
  })

/** What was shown stays there while it is read again. */
export const useRead = <Data>(
  read: ReturnType<typeof defineRead<Data>>,
): UseQueryResult<Data, Error> => useQuery({ ...read, placeholderData: (before) => before })

export const createQueries = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: false,
        // Whoever is offline is told so in its place, and not left waiting; back online, all is read again.
        networkMode: 'always',
        refetchOnReconnect: true,
        retry: (count, error) =>
          count < 2 && error instanceof Problem && (error.status === 0 || error.status >= 502),
        retryDelay: (count) => 500 * 2 ** count + Math.random() * 500,
      },
    },
  })

/** Reads again, once, whatever depends on one of the changes; without any, everything. */
export function readAgain(queries: QueryClient, ...changes: readonly Depends[]): Promise<void> {
  return queries.invalidateQueries({
    predicate: ({ meta }) => {
      const depends = meta?.['depends'] as Depends | undefined
      if (!depends || changes.length === 0) return depends !== undefined
      return changes.some((changed) => concerns(depends, changed))
    },
  })
}

function concerns(depends: Depends, changed: Depends): boolean {
  const isOf =
    depends.organizationId === undefined || depends.organizationId === changed.organizationId
  return isOf && depends.kinds.some((kind) => changed.kinds.includes(kind))
}
