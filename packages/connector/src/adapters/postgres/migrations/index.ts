import { Postings } from './0001-postings.ts'
import { FollowUps } from './0002-follow-ups.ts'

export const postingMigrations = [Postings, FollowUps]
