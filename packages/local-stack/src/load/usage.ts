import { readdirSync, readFileSync } from 'node:fs'

/** What a process and its children have used so far, as Linux counts it. */
export interface Usage {
  readonly cpuMicros: number
  /** Proportional, so that what PostgreSQL's processes share is counted once. */
  readonly memoryMb: number
}

const microsPerTick = 10_000

/** The usage of a process with all its children; nothing where there is no `/proc`, or no such process. */
export function usageOf(pid: number): Usage | undefined {
  try {
    const tree = [pid, ...childrenOf(pid)]
    return {
      cpuMicros: tree.reduce((sum, one) => sum + cpuOf(one), 0),
      memoryMb: Math.round(tree.reduce((sum, one) => sum + memoryOf(one), 0) / 1024),
    }
  } catch {
    return undefined
  }
}

function childrenOf(pid: number): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const children = all.filter((name) => fieldsOf(name)?.[1] === String(pid)).map(Number)
  return children.flatMap((child) => [child, ...childrenOf(child)])
}

/** The fields of `/proc/<pid>/stat` from the state on: the name before them may hold anything. */
function fieldsOf(pid: number | string): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

/** Own time and that of children that have ended. */
function cpuOf(pid: number): number {
  const fields = fieldsOf(pid)
  if (!fields) return 0
  return [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0) * microsPerTick
}

function memoryOf(pid: number): number {
  try {
    return Number(
      /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0,
    )
  } catch {
    return 0
  }
}
