import { keptHere } from '../../shared/kept.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const key = 'bilagsbro.theme'
const prefersDark = () => matchMedia('(prefers-color-scheme: dark)')

export const storedTheme = (): Theme =>
  themes.find((theme) => theme === keptHere.read(key)) ?? 'system'

/** On the root, so that dialogs, which stand beside the page, follow too. */
function applyTheme(theme: Theme): void {
  const isDark = theme === 'dark' || (theme === 'system' && prefersDark().matches)
  document.documentElement.classList.toggle('dark', isDark)
  document.documentElement.classList.toggle('light', !isDark)
}

export function chooseTheme(theme: Theme): void {
  keptHere.write(key, theme)
  applyTheme(theme)
}

/** As the person chose, now and whenever the system changes. */
export function startTheme(): void {
  applyTheme(storedTheme())
  prefersDark().addEventListener('change', () => applyTheme(storedTheme()))
}
