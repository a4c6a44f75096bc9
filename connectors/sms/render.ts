import { markdownToTextAndLinks } from '#connectors/shared/markdown.ts'
import { inFewestSegments, splitText } from './segments.ts'

/** Renders an answer as what a person would text: no Markdown, links last, those of files at the very end; in as few messages as it fits into. */
export function render(markdown: string, files: readonly string[] = []): string[] {
  const { text, links } = markdownToTextAndLinks(markdown)
  return splitText(inFewestSegments([text, ...links, ...files].filter((part) => part !== '').join('\n')))
}
