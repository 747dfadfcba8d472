import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export type Found = { readonly command: string } | { readonly missing: string }

/** Java 17 or newer, from JAVA_HOME or the path; or what is wrong. */
export async function findJava(env: NodeJS.ProcessEnv = process.env): Promise<Found> {
  const command = env['JAVA_HOME'] ? join(env['JAVA_HOME'], 'bin/java') : 'java'
  try {
    const { stderr, stdout } = await run(command, ['-version'])
    const major = majorVersion(stderr + stdout)
    if (major === undefined) return { missing: `\`${command} -version\` does not name a version` }
    if (major < 17) return { missing: `Java is ${major}, and Kafka needs 17 or newer` }
    return { command }
  } catch {
    return {
      missing: env['JAVA_HOME'] ? `no Java at JAVA_HOME (${command})` : 'no Java on the path',
    }
  }
}

export async function findMaven(): Promise<Found> {
  const command = process.platform === 'win32' ? 'mvn.cmd' : 'mvn'
  try {
    await run(command, ['--version'])
    return { command }
  } catch {
    return { missing: 'no Maven (mvn) on the path' }
  }
}

/** `1.8.0_292` is 8, `17.0.15` is 17, `21-ea` is 21. */
export function majorVersion(text: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(text)
  return match ? Number(match[1]) : undefined
}
