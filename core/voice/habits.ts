/** What is looked for in the words of a reply, each at most once a reply. Data, in several languages. */
export const marks: Record<string, RegExp> = {
  exclaim: /!/,
  ask: /\?/,
  emoji: /(?![\d#*©®™])\p{Extended_Pictographic}/u,
  smiley: /(?:^|\s)[:;]-?[)(DP](?!\w)/,
  ellipsis: /…|\.\.\./,
  dash: /\s[–—-]\s|—/,
  semicolon: /;(?!-?[)(DP])/,
  brackets: /\([^()\n]{1,80}\)/,
  list: /^\s{0,4}(?:[-*•]|\d{1,2}[.)])\s/m,
  bold: /\*\*[^*\n]{1,80}\*\*/,
  paragraphs: /\n\s*\n/,
  lines: /\n/,
  slang: word(
    'yep|yup|yeah|nope|gonna|wanna|gotta|kinda|awesome|cool|no worries|no probs|sweet|guys|btw|lol|tho|hey|asap|heads up|sorted|jep|jap|nö|mega|super easy|klaro|alles easy|ouais|sympa|trop bien|guay|porfa|vale|beleza|top',
  ),
  sorry: word(
    "sorry|apologi[sz]e|apologies|unfortunately|i'm afraid|leider|entschuldig\\p{L}*|tut (?:mir|uns) leid|désolée?s?|malheureusement|lo siento|lamentamos|purtroppo|spiacent[ei]|infelizmente|helaas|het spijt",
  ),
  please: word("please|kindly|bitte|s’il vous plaît|s'il vous plaît|s'il te plaît|por favor|per favore|graag"),
}

/** Polite and familiar forms of address. A capital tells the polite German and Italian ones, and none stands first. */
export const polite =
  /(?<=[\p{Ll}\p{N},] )(?:Sie|Ihnen|Ihr|Ihre[nmrs]?|Lei|La)(?!\p{L})|(?<!\p{L})(?:vous|votre|vos|usted(?:es)?|u|uw)(?!\p{L})/gu
export const familiar =
  /(?<!\p{L})(?:[Dd]u|[Dd]ir|[Dd]ich|[Dd]eine?[nmrs]?|[Tt]u|[Tt]oi|[Tt]es|[Tt]ú|[Tt]i|[Jj]ij|[Jj]ouw|[Jj]e)(?!\p{L})/gu

/** Words that only polite letters open and end with, and those that only friends use. */
export const formalLine =
  /^\s*(?:dear|sehr geehrte|guten (?:tag|morgen|abend)|good (?:day|morning|afternoon|evening)|madame|monsieur|cher|chère|bonjour|estimad|gentile|prezad|geachte|(?:with )?(?:kind|best|warm)(?:est)? (?:regards|wishes)|regards|sincerely|yours|mit (?:freundlichen|besten)|freundliche|cordialement|atentamente|cordiali|distinti|atenciosamente|vriendelijke|met vriendelijke)/iu
export const casualLine =
  /^\s*(?:hi|hey|hiya|hallo|moin|servus|salut|coucou|hola|ciao|oi|hoi|yo|cheers|bye|ta|lg|vg|liebe grüße|bis bald|à bientôt|abrazo|un abrazo|a presto|groetjes|[–—~-]\s?\{)/iu

/** Tokens of a technical text: digits with letters, acronyms, paths, identifiers, code. */
export const technical =
  /`[^`\n]{1,80}`|(?<![\p{L}\p{N}])(?:\p{Lu}{2,6}s?|\p{L}+\d[\p{L}\d]*|\d+(?:[.,]\d+)*\s?(?:GB|MB|kB|ms|kg|cm|mm|V|W|Hz|°C|%)?|[\p{L}\d]+[_/\\][\p{L}\d_/\\.]+|\p{L}+\.\p{Ll}{2,4})(?![\p{L}\p{N}])/gu

function word(alternatives: string): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${alternatives})(?!\\p{L})`, 'iu')
}
