/** What companies' servers, virus scanners and mailing lists put under every mail, by language. */

/** Words that legal notices are made of; three different ones in one paragraph are no coincidence. */
const legal: Record<string, RegExp[]> = {
  en: [
    /confidential/i,
    /privileged/i,
    /intended (?:solely |only |exclusively )?(?:for|recipient)|addressee|named recipient|not the intended/i,
    /received (?:this|it) (?:\S+ ){0,3}(?:in error|by mistake)|in error/i,
    /delete|destroy/i,
    /unauthori[sz]ed|prohibited|disclos|disseminat/i,
    /this (?:e-?mail|message|communication|transmission)|attachments?/i,
  ],
  de: [
    /vertraulich/i,
    /bestimmt/i,
    /empfänger|adressat/i,
    /irrtümlich|versehentlich/i,
    /löschen|vernichten/i,
    /unbefugt|nicht gestattet|untersagt/i,
    /diese (?:e-?mail|nachricht)/i,
  ],
  fr: [
    /confidentie/i,
    /destinataire/i,
    /par erreur/i,
    /détrui|supprim/i,
    /interdit|non autorisé/i,
    /ce (?:message|courriel|mail)|pièces? jointes?/i,
  ],
  es: [
    /confidencial/i,
    /destinatario/i,
    /por error/i,
    /elimin|borr|destru/i,
    /prohibid|no autorizad/i,
    /este (?:mensaje|correo)/i,
  ],
  pt: [
    /confidencia/i,
    /destinatário/i,
    /por engano|por erro/i,
    /elimin|apag|destru/i,
    /proibid|não autorizad/i,
    /esta mensagem|este e-?mail/i,
  ],
  it: [
    /riservat|confidenzial/i,
    /destinatari/i,
    /per errore/i,
    /distrugg|cancell|elimin/i,
    /vietat|proibit|non autorizzat/i,
    /quest[oa] (?:messaggio|e-?mail|comunicazione)|presente (?:messaggio|e-?mail)/i,
  ],
  nl: [
    /vertrouwelijk/i,
    /bestemd|geadresseerde/i,
    /ten onrechte|abusievelijk|per abuis|per vergissing/i,
    /verwijder|vernietig/i,
    /niet toegestaan|verboden|ongeautoriseerd/i,
    /di[te] (?:bericht|e-?mail)/i,
  ],
  nordic: [
    /konfidentiel|konfidensiel|konfidentiel|fortrolig|luottamuksellinen/i,
    /modtager|mottaker|mottagare|vastaanottaja/i,
    /fejl|feil|misstag|virheellisesti/i,
    /slet|slett|radera|poista/i,
    /denne (?:e-?mail|e-?post|meddelelse)|detta (?:mejl|meddelande|e-?post)|tämä (?:viesti|sähköposti)/i,
  ],
  pl: [
    /poufn/i,
    /adresat|odbiorc/i,
    /omyłk|pomyłk/i,
    /usuni|zniszcz/i,
    /zabronion|nieuprawnion/i,
    /wiadomość|e-?mail/i,
  ],
  cs: [
    /důvěrn|dôvern/i,
    /adresát|příjemc|príjemc/i,
    /omylem/i,
    /smaž|vymaž|odstra/i,
    /zakáz|neoprávněn|neoprávnen/i,
    /tat?to (?:zpráva|správa|e-?mail)|tento e-?mail/i,
  ],
  ru: [
    /конфиденциальн|конфіденційн/i,
    /адресат|получател|одержувач/i,
    /ошибочно|по ошибке|помилково/i,
    /удалит|уничтож|видал/i,
    /запрещ|несанкционирован|заборонен/i,
    /(?:это|данное|це) (?:сообщение|письмо|повідомлення)/i,
  ],
  tr: [/gizli/i, /alıcı|muhatap/i, /yanlışlıkla|hata/i, /sil(?:in|me)/i, /yasak/i, /bu (?:e-?posta|mesaj|ileti)/i],
  ja: [/機密|秘密/, /受信者|宛先|名宛人/, /誤って|誤送信/, /削除|破棄/, /禁|開示/],
  ko: [/기밀|비밀/, /수신인|수신자/, /잘못/, /삭제|폐기/, /금지|무단/],
  zh: [/保密|机密|機密/, /收件人|收件者/, /误|誤/, /删除|刪除/, /禁止|未经授权|未經授權/],
}

/** Whole paragraphs that products add, each by its own words. */
const added: readonly { from: string; line: RegExp }[] = [
  {
    from: 'Avast, AVG',
    line: /^(?:virus[- ]?(?:free|frei|vrij)|sin virus|sans virus|privo di virus|libre de virus)\b.{0,80}(?:avast|avg)/i,
  },
  {
    from: 'virus scanners',
    line: /(?:checked|scanned|geprüft|analysé|gecontroleerd|verificat[oa]|analizad|verificad|проверен)[^.]{0,40}.{0,60}(?:virus|вирус|malware|avast|avg|norton|mcafee|kaspersky|eset|sophos|mimecast|symantec)/i,
  },
  {
    from: 'virus scanners',
    line: /^(?:this|diese|cet|este|questa|deze) (?:e-?mail|message|nachricht|mensaje|bericht).{0,60}(?:virus|malware)/i,
  },
  {
    from: 'companies that think of trees',
    line: /^\W{0,4}(?:please |bitte |merci de |por favor,? |antes de |prima di |denk |pensez |think |consider |save |p )?.{0,60}(?:environment|umwelt|environnement|medio ?ambiente|ambiente|milieu|paper)\b.{0,60}(?:print|druck|imprim|stamp)/i,
  },
  { from: 'Google Groups', line: /^You received this message because you are subscribed/i },
  { from: 'mailing lists', line: /^(?:to unsubscribe|unsubscribe:|um sich abzumelden|pour se désabonner)\b/i },
]

/** Mimecast and Exchange head a notice: "Disclaimer", a paragraph of its own. */
export function isFooterHeading(paragraph: string): boolean {
  return /^(?:disclaimer|confidentiality(?: notice)?|legal notice|haftungsausschluss|vertraulichkeitshinweis|avis de confidentialité|aviso legal|aviso de confidencialidad)\s*:?$/i.test(
    paragraph,
  )
}

/** Avast's stamp as Gmail writes it in plain text, its picture and its links around it. */
const linkAround = /^(?:<[^<>\s]{1,300}>\s*|\[image: [^\][]{1,80}\]\s*)+|(?:\s*<[^<>\s]{1,300}>)+$/g

/** Tells whether a paragraph is a legal notice, a scanner's stamp or a list's footer. */
export function isFooter(paragraph: string): boolean {
  const text = paragraph.slice(0, 4000).replace(linkAround, '').trim()
  if (text.length < 20) return false
  if (added.some(({ line }) => line.test(text)) && text.length < 600 && !/\?/.test(text.replace(/https?:\S+/g, '')))
    return true
  if (text.length < 100)
    return /^(?:confidentiality notice|disclaimer|vertraulichkeitshinweis|avis de confidentialité|aviso de confidencialidad|aviso legal)\b/i.test(
      text,
    )
  return Object.values(legal).some((words) => words.filter((word) => word.test(text)).length >= 4)
}
