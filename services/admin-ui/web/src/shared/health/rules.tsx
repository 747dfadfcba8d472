import { addresses } from '../addresses.ts'
import type { Status } from '../organizations/status.ts'
import { To } from '../parts/to.tsx'
import { administrators, holds, useSession } from '../session/session.tsx'
import { useTexts } from '../texts/language.tsx'
import { useHealthWords, type Health } from './health.tsx'
import { texts } from './texts.ts'

type Rule = Health['rules'][number]

interface HealthRulesProps {
  readonly status: Status
  /** Fewer than all, where the others are said beside it. */
  readonly only?: readonly Rule['rule'][]
}

/** Why an organisation stands as it does, each reason with the way to what can be done about it. */
export function HealthRules({ status, only }: HealthRulesProps) {
  const words = useHealthWords()
  const { health } = status
  const rules = health.rules.filter(({ rule }) => only?.includes(rule) ?? true)
  if (rules.length === 0) return null
  const sentences = words.sentences({ ...health, rules })
  return (
    <ul>
      {rules.map((rule, index) => (
        <li key={sentences[index]}>
          {sentences[index]} <Way rule={rule} status={status} />
        </li>
      ))}
    </ul>
  )
}

function Way({ rule, status }: { rule: Rule; status: Status }) {
  const say = useTexts(texts)
  const session = useSession()
  const way = wayOf(rule, status)
  if (!way) return null
  const isSetting = way.to === 'credentials' || way.to === 'switch'
  if (isSetting && !holds(session, administrators, status.organizationId)) return null
  return <To address={way.address}>{say(`way.${way.to}`)}</To>
}

function wayOf({ rule, params }: Rule, { organizationId: org, connector }: Status) {
  switch (rule) {
    case 'suspended':
    case 'secret_expired': {
      // Only a refused secret is put right by a new one.
      const isSecret = rule === 'secret_expired' || String(params['code']).startsWith('auth.')
      if (!connector || !isSecret) return undefined
      return { to: 'credentials', address: addresses.credentials(org, connector.type) } as const
    }
    case 'failed':
      return { to: 'failed', address: addresses.failedRecords(org) } as const
    case 'old':
      return { to: 'waiting', address: addresses.waitingRecords(org) } as const
    case 'disabled':
      return { to: 'switch', address: addresses.integrations(org) } as const
    case 'unbooked':
      return { to: 'delivered', address: addresses.records(org, { status: 'delivered' }) } as const
    default:
      return undefined
  }
}
