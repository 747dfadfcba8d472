/** The owner of a job: postings go before tests, and organisations share the workers. */
export interface Share {
  readonly organizationId: string
  readonly purpose: 'posting' | 'test'
}

interface Asked {
  readonly share: Share
  readonly characters: number
}

/** Of one organisation, and of all together. */
const most = { jobs: 40, characters: 8 * 1024 * 1024 }
const mostOfAll = { jobs: 400, characters: 32 * 1024 * 1024 }
/** An organisation whose job takes longer than this is not quick. */
export const quickMs = 250
const mostKnown = 1_000
/** After so long, half of an organisation's use is forgotten. */
const halfLifeMs = 10_000

interface Line<T> {
  readonly share: Share
  readonly jobs: T[]
  characters: number
  usedMs: number
  usedAt: number
}

/** Jobs that wait for one worker, in fair order and bounded by organisation and in all. */
export function createQueue<T extends Asked>(now: () => number = () => performance.now()) {
  const lines = new Map<string, Line<T>>()
  const quick = new Set<string>()
  const total = { jobs: 0, characters: 0 }

  function lineOf(share: Share): Line<T> {
    const key = keyOf(share)
    const known = lines.get(key)
    if (known) return known
    for (const [other, line] of lines)
      if (line.jobs.length === 0 && recent(line) < 1) lines.delete(other)
    const line: Line<T> = { share, jobs: [], characters: 0, usedMs: 0, usedAt: now() }
    lines.set(key, line)
    return line
  }

  const recent = ({ usedMs, usedAt }: Line<T>) => usedMs * 0.5 ** ((now() - usedAt) / halfLifeMs)

  const rank = ({ share }: Line<T>) =>
    (share.purpose === 'posting' ? 0 : 2) + (quick.has(keyOf(share)) ? 0 : 1)

  function count(line: Line<T>, job: T, sign: 1 | -1): void {
    line.characters += sign * job.characters
    total.characters += sign * job.characters
    total.jobs += sign
  }

  return {
    /** Whether there was room for it. */
    add(job: T): boolean {
      const line = lineOf(job.share)
      const fits =
        line.jobs.length < most.jobs &&
        line.characters + job.characters <= most.characters &&
        total.jobs < mostOfAll.jobs &&
        total.characters + job.characters <= mostOfAll.characters
      if (!fits) return false
      count(line, job, 1)
      line.jobs.push(job)
      return true
    },

    /** The oldest job of whoever is known to be quick, and used least of late; a test only where no posting waits. */
    next(): T | undefined {
      const [line] = [...lines.values()]
        .filter(({ jobs }) => jobs.length > 0)
        .toSorted((a, b) => rank(a) - rank(b) || recent(a) - recent(b))
      const job = line?.jobs.shift()
      if (line && job) count(line, job, -1)
      return job
    },

    used(share: Share, milliseconds: number): void {
      if (quick.size > mostKnown) quick.clear()
      if (milliseconds < quickMs) quick.add(keyOf(share))
      else quick.delete(keyOf(share))
      const line = lineOf(share)
      line.usedMs = recent(line) + milliseconds
      line.usedAt = now()
    },
  }
}

export const keyOf = ({ organizationId, purpose }: Share) => `${purpose} ${organizationId}`
