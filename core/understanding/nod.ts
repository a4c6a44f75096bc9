/** Words that only say that something was read and is fine; none of them answers a question, as "yes" would. */
const nodWords = new Set(
  `ok okay okey oki k kk alright super perfect great good fine cool nice top excellent awesome brilliant wonderful noted
  understood lovely
  perfekt prima toll klasse wunderbar passt verstanden gut sehr klar
  parfait super génial entendu compris noté daccord d'accord
  perfecto vale genial entendido excelente estupendo
  perfetto benissimo ottimo capito bene
  perfeito ótimo otimo combinado entendi
  duidelijk goed helemaal
  perfekt bra fint flott greit toppen jättebra supert fantastiskt
  świetnie dobrze skvěle dobře tamam harika hienoa selvä
  хорошо отлично понятно ладно супер окей`.split(/\s+/),
)
const nodPhrases = new Set(
  `all right|all good|sounds good|got it|very good|alles klar|in ordnung|geht klar|tout est clair|ça marche|très bien|c'est noté|c'est parfait
  |de acuerdo|muy bien|está bien|va bene|tutto chiaro|molto bene|d'accordo|tudo bem|está bom|muito bem|is goed|heel goed|det är bra|det er fint`
    .replace(/\n\s*/g, '')
    .split('|'),
)
/** The same in scripts that do not part their words. */
const nodsAlone = /^(?:好的?|了解(?:です|しました)?|わかりました|分かりました|知道了|明白了|알겠습니다|네 알겠습니다)$/u
/** Thumbs, hands, hearts and happy faces; with a skin's colour or without. */
const signs =
  /^(?:(?:👍|👌|🙏|🙌|👏|💪|🤝|❤|🧡|💛|💚|💙|💜|🩷|😀|😁|😃|😄|😊|🙂|☺|😍|🤩|🥰|🥳|🎉|✅|✔|☑|💯|⭐|🌟)[\u{1F3FB}-\u{1F3FF}\uFE0F]*|[\s!.,]|[:;]-?\))+$/u

/** At most so many words are a nod. */
const mostWords = 3

/**
 * Only says that it was read and is fine: "👍", "ok", "Super!", in one of several languages. After an answer that asked
 * nothing it needs none. Whatever asks, trails off or says anything more is none. Pure.
 */
export function isNod(text: string): boolean {
  const said = text.trim()
  if (said === '' || said.length > 60 || /[?？]|\.\.|…/u.test(said)) return false
  if (signs.test(said)) return true
  const words = said
    .replace(/[’]/g, "'")
    .toLowerCase()
    .match(/[\p{L}\p{N}']+/gu)
  if (words === null || words.length > mostWords * 2) return false
  const bare = words.join(' ')
  if (nodPhrases.has(bare) || nodsAlone.test(bare)) return true
  return words.length <= mostWords && words.every((word) => nodWords.has(word))
}
