import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { readAgain, type ChangeKind } from '../api/read.ts'
import { followChanges } from './live.ts'

/** Figures are old when nothing was heard of the link for so long. */
const staleAfterMs = 30_000
/** Hints are gathered: a page reads once for many, and not all pages at the same moment. */
const gatherMs = () => 150 + Math.random() * 350
/** However much changes, a page reads no more often. */
const apartMs = 1_000

/** Keeps what is shown of an organisation, or of all of them, as it is; gives back since when it is not, if so. */
export function useLive(organizationId: string | undefined): Date | undefined {
  const queries = useQueryClient()
  const [lostAt, setLostAt] = useState<Date>()
  useEffect(() => {
    const address =
      organizationId === undefined
        ? '/api/status-query/changes'
        : `/api/status-query/organizations/${encodeURIComponent(organizationId)}/changes`
    const pending = new Map<string, Set<ChangeKind>>()
    let timer: ReturnType<typeof setTimeout> | undefined
    let stale: ReturnType<typeof setTimeout> | undefined
    let readAt = -apartMs
    const flush = () => {
      timer = undefined
      readAt = performance.now()
      const changes = [...pending].map(([id, kinds]) => ({ organizationId: id, kinds: [...kinds] }))
      pending.clear()
      void readAgain(queries, ...changes)
    }
    const leave = followChanges(address, (news) => {
      if (news.kind === 'lost') {
        const since = new Date()
        stale ??= setTimeout(() => setLostAt(since), staleAfterMs)
        return
      }
      clearTimeout(stale)
      stale = undefined
      setLostAt(undefined)
      if (news.kind === 'resync') void readAgain(queries)
      if (news.kind !== 'changed') return
      const kinds = pending.get(news.organizationId) ?? new Set()
      for (const kind of news.kinds) kinds.add(kind)
      pending.set(news.organizationId, kinds)
      timer ??= setTimeout(flush, Math.max(gatherMs(), readAt + apartMs - performance.now()))
    })
    return () => {
      leave()
      clearTimeout(timer)
      clearTimeout(stale)
    }
  }, [organizationId, queries])
  return lostAt
}
