import { convert } from 'html-to-text'
import { marked, type Token } from 'marked'

/** A part of a page under its heading: what a customer might ask, and what the page says. */
export interface Section {
  /** The headings that lead to it, outermost first; the last is its own. */
  headings: string[]
  /** Markdown. */
  text: string
}

/** Splits Markdown by its headings; a part without text of its own is left out. */
export function sectionsOfMarkdown(markdown: string): Section[] {
  const sections: Section[] = []
  let path: { depth: number; title: string }[] = []
  let text = ''
  const close = () => {
    if (path.length > 0 && text.trim() !== '') {
      sections.push({ headings: path.map((one) => one.title), text: text.trim() })
    }
    text = ''
  }
  for (const token of marked.lexer(withoutFrontMatter(markdown))) {
    if (token.type === 'heading') {
      close()
      const title = plain(token)
      path = [
        ...path.filter((one) => one.depth < (token as { depth: number }).depth),
        { depth: (token as { depth: number }).depth, title },
      ]
      if (title === '') path.pop()
    } else text += token.raw
  }
  close()
  return sections
}

/** Splits one HTML page by its headings, its `details`, and its lists of terms (`dl`): the forms in which pages answer questions. */
export function sectionsOfHtml(html: string): Section[] {
  const body = html
    // What is not the page's own text would otherwise become a heading or an answer.
    .replace(/<(script|style|noscript|template|svg|nav|header|footer|form)\b[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<!--[\s\S]*?-->/g, ' ')
  const markdown = convert(headed(body), {
    wordwrap: false,
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { ignoreHref: false, hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'] } },
      ...[1, 2, 3, 4, 5, 6].map((level) => ({
        selector: `h${level}`,
        options: { uppercase: false, leadingLineBreaks: 2, trailingLineBreaks: 2 },
      })),
    ],
  })
  return sectionsOfMarkdown(markdown)
}

/** Writes headings so that they are Markdown headings after the tags are gone. */
function headed(html: string): string {
  return html
    .replace(/<h([1-6])\b[^>]*>([\s\S]*?)<\/h\1\s*>/gi, (_, level: string, inner: string) =>
      heading(Number(level), inner),
    )
    .replace(/<(summary|dt)\b[^>]*>([\s\S]*?)<\/\1\s*>/gi, (_, _tag: string, inner: string) => heading(6, inner))
}

function heading(level: number, inner: string): string {
  const title = inner
    .replace(/<br\b[^>]*>/gi, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  return title === '' ? '' : `<p>${'#'.repeat(level)} ${title}</p>`
}

function withoutFrontMatter(markdown: string): string {
  return markdown.replace(/^\uFEFF/, '').replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, '')
}

function plain(token: Token): string {
  const inner = 'tokens' in token && token.tokens ? token.tokens : undefined
  if (inner && inner.length > 0) return inner.map(plain).join('').replace(/\s+/g, ' ').trim()
  return 'text' in token && typeof token.text === 'string' ? token.text : token.raw
}
