import type { ReactNode } from 'react'

/** What something is called, and what it is; nothing of it is shown where it is not there. */
export type Fact = readonly [name: string, value: ReactNode]

/** Terms and what stands behind them, a line each. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const shown = facts.filter(([, value]) => value !== undefined && value !== false && value !== '')
  return (
    <dl className="facts">
      {shown.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
