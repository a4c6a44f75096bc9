/** An element in which a client keeps what is not the writer's own. */
interface Container {
  clients: string
  selectors: string[]
  /** `quoteBelow`: it and all that follows; `attribution`: the lines that introduce a quote; `signatureBlock`. */
  holds: 'quoteBelow' | 'attribution' | 'signatureBlock'
}

/** Known elements by client. What stands in none of these is read by its words, as plain text is. */
export const containers: readonly Container[] = [
  { clients: 'Gmail', selectors: ['div.gmail_attr'], holds: 'attribution' },
  { clients: 'Thunderbird', selectors: ['div.moz-cite-prefix'], holds: 'attribution' },
  { clients: 'Airmail', selectors: ['p.airmail_on', 'div.airmail_on'], holds: 'attribution' },
  { clients: 'Proton', selectors: ['div.protonmail_quote'], holds: 'attribution' },
  {
    clients: 'Outlook on the web, new Outlook',
    selectors: ['div#divRplyFwdMsg', 'div#mail-editor-reference-message-container'],
    holds: 'quoteBelow',
  },
  {
    clients: 'Outlook for phones',
    selectors: ['div.ms-outlook-mobile-reference-message', 'div#mail-editor-reference-message'],
    holds: 'quoteBelow',
  },
  { clients: 'Outlook for Mac 2011', selectors: ['span#OLK_SRC_BODY_SECTION'], holds: 'quoteBelow' },
  {
    clients: 'Outlook 2003, Foxmail',
    selectors: ['div.OutlookMessageHeader', 'div.FoxmailHeader'],
    holds: 'quoteBelow',
  },
  {
    clients: 'Outlook from 2007 on: the line above the header block',
    selectors: [
      'div[style*="border-top:solid #E1E1E1"]',
      'div[style*="border-top:solid #B5C4DF"]',
      'div[style*="border-top: solid #E1E1E1"]',
      'div[style*="border-top: 1pt solid rgb(225, 225, 225)"]',
      'div[style*="border-top-color: rgb(225, 225, 225)"]',
    ],
    holds: 'quoteBelow',
  },
  { clients: 'Hotmail', selectors: ['hr#stopSpelling', 'hr#EC_stopSpelling'], holds: 'quoteBelow' },
  {
    clients: 'Yahoo',
    selectors: ['div.yahoo_quoted', 'div.yahooQuoted', 'div[class*="yahoo_quoted"]', 'div[id^="yahoo_quoted"]'],
    holds: 'quoteBelow',
  },
  { clients: 'Zimbra', selectors: ['hr#zwchr', 'div[data-marker="__QUOTED_TEXT__"]'], holds: 'quoteBelow' },
  { clients: 'Zoho', selectors: ['div.zmail_extra'], holds: 'quoteBelow' },
  { clients: 'GMX, web.de', selectors: ['div[name="quote"]'], holds: 'quoteBelow' },
  { clients: 'Mail.ru', selectors: ['div#mail-app-auto-quote', 'blockquote#mail-app-auto-quote'], holds: 'quoteBelow' },
  { clients: 'NetEase 163', selectors: ['blockquote#isReplyContent', 'div#isForwardContent'], holds: 'quoteBelow' },
  { clients: 'Spark', selectors: ['div[name="messageReplySection"]'], holds: 'quoteBelow' },
  { clients: 'Superhuman', selectors: ['div.sh-quoted-content'], holds: 'quoteBelow' },
  { clients: 'Freshdesk', selectors: ['div.freshdesk_quote'], holds: 'quoteBelow' },
  {
    clients: 'Gmail, Outlook, Thunderbird, Apple Mail, Proton, Samsung, Yahoo, K-9, FairEmail, Zimbra, Spark, Mail.ru',
    selectors: [
      'div.gmail_signature',
      'div[data-smartmail="gmail_signature"]',
      'div#Signature',
      'div#ms-outlook-mobile-signature',
      'div.moz-signature',
      'div#AppleMailSignature',
      'div.protonmail_signature_block',
      'div#composer_signature',
      'div.yahoo-signature',
      'div[name="messageSignatureSection"]',
      'div[data-signature-widget="container"]',
      'div[class*="ydp"][class*="signature"]',
      'div.k9mail-signature',
      'div[fairemail="signature"]',
      'div[data-marker="__SIG_POST__"]',
      'div[data-marker="__SIG_PRE__"]',
    ],
    holds: 'signatureBlock',
  },
]
