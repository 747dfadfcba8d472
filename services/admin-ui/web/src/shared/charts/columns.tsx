import { useId } from 'react'
import { useFormat } from '../texts/language.tsx'
import { labelled } from './labelled.ts'
import { Hatch } from './hatch.tsx'

interface Column {
  readonly key: string
  /** Under it, where there is room. */
  readonly label: string
  readonly value: number
}

const top = 22
const height = 132
const labels = 22

/** Columns beside each other, the last of them today's: the highest and the last say what they are. */
export function Columns({ columns }: { columns: readonly Column[] }) {
  const format = useFormat()
  const pattern = useId()
  const most = Math.max(1, ...columns.map(({ value }) => value))
  const wide = 100 / columns.length
  const percent = (value: number) => `${value}%`
  const told = labelled(columns.map(({ value }) => value))
  return (
    <svg className="chart-columns" width="100%" height={top + height + labels}>
      <Hatch id={pattern} />
      {columns.map(({ key, label, value }, at) => {
        const high = (value / most) * height
        const place = {
          x: percent(at * wide + wide * 0.15),
          y: top + height - high,
          width: percent(wide * 0.7),
          height: high,
          rx: 2,
        }
        const middle = percent((at + 0.5) * wide)
        const isLast = at === columns.length - 1
        return (
          <g key={key}>
            {value > 0 && <rect {...place} className="chart-bar" />}
            {value > 0 && <rect {...place} fill={`url(#${pattern})`} />}
            {told.values.has(at) && (
              <text x={isLast ? '100%' : middle} y={place.y - 6} textAnchor={anchor(at, isLast)}>
                {format.number(value)}
              </text>
            )}
            {told.days.has(at) && (
              <text
                x={isLast ? '100%' : middle}
                y={top + height + 17}
                textAnchor={anchor(at, isLast)}
                className="chart-axis"
              >
                {label}
              </text>
            )}
          </g>
        )
      })}
      <line x1="0" x2="100%" y1={top + height} y2={top + height} className="chart-base" />
    </svg>
  )
}

const anchor = (at: number, isLast: boolean) => {
  if (isLast) return 'end'
  return at === 0 ? 'start' : 'middle'
}
