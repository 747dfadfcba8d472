import { lstatSync, mkdirSync } from 'node:fs'
import { StackError } from './stack-error.ts'

/** In a folder that everybody may write to: what is there under our name must be ours. */
export function ownFolder(path: string, mode: number): string {
  mkdirSync(path, { recursive: true, mode })
  seeThatItIsOurs(path)
  return path
}

export function seeThatItIsOurs(path: string): void {
  const { uid } = lstatSync(path)
  if (process.getuid !== undefined && uid !== process.getuid())
    throw new StackError(
      `${path} belongs to another user of this machine (${uid}).`,
      'have it removed, or set TMPDIR to a folder of your own.',
    )
}
