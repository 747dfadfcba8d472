export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const key = 'bilagsbro.theme'
const dark = matchMedia('(prefers-color-scheme: dark)')

export const storedTheme = (): Theme =>
  themes.find((theme) => theme === localStorage.getItem(key)) ?? 'system'

/** On the root, so that dialogs, which stand beside the page, follow too. */
export function applyTheme(theme: Theme): void {
  const isDark = theme === 'dark' || (theme === 'system' && dark.matches)
  document.documentElement.classList.toggle('dark', isDark)
  document.documentElement.classList.toggle('light', !isDark)
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(key, theme)
  applyTheme(theme)
}

dark.addEventListener('change', () => applyTheme(storedTheme()))
