import { renderMarkdown } from '../../site/markdown.js'

/** Shows Markdown in an element: `<div {@attach markdown(text)}></div>`. */
export function markdown(text: string): (element: HTMLElement) => void {
  return (element) => element.replaceChildren(renderMarkdown(text))
}
