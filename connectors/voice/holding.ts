const sentences: Record<string, string> = {
  en: 'One moment, please.',
  de: 'Einen Moment, bitte.',
  fr: 'Un instant, s’il vous plaît.',
  es: 'Un momento, por favor.',
  it: 'Un attimo, per favore.',
  nl: 'Een ogenblik, alstublieft.',
  pl: 'Chwileczkę, proszę.',
  pt: 'Um momento, por favor.',
}

/** What a caller hears while an answer is made: nobody is left in silence. */
export function holding(language: string): string {
  return sentences[language.slice(0, 2)] ?? sentences.en!
}

const regions: Record<string, string> = {
  ...{ en: 'en-US', de: 'de-DE', fr: 'fr-FR', es: 'es-ES', it: 'it-IT', nl: 'nl-NL', pl: 'pl-PL', pt: 'pt-PT' },
}

/** A language as Twilio names it: `de` is `de-DE`, unless the business speaks another kind of it. */
export function spokenLanguage(language: string, usual: string): string {
  if (language.length > 2) return language
  if (usual.slice(0, 2) === language) return usual.length > 2 ? usual : (regions[language] ?? usual)
  return regions[language] ?? (usual.length > 2 ? usual : (regions[usual] ?? 'en-US'))
}
