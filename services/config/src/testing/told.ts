import type { Refusal, Result } from '@bilagsbro/kernel/result'
import { problemOf } from '@bilagsbro/service-kit/problem'
import { worded } from '@bilagsbro/service-kit/texts'
import { texts } from '#adapters/http/texts.ts'

/** The detail that people read of a refusal, in English; empty without a refusal. */
export const told = (refusal: Refusal | undefined): string =>
  refusal ? worded(problemOf(refusal), 'en', texts).detail : ''

export const refusalOf = (result: Result<unknown, Refusal>): string =>
  told(result.ok ? undefined : result.error)
