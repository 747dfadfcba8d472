import type { MappingRules, Policies } from '@bilagsbro/booking/mapping'
import type { Immutable } from '@bilagsbro/kernel/immutable'
import type { Static } from 'typebox'
import { expectTypeOf, test } from 'vitest'
import type { MappingBody, Policies as PoliciesSchema } from './schemas.ts'

/** Seen by the compiler. */
test('a mapping is sent in the words of booking, no word more and none less', () => {
  type SaidBesides = 'policies' | 'unchecked' | 'trial' | 'reason'
  type Sent = Immutable<Omit<Static<typeof MappingBody>, SaidBesides>>
  expectTypeOf<Sent>().toEqualTypeOf<MappingRules>()
  expectTypeOf<Immutable<Static<typeof PoliciesSchema>>>().toEqualTypeOf<Policies>()
})
