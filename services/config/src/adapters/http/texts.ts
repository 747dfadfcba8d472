import type { Texts } from '@bilagsbro/service-kit/texts'
import { en } from './texts/en.ts'
import { nb } from './texts/nb.ts'
import { nn } from './texts/nn.ts'

/** The words of this service's refusals, and of the refusals of its adapters. */
export const texts = { nb, nn, en } satisfies Texts
