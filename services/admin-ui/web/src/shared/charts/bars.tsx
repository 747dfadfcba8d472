import { useId } from 'react'
import { useFormat } from '../texts/language.tsx'
import { Hatch } from './hatch.tsx'

export interface Bar {
  readonly key: string
  readonly label: string
  readonly value: number
  /** One that somebody should look at: another pattern. */
  readonly isGrave?: boolean
}

/** Bars that lie under their labels. */
export function Bars({ bars }: { bars: readonly Bar[] }) {
  const format = useFormat()
  const pattern = useId()
  const most = Math.max(1, ...bars.map(({ value }) => value))
  return bars.map(({ key, label, value, isGrave = false }) => {
    const share = `${(value / most) * 100}%`
    const id = `${pattern}${key}`
    return (
      <div key={key} className="chart-row">
        <div className="chart-label">
          <span>{label}</span>
          <span className="chart-value">{format.number(value)}</span>
        </div>
        <svg className={isGrave ? 'chart-picture chart-grave' : 'chart-picture'}>
          <Hatch id={id} dense={isGrave} />
          <rect width="100%" height="100%" rx="2" className="chart-rail" />
          <rect width={share} height="100%" rx="2" className="chart-bar" />
          <rect width={share} height="100%" rx="2" fill={`url(#${id})`} />
        </svg>
      </div>
    )
  })
}
