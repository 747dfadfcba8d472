import type { Texts } from '@bilagsbro/service-kit/texts'
import { en } from './texts/en.ts'
import { nb } from './texts/nb.ts'
import { nn } from './texts/nn.ts'

/** What the refusals of this service say, and those of the adapters behind it. */
export const texts = { nb, nn, en } satisfies Texts
