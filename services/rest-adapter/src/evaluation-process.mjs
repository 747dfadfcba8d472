import { Worker } from 'node:worker_threads'

// Plain JavaScript, like the thread's: what strips types from a source takes 22 MB, in a process that has little else.
//
// A wall around the thread that evaluates, and the only one who notices when the service is gone. What this
// process was denied (files, programs) the thread is denied, too, as long as it is given no flags of its own.

const started = () => {
  const thread = new Worker(new URL('evaluation-worker.mjs', import.meta.url), {
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: Number(process.env['MEMORY_MB']), stackSizeMb: 2 },
  })
  thread.on('message', (message) => {
    if (thread === current) process.send?.(message)
  })
  thread.on('error', () => process.exit(1))
  return thread
}
let current = started()

/** A thread is ended in the midst of what it does; a new one comes up in a tenth of the time of a process. */
async function renew() {
  const old = current
  current = started()
  old.removeAllListeners('error')
  old.on('error', () => {})
  await old.terminate()
}

process.on('message', (message) => {
  if (message === 'renew') void renew()
  else current.postMessage(message)
})
process.on('disconnect', () => process.exit())
