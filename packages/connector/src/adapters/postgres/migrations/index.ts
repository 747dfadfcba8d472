import { Postings } from './0001-postings.ts'

export const postingMigrations = [Postings]
