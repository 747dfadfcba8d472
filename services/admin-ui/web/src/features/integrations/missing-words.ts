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
  const dimensions: Readonly<Record<string, string>> = {
    costCenter: say('dimension.costCenter'),
    project: say('dimension.project'),
  }
  return ({ kind, name }: Missing): string =>
    kind === 'category'
      ? say('missing.category', { name })
      : kind === 'payee'
        ? say('missing.payee', { name: payees[name] ?? name })
        : say('missing.dimension', { name: dimensions[name] ?? name })
}
