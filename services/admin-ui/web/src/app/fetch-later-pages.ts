/**
 * Every page but those that are opened first. The browser has them soon after the first page, whatever is opened: a page
 * that was opened before a release never asks for a part that is gone.
 */
export const fetchLaterPages = async () => (await import('./later-pages.ts')).laterPages
