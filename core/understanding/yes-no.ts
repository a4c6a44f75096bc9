/** Words that alone say yes or no, in the languages that the product itself speaks; courtesies beside them change nothing. */
const yes = words(`yes yeah yep yup sure okay ok please correct right exactly absolutely definitely gladly certainly
  ja jo jawohl gerne gern klar sicher genau richtig bitte
  oui ouais volontiers exact
  sí si claro vale correcto exacto
  certo esatto volentieri
  sim
  graag zeker prima juist klopt
  tak jasne oczywiście dokładnie poproszę`)
const no = words(`no nope nah not never
  nein nee nö nicht
  non
  não nao
  nie`)
const courtesies = words(`thanks thank you very much that's that is it all i would like that do it go ahead of course
  danke dankeschön vielen dank schön das wäre alles sehr auf keinen fall mach das
  merci bien sûr beaucoup c'est tout pas s'il vous plaît
  gracias por favor eso es todo nada más
  grazie per favore tutto
  obrigado obrigada por favor é tudo só isso
  dank u wel bedankt dank je alstublieft dat was alles
  dziękuję bardzo proszę to wszystko`)
const mostWords = 7

/**
 * Tells whether somebody who was asked says yes or no and nothing else: "Yes, please", "nein danke". A refusal anywhere
 * wins over an assent; more than a short phrase is neither. Pure.
 */
export function yesOrNo(text: string): 'yes' | 'no' | undefined {
  const said = (
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{N}']+/gu) ?? []
  ).filter((word) => word !== '')
  if (said.length === 0 || said.length > mostWords) return undefined
  if (said.some((word) => !yes.has(word) && !no.has(word) && !courtesies.has(word))) return undefined
  if (said.some((word) => no.has(word))) return 'no'
  return said.some((word) => yes.has(word)) ? 'yes' : undefined
}

const wantsText =
  /\b(?:texts?|sms|text me|text message|nachricht|textnachricht|message|texto|mensaje|messaggio|mensagem|bericht|wiadomość|wiadomosc|esemes)\b/iu

/** Whether a caller who may choose asks for a text rather than a call. Pure. */
export function asksForText(text: string): boolean {
  return wantsText.test(text)
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/))
}
