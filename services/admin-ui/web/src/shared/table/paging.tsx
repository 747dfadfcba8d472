import { Pagination } from '@navikt/ds-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useFormat, useTexts } from '../texts/language.tsx'
import { texts } from './texts.ts'

interface PagingProps {
  /** Of what the pages are. */
  readonly name: string
  readonly page: number
  readonly pageSize: number
  readonly total: number
  readonly open: (page: number) => void
}

/** Pages of a list; nothing where there is but one. Whoever is behind the last, for rows have left, is led to it. */
export function Paging({ name, page, pageSize, total, open }: PagingProps) {
  const say = useTexts(texts)
  const format = useFormat()
  const count = Math.ceil(total / pageSize)
  const navigate = useNavigate()
  useEffect(() => {
    if (count === 0 || page <= count) return
    const side = count === 1 ? undefined : String(count)
    void navigate({
      to: '.',
      search: ((now: object) => ({ ...now, side })) as never,
      replace: true,
      resetScroll: false,
    })
  }, [count, page, navigate])
  if (count < 2 || page > count) return null
  return (
    <div className="paging">
      <p>
        {say('showing', {
          from: format.number((page - 1) * pageSize + 1),
          to: format.number(Math.min(total, page * pageSize)),
          total: format.number(total),
        })}
      </p>
      <Pagination
        page={page}
        count={count}
        onPageChange={open}
        size="small"
        siblingCount={0}
        boundaryCount={1}
        srHeading={{ tag: 'h2', text: say('pages', { name }) }}
      />
    </div>
  )
}
