/** Takes one line of progress for the person who waits. */
export type Report = (line: string) => void

export const silent: Report = () => {}

/** Says each line with the seconds since the start, on standard error: standard output stays free for results. */
export function timedReport(
  write: (text: string) => void = (text) => void process.stderr.write(text),
): Report {
  const started = performance.now()
  return (line) => {
    const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6)
    write(`${seconds} s  ${line}\n`)
  }
}
