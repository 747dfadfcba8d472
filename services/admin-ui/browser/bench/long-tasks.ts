import type { Page } from 'playwright-core'

/** From now on the page notes what keeps it busy for longer than 50 ms; to be called before it is opened. */
export const watchLongTasks = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const tasks: number[] = []
    Object.assign(window, { longTasks: tasks })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration)
    }).observe({ type: 'longtask', buffered: true })
  })

/** The longest task since the last time it was asked, in milliseconds; 0 where none took longer than 50. */
export const longestTask = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        // What was observed is told a moment later.
        setTimeout(() => {
          const { longTasks } = window as unknown as { longTasks: number[] }
          resolve(Math.round(Math.max(0, ...longTasks.splice(0))))
        }, 200)
      }),
  )
