import { expect, test } from 'vitest'
import { pages } from '../../../browser/screenshots/pages.ts'
import { router } from './router.tsx'

/** `/` only leads on; the report without a month leads to that of this month. */
const leadOn = ['/', '/organisasjoner/$org/perioder']

test('of every page that has an address, pictures are taken', () => {
  const pictured = pages
    .flatMap(({ path, empty, refused, more = [] }) => [
      path,
      empty?.path,
      refused?.path,
      ...more.map((one) => one.path),
    ])
    .flatMap((path) => (path === undefined ? [] : [new URL(path, 'http://pages').pathname]))
  const forms = Object.keys(router.routesByPath).filter((path) => !leadOn.includes(path))
  const missing = forms.filter((form) => {
    const address = new RegExp(`^${form.replaceAll(/\$\w+/g, '[^/]+')}$`)
    return !pictured.some((path) => address.test(path))
  })
  expect(forms.length).toBeGreaterThan(20)
  expect(missing).toEqual([])
})
