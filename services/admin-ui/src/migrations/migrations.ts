import { Sessions } from './0001-sessions.ts'

export const migrations = [Sessions]
