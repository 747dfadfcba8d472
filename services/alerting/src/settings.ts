import { databaseOwnerSettings } from '@bilagsbro/service-kit/settings'
import { Type } from 'typebox'

export const settings = Type.Object({
  ...databaseOwnerSettings,
  GATHER_MS: Type.Integer({
    default: 60_000,
    minimum: 0,
    maximum: 240_000,
    description: 'Give the milliseconds that an alert gathers records before people are told.',
  }),
  WATCH_MS: Type.Integer({
    default: 30_000,
    minimum: 100,
    maximum: 240_000,
    description: 'Give the milliseconds between two looks at Kafka itself.',
  }),
  FETCH_MS: Type.Integer({
    default: 500,
    minimum: 0,
    maximum: 1_000,
    description: 'Give the milliseconds that messages gather on Kafka before they are read.',
  }),
  TICK_MS: Type.Integer({
    default: 5_000,
    minimum: 10,
    maximum: 60_000,
    description: 'Give the milliseconds between two looks at what is due.',
  }),
})
