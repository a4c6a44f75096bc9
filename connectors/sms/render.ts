import { markdownToTextAndLinks } from '#connectors/shared/markdown.ts'
import { inFewestSegments, splitText } from './segments.ts'

/** Renders an answer as what a person would text: no Markdown, links last; in as few messages as it fits into. */
export function render(markdown: string): string[] {
  const { text, links } = markdownToTextAndLinks(markdown)
  return splitText(inFewestSegments([text, ...links].filter((part) => part !== '').join('\n')))
}
