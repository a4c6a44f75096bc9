/** Writes number words as digits, so that "twenty-one days", "einundzwanzig Tage" and "21 days" read the same. */
export function withDigits(text: string): string {
  return withHalves(text)
    .replace(germanHundreds, (_, count: string) => String((german.get(count) ?? 1) * 100))
    .replace(englishTens, (_, tens: string, ones: string) => String(english.get(tens)! + english.get(ones)!))
    .replace(germanTens, (_, ones: string, tens: string) => String((german.get(ones) ?? 1) + german.get(tens)!))
    .replace(anyWord, (word) => String(english.get(word) ?? german.get(word) ?? other.get(word) ?? word))
    .replace(hundreds, (_, count: string, rest?: string) => String(Number(count) * 100 + Number(rest ?? 0)))
    .replace(thousands, (_, count: string) => String(Number(count) * 1000))
    .replace(/(?<!\p{L})(?:a |ein)?hundred|(?<!\p{L})(?:ein)?hundert(?!\p{L})/gu, '100')
    .replace(single, '1 $1')
}

/** "half an hour", "an hour and a half", "anderthalb Stunden" as minutes and decimals; letters of any case. */
export function withHalves(text: string): string {
  return text
    .replace(/(?<!\p{L})(?:an? )?(?:hour and (?:a )?half|hour and 30 minutes)(?!\p{L})/giu, '90 minutes')
    .replace(
      /(?<!\p{L})(?:half an hour|half[- ]hour|(?:1 |eine )?halbe stunde|(?:einer )?halben stunde)(?!\p{L})/giu,
      '30 minutes',
    )
    .replace(/(?<!\p{L})(?:half a year|(?:ein )?halbes jahr|(?:einem )?halben jahr)(?!\p{L})/giu, '6 months')
    .replace(/(?<!\p{L})(?:quarter of an hour|(?:eine[r]? )?viertelstunde)(?!\p{L})/giu, '15 minutes')
    .replace(/(?<!\p{L})(?:one|1|an?) and a half(?!\p{L})|(?<!\p{L})(?:anderthalb|eineinhalb)(?!\p{L})/giu, '1.5')
    .replace(/(?<!\p{L})(?:two|2) and a half(?!\p{L})|(?<!\p{L})zweieinhalb(?!\p{L})/giu, '2.5')
    .replace(/(?<!\p{L})(?:a )?fortnight(?!\p{L})/giu, '14 days')
    .replace(/(?<!\p{L})(?:a |ein )?(?:dozen|dutzend)(?!\p{L})/giu, '12')
}

const english = new Map(
  `two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen`
    .split(' ')
    .map((word, i): [string, number] => [word, i + 2])
    .concat([['one', 1]])
    .concat(tens('twenty thirty forty fifty sixty seventy eighty ninety')),
)
const german = new Map(
  `zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn`
    .split(' ')
    .map((word, i): [string, number] => [word, i + 2])
    .concat(tens('zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig')),
)
const other = new Map(
  ['deux:2 trois:3 quatre:4 cinq:5 sept:7 huit:8 neuf:9 dix:10 quinze:15 vingt:20 trente:30']
    .concat('dos:2 tres:3 cuatro:4 cinco:5 siete:7 ocho:8 diez:10 quince:15 veinte:20 treinta:30')
    .flatMap((list) => list.split(' '))
    .map((pair): [string, number] => [pair.split(':')[0]!, Number(pair.split(':')[1])]),
)

function tens(list: string): [string, number][] {
  return list.split(' ').map((word, i) => [word, (i + 2) * 10])
}

const englishTens =
  /(?<!\p{L})(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ](one|two|three|four|five|six|seven|eight|nine)(?!\p{L})/gu
const germanTens =
  /(?<!\p{L})(ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und(zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig)(?!\p{L})/gu
const hundreds = /(?<!\d)(\d{1,2}) (?:hundred|hundert)(?: and (\d{1,2})(?!\d))?(?!\p{L})/gu
const thousands = /(?<!\d)(\d{1,3}) ?(?:thousand|tausend)(?!\p{L})/gu
const germanHundreds = /(?<!\p{L})(ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)hundert(?!\p{L})/gu
/** Whole words; a German unit may hang on to its number: "dreitägig", "zweiwöchig". */
const anyWord = new RegExp(
  `(?<!\\p{L})(?:${[...english.keys(), ...german.keys(), ...other.keys()].sort((a, b) => b.length - a.length).join('|')})(?!\\p{L}|\\d)`,
  'gu',
)
/** "a week" is one week, unless it says how often: "10 € a week", "twice a week", "7 days a week". */
const single =
  /(?<![€$£%\d]\s?|(?:per|each|euros?|dollars?|pounds?|bucks|francs|chf|eur|usd|gbp|cents?|once|twice|times|days|hours|mal|percent|prozent|night|person)\s)(?<!\p{L})(?:an?|einen?|einer|einem|ein|eines)\s((?:full |whole |single |business |working |ganzen? )?(?:minutes?|hours?|days?|weeks?|months?|years?|stunde|tage?s?|woche|monate?s?|jahre?s?|werktage?s?|arbeitstage?s?))(?!\p{L})/gu
