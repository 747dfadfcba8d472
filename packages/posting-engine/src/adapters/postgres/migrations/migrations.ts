import { sharedMigrations } from '@bilagsbro/service-runtime/shared-tables'
import { Postings } from './0001-postings.ts'
import { FollowUps } from './0002-follow-ups.ts'
import { RoomOnThePage } from './0003-room-on-the-page.ts'
import { WhatWasAccepted } from './0004-what-was-accepted.ts'
import { ForgottenFlights } from './0060-forgotten-flights.ts'
import { Looks } from './0080-looks.ts'
import { FreshPostings } from './0100-fresh-postings.ts'

export const migrations = [
  ...sharedMigrations,
  Postings,
  FollowUps,
  RoomOnThePage,
  WhatWasAccepted,
  ForgottenFlights,
  Looks,
  FreshPostings,
]
