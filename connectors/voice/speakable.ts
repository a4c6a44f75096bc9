import { markdownToText } from '#connectors/shared/markdown.ts'

/** How signs are said, by language. */
const signs: Record<string, { dot: string; at: string; slash: string; dash: string; page: string }> = {
  en: { dot: 'dot', at: 'at', slash: 'slash', dash: 'dash', page: 'our page' },
  de: { dot: 'Punkt', at: 'at', slash: 'Schrägstrich', dash: 'Bindestrich', page: 'unsere Seite' },
  fr: { dot: 'point', at: 'arobase', slash: 'barre oblique', dash: 'tiret', page: 'notre page' },
  es: { dot: 'punto', at: 'arroba', slash: 'barra', dash: 'guion', page: 'nuestra página' },
  it: { dot: 'punto', at: 'chiocciola', slash: 'barra', dash: 'trattino', page: 'la nostra pagina' },
  nl: { dot: 'punt', at: 'apenstaartje', slash: 'schuine streep', dash: 'streepje', page: 'onze pagina' },
  pl: { dot: 'kropka', at: 'małpa', slash: 'ukośnik', dash: 'myślnik', page: 'nasza strona' },
  pt: { dot: 'ponto', at: 'arroba', slash: 'barra', dash: 'hífen', page: 'a nossa página' },
}

const link = /<?(?:https?:\/\/|www\.)[^\s<>()*_]+[^\s<>().,;:!?*_]>?/giu
const address = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu
/** A number of an order or a phone: letters and digits that stand together, or five digits and more; no amount, no clock. */
const currency = 'EUR|USD|GBP|CHF|PLN|CZK|SEK|NOK|DKK|HUF'
const unit = String.raw`[$€£%]|(?:${currency}|euros?|dollars?|zł|Kč|kr|km|kg|m|cm|mm|g|l|ml|kWh|W|V)\b`
const reference = new RegExp(
  [
    String.raw`(?<![$€£]\s?)(?<!\b(?:${currency})\s)(?<![\p{L}\p{N}.,])`,
    // A clock; a round number, which is an amount.
    String.raw`(?!\d{1,2}(?:AM|PM)\b)(?!\d{1,3}000(?!\d))`,
    String.raw`(?:\+?\d{5,}|(?=[A-Z\d-]*\d)(?=[A-Z\d-]*[A-Z])[A-Z\d]+(?:-[A-Z\d]+)*)`,
    String.raw`(?![\p{L}\p{N}]|[.,]\d|,-|\s?(?:${unit}))`,
  ].join(''),
  'gu',
)
/** Pictures, which some voices describe. */
const pictures = /\s*(?:\p{Extended_Pictographic}\uFE0F|\p{Emoji_Presentation}|[\u{1F3FB}-\u{1F3FF}]|\u200D|\uFE0F)/gu

/**
 * Says Markdown for an ear: links as a page's name, addresses with their signs said, references digit by digit. Amounts, dates
 * and times stay as they are written: voices know them. Pure.
 */
export function speakable(markdown: string, language: string): string {
  const say = signs[language.slice(0, 2)] ?? signs.en!
  // Before Markdown is read, which would make a link of a page's address.
  const labelled = markdown.replaceAll(/\[([^\]]+)\]\((?:[^)]*)\)/gu, '$1')
  const plain = markdownToText(labelled.replaceAll(link, (url) => `${say.page} ${pageName(url, say)}`))
  return (
    plain
      .replaceAll(pictures, '')
      .replaceAll(/\bmailto:/giu, '')
      // Dashes of a list would be read out or swallowed.
      .replaceAll(/([^\n.,:;!?…])?\n+[-•>]\s+/gu, (_, before?: string) => (before === undefined ? ' ' : `${before}, `))
      .replaceAll(/^[-•>]\s+/gu, '')
      .replaceAll(/#(?=[\p{L}\p{N}])/gu, '')
      .replaceAll(address, (one) =>
        one
          .replaceAll('@', ` ${say.at} `)
          .replaceAll('.', ` ${say.dot} `)
          .replaceAll('-', ` ${say.dash} `)
          .replaceAll('_', ' '),
      )
      .replaceAll(reference, (one) => [...one.replaceAll('-', '')].join(' '))
      .replaceAll(/\s+/gu, ' ')
      .trim()
  )
}

/** The host, and a path of one word: more nobody remembers. */
function pageName(url: string, say: { dot: string; slash: string }): string {
  const bare = url
    .replaceAll(/[<>]/gu, '')
    .replace(/^https?:\/\//iu, '')
    .replace(/^www\./iu, '')
  const [host = '', first = '', ...rest] = bare.replace(/^([^/?#]*):\d+/u, '$1').split(/[/?#]/u)
  const path = rest.length === 0 && /^[a-z]{2,20}$/iu.test(first) ? ` ${say.slash} ${first}` : ''
  return host.replaceAll('.', ` ${say.dot} `) + path
}
