import { readFileSync } from 'node:fs'
import { timedReport } from '@bilagsbro/local-stack/report'
import { startStack } from '@bilagsbro/local-stack/start-stack'
import type { StackFile } from '@bilagsbro/local-stack/stack-file'
import type { TestProject } from 'vitest/node'
import { unpackChromium } from './services/admin-ui/browser/chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Addresses and demo users of the stack that all browser tests share. */
    stack: StackFile
  }
}

/**
 * One whole stack with the pages for all browser tests; each test takes what no other test counts. `STACK_FILE` names the
 * stack.json of one that runs already.
 */
export default async function browserStack(project: TestProject) {
  await unpackChromium()
  // Whoever writes a page keeps a stack running, and says where it is.
  const running = process.env['STACK_FILE']
  if (running)
    return project.provide('stack', JSON.parse(readFileSync(running, 'utf8')) as StackFile)
  const stack = await startStack({
    fresh: true,
    durable: false,
    pages: true,
    report: timedReport(),
  })
  project.provide('stack', stack.addresses())
  return () => stack[Symbol.asyncDispose]()
}
