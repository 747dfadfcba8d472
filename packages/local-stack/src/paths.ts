import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** The checkout that this package is part of. */
export const repositoryRoot = resolve(import.meta.dirname, '../../..')

/** What the commands keep between runs: jars, data, logs, addresses. Ignored by git. */
export const stateDir = join(repositoryRoot, '.bilagsbro')

/** Where data that nobody needs after the run lives. */
export const temporaryRoot = join(tmpdir(), `bilagsbro-${process.getuid?.() ?? 'user'}`)
