import { useTexts } from '../../shared/texts/language.tsx'
import type { Missing } from './missing.ts'
import { texts } from './texts.ts'

/** What the mapping lacks, as people say it. */
export function useMissingWords() {
  const say = useTexts(texts)
  const payees: Readonly<Record<string, string>> = {
    employee: say('payee.employee'),
    volunteer: say('payee.volunteer'),
    external: say('payee.external'),
  }
  return ({ kind, name }: Missing): string => {
    if (kind === 'category') return say('missing.category', { name })
    if (kind === 'payee') return say('missing.payee', { name: payees[name] ?? name })
    return say(name === 'project' ? 'missing.project' : 'missing.costCenter')
  }
}
