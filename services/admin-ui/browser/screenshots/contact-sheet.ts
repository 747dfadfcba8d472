import type { Picture } from './photographer.ts'

/** All pictures on one page, by page and state, for whoever looks through them. */
export function contactSheet(pictures: readonly Picture[]): string {
  const pages = Map.groupBy(pictures, ({ page }) => page)
  const nav = [...pages.keys()].map((page) => `<a href="#${escaped(page)}">${escaped(page)}</a>`)
  const sections = [...pages].map(
    ([page, ofPage]) =>
      `<h2 id="${escaped(page)}">${escaped(page)}</h2>\n${[
        ...Map.groupBy(ofPage, ({ state }) => state),
      ]
        .map(([state, ofState]) => row(state, ofState))
        .join('\n')}`,
  )
  return `<!doctype html>
<html lang="nb">
<meta charset="utf-8">
<title>Bilagsbro i bilder</title>
<style>
  body { font: 16px/1.5 sans-serif; margin: 1rem; background: #e5e5e5; color: #111 }
  nav { display: flex; flex-wrap: wrap; gap: 0 1rem }
  .row { display: flex; align-items: start; gap: 1rem; overflow-x: auto; padding: .5rem 0 1.5rem }
  figure { margin: 0 } img { display: block; max-height: 40rem; width: auto; border: 1px solid #888 }
</style>
<h1>Bilagsbro i bilder</h1>
<nav>${nav.join('\n')}</nav>
${sections.join('\n')}
</html>
`
}

const row = (state: string, pictures: readonly Picture[]) => `<h3>${escaped(state)}</h3>
<div class="row">
${pictures
  .map(
    ({ file, theme, width }) =>
      `<figure><figcaption>${theme}, ${width}</figcaption><a href="${encodeURI(file)}"><img src="${encodeURI(file)}" alt="" loading="lazy"></a></figure>`,
  )
  .join('\n')}
</div>`

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
