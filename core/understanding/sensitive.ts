import { either, type Sensitive, sensitivePatterns } from './lexicon.ts'

/**
 * The subject of a message that only a person answers, or undefined. Some subjects have words of their own; others show in
 * what is done to what ("stop" and "subscription"), in whatever order, within one sentence. Linear in the length.
 */
export function sensitiveSubject(text: string): Sensitive | undefined {
  // Written with invisible characters inside or with typographic apostrophes, it is the same subject.
  const read = text
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[’‘`´]/g, "'")
  for (const [subject, pattern] of Object.entries(sensitivePatterns))
    if (pattern.test(read)) return subject as Sensitive
  for (const sentence of read.split(/[.!?;:\n]+/)) {
    for (const { subject, done, to } of combined) if (done.test(sentence) && to.test(sentence)) return subject
  }
  return undefined
}

const cannot = [
  "cannot|can't|can not|unable|won't let|doesn't let|does not|doesn't|not able|locked|blocked|never|lost|forgot\\p{L}*|verloren|vergessen|perdu|oublié|perdido|olvidado|perso|dimenticato|perdi|esqueci|kwijt|vergeten",
  'nicht|gesperrt|ausgesperrt|kein\\p{L}*|ne|plus|impossible|bloqué\\p{L}*|no|bloquead[oa]|non|bloccat[oa]|não|niet|geblokkeerd',
]
const contract = [
  'subscription|membership|contract|account|order|parcel|booking|reservation|appointment|plan|purchase|policy|trial|auto-?renewal',
  'auftrag|compra|lease|next month|ich|mich|ik|verlänger\\p{L}*|jahresende|abo\\p{L}*|vertrag\\p{L}*|verträge|mitgliedschaft|bestellung|paket|buchung|termin|abonnement|contrat|commande|réservation',
  'suscripción|contrato|pedido|reserva|abbonamento|contratto|ordine|prenotazione|assinatura|encomenda|lidmaatschap|bestelling|boeking',
]
const mine = ['my|me|i|you|mein\\p{L}*|mir|sie|mon|ma|mes|mi|mis|mio|mia|minha|meu|mijn|vous|mi avete|me han']

/** What is done, and to what; each list is one alternation, several languages in each. */
const combined: { subject: Sensitive; done: RegExp; to: RegExp }[] = [
  {
    subject: 'credentials',
    done: either(...cannot),
    to: either(
      'zugang|log ?in|log on|sign(?:ing)? ?in|locked out|(?:secret|access|security|pin) code|pincode|geheimzahl|pin|code secret|codice pin|código pin|get into my account|access (?:my|the) account|einloggen|anmelden|login|ins konto|in mein konto',
      'me connecter|connexion|accéder à mon compte|iniciar sesión|(?:entrar|acceder) (?:en|a) mi cuenta|acceder(?:e|vi)|accesso',
      'entrar na minha conta|aceder|acessar|fazer login|inloggen|aanmelden',
    ),
  },
  {
    subject: 'credentials',
    done: either(
      'hat jemand|stole|gestohlen|geklaut|volé|roba(?:ron|do)|rubat\\p{L}*|roubaram|gestolen|someone|somebody|stranger|stolen|unauthori[sz]ed|jemand|fremde\\p{L}*|unbefugt\\p{L}*|quelqu.un|alguien|qualcuno|alguém|iemand',
    ),
    to: either(
      'my (?:account|login|profile)|la cuenta|l.account|la mia utenza|a minha conta|in(?: mein)? konto|mon compte|mi cuenta|mio account|minha conta|mijn account',
    ),
  },
  {
    subject: 'payment data',
    done: either(
      'card|visa|mastercard|amex|karte|kreditkarte|carte|tarjeta|carta|cartão|creditcard|kaart|iban|konto|bankkonto',
    ),
    to: either(
      'long number|number on (?:the|my)|(?:card|my) (?:info|details?|data)|ends in|change (?:it|the card|my card)|(?:to|use) the new one|update',
      'läuft ab|abgelaufen|neue (?:karte|kreditkarte)|stored (?:card|payment)|saved card|ändern|hinterlegt\\p{L}*|enregistrée|guardada|salvata|guardado|opgeslagen',
    ),
  },
  {
    subject: 'money back',
    done: either(
      'charged?|billed|debited|deducted|took|taken|paid|withdrawn|withdrew|invoiced|cargaron|cobraron|abgebucht|abgezogen|berechnet|belastet|eingezogen|bezahlt',
      'prélevé\\p{L}*|débité\\p{L}*|facturé\\p{L}*|payé|cobrad[oa]s?|cargad[oa]|pagado|addebitat[oaie]|pagato|debitad[oa]|paguei|afgeschreven|in rekening|betaald',
    ),
    to: either(
      'twice|double|too much|wrongly|by mistake|in error|without my|never (?:made|ordered|authori[sz]ed|agreed)|(?:did not|didn.t) (?:order|buy|agree|authori[sz]e)|more than',
      'doppelt|zweimal|zu viel|zuviel|fälschlich\\p{L}*|zu unrecht|ohne meine|nicht bestellt|deux fois|en trop|par erreur|à tort|ne dois pas|pas commandé|no reconozco|no (?:he )?pedid[oa]|non riconosco|não reconheço|niet besteld|dos veces|de más|por error|due volte|in più|per errore|duas vezes|a mais|por engano|twee keer|dubbel|te veel|onterecht',
    ),
  },
  {
    subject: 'money back',
    done: either(
      'back|returned|owe\\p{L}*|full credit|not arrived on my account|schuld\\p{L}*|ausgezahlt|auszahl\\p{L}*|devez|doivent|deben?|dovete|devono|devem|schuldig|return (?:my|the|our)|credited?|reversed?|undo|again|re-?crédit\\p{L}*|de vuelta|devolv\\p{L}*|fehl(?:t|en)|ausstehend|wieder|missing|zurück\\p{L}*|wieder(?:haben|bekommen|holen)?|récupérer|rendre|rendez|retourner|devolver\\p{L}*|devuelv\\p{L}*|restituir\\p{L}*|riavere|indietro|devolvam|de volta|terug\\p{L}*',
    ),
    to: either(
      'money|credit for|the amount|\\p{Sc}|\\d+ (?:dollars?|pounds?|euros?|francs?)|payment|what i paid|deposit|fee|recrédité|(?:pounds|dollars|euros?|francs)(?! (?:off|each|cheaper))|geld|betrag|zahlung|anzahlung|kaution|kohle|argent|montant|somme|acompte|caution|dinero|importe|fianza|soldi|importo|denaro|caparra|dinheiro|valor|quantia|bedrag|borg',
    ),
  },
  {
    subject: 'money back',
    done: either(
      'payments?|charges?|debits?|transactions?|abbuchung\\p{L}*|lastschrift\\p{L}*|prélèvement\\p{L}*|cargos?|cobros?|addebit[oi]|cobranças?|afschrijving\\p{L}*',
    ),
    to: either(
      "never (?:made|ordered|authori[sz]ed)|(?:did not|didn't|do not|don't) (?:make|recogni[sz]e|authori[sz]e)|unknown to me|nicht (?:erlaubt|veranlasst|genehmigt|erkenne\\p{L}*)|unbekannt\\p{L}*|pas autorisé|pas reconn\\p{L}*|no (?:reconozco|autoricé)|non (?:riconosco|autorizzat[oa])|não reconheço|niet herken\\p{L}*",
    ),
  },
  {
    subject: 'legal',
    done: either(
      'rechtswidrig|rechtens|illegal|allowed by law|fraudes|acudiré|rivolger\\p{L}*|legal|lawful|law|laws|illegal\\p{L}*|unlawful\\p{L}*|rights?|justice|justicia|giustizia|justiça|recht|gesetz\\p{L}*|illegal|loi|ley|legge|lei|wet|causa|frist|avocats?|report you|authorities|barrister|sie|ihnen|euch|les|os|vi|rechter|rechtbank|juez|juge|giudice|juiz',
    ),
    to: either(
      'rechtswidrig|rechtens|allowed by|répression|ocu|consumo|autorità|counsel|barrister|(?:report|going|to) (?:\\p{L}+ ){0,3}(?:authorit\\p{L}*|regulator)|anzeigen|anzeige|demanda|demandar|denuncio|stap\\p{L}*|consumer\\p{L}*|breaks?|breach\\p{L}*|violat\\p{L}*|against the|my rights?|proceedings|representative',
      'verstößt|verstoß|verletz\\p{L}*|letzte|mein recht|saisir\\p{L}*|poursuiv\\p{L}*|contraire à|mes droits|mis derechos|infring\\p{L}*|farò|faremo|fare|miei diritti|violazione|meus direitos|viola\\p{L}*|in strijd|mijn recht\\p{L}*',
    ),
  },
  {
    subject: 'health',
    done: either(
      ...mine,
      'ik|ich|je|j.ai|io|eu|sono|passei|is it|contain\\p{L}*|enthält|enthalten|contient|contiene|contém|bevat|safe|suitable|segur[oa]|adatt[oa]|sicur[oa]|adequad[oa]|geeignet|adapté|veilig|ist (?:es|das)|son|daughter|baby|child|kids?|sohn|tochter|kind|fils|fille|bébé|enfant|hij[oa]|bebé|niñ[oa]|figli[oa]|bambin[oa]|filh[oa]|dochter|zoon|wife|husband|mother|father|dog|cat',
    ),
    to: either(
      'dizzy|dizziness|nause\\p{L}*|swallow\\p{L}*|hurt (?:my|him|her)|fever|swollen|unconscious|fainted|stomach ache|hives|breathing|breathe|ambulance|epilep\\p{L}*|coeliac|celiac|eyes? (?:burn|hurt)\\p{L}*|pregnan\\p{L}*|breastfeed\\p{L}*|scald\\p{L}*',
      'einen schlag|elektris\\p{L}*|schlecht geworden|übergeben|ziek|malade|sentó mal|sentado mal|stat[oa] male|passei mal|throw(?:ing|n)? up|threw up|food poisoning|unwell|übel|übelkeit|schwindel\\p{L}*|schwindlig|verschluckt|geschwollen|fieber|bewusstlos|notarzt|diabetiker\\p{L}*|zöliakie|atemnot|schmerzen|stillzeit|verbrüht|geschnitten',
      'coupée?|avalé|vertiges?|nausées?|gonflée?|fièvre|douleurs?|étourdi\\p{L}*|diabétique|allaite\\p{L}*|grossesse',
      'mare(?:o|ad[oa]|ó)|náuseas?|tragado|tragó|hinchad[oa]|fiebre|dolor|celíac[oa]s?|embarazo|cortado|vómit\\p{L}*',
      'nausea|vertigini|ingoiato|gonfi[oa]|febbre|dolore|celiac[oaih]\\p{L}*|gravidanza|tagliat[oa]|vomit\\p{L}*',
      'tontura|enjoo|engoliu|inchad[oa]|febre|gravidez|celíac[oa]s?|cortei|cortou|dor de',
      'duizelig|ingeslikt|gezwollen|koorts|pijn|zwangerschap|gesneden|overgeven',
    ),
  },
  {
    subject: 'cancellation',
    done: either(
      "stop|end|quit|terminate|discontinue|get rid|changed my mind|(?:no longer|don't|do not|not) (?:want|need)\\p{L}*|(?:want|need) (?:\\p{L}+ ){0,4}any ?more|want out|(?:do not|don't|not) renew\\p{L}*|opt out",
      'zurückziehen|end it|desistir|melde\\p{L}* (?:\\p{L}+ ){0,2}ab|zeg\\p{L}* (?:\\p{L}+ ){0,3}op|raus aus|nicht (?:\\p{L}+ )?verlänger\\p{L}*|höre? (?:\\p{L}+ ){0,3}auf|aufhören|ne (?:pas )?renouvel\\p{L}*|no renov\\p{L}*|non rinnov\\p{L}*|não renov\\p{L}*|niet verleng\\p{L}*|beenden|auflösen|loswerden|aussteigen|anders überlegt|(?:will|möchte|brauche|wollen) (?:\\p{L}+ ){0,4}(?:nicht|keine?n?) mehr|zurücktreten|trete\\b',
      "arrêter|mettre fin|changé d'avis|(?:veux|voulons|souhaite) plus|stopper|renoncer|dejar|dar(?:me)? de baja|ya no (?:quiero|necesito)|terminar|cambiado de opinión",
      'chiudere|terminare|interrompere|non voglio più|non mi serve più|cambiato idea|rinunciare|já não (?:quero|preciso)|não quero mais|desistir|terminar',
      'stoppen|beëindigen|\\baf\\b|niet meer|van gedachten',
    ),
    to: either(...contract),
  },
  {
    subject: 'complaint',
    done: either(
      'shame\\p{L}*|hung up on|rude\\p{L}*|horribly|terribly|mistreat\\p{L}*|appalling\\p{L}*|dreadful|terrible|horrible|awful|worst|pathetic|dissatisfied|unhappy with|disappointed (?:with|by|in)|furious|angry|unprofessional|poor|shocking|useless|insult\\p{L}*',
      'schandalig\\p{L}*|manque de respect|falta de respeto|mancanza di rispetto|schlecht\\p{L}*|frech\\p{L}*|grob|miserabel|unfreundlich\\p{L}*|unhöflich\\p{L}*|stinksauer|wütend|enttäuscht|unzufrieden|unter aller|katastroph\\p{L}*|lächerlich|zumutung|inkompetent',
      'en colère|lamentable|nul(?:le)?|catastroph\\p{L}*|déplorable|mécontent\\p{L}*|furieux|furieuse|impoli\\p{L}*|déçue?|pésim[oa]|malísim[oa]|horrible|indignad[oa]|descontent[oa]|maleducad[oa]|decepcionad[oa]',
      'pessim[oa]|scandalos[oa]|indignat[oa]|insoddisfatt[oa]|maleducat[oa]|delus[oa]|péssim[oa]|horrível|indignad[oa]|insatisfeit[oa]|mal educad[oa]|waardeloz\\p{L}*|slechtste|onbeschoft\\p{L}*|woedend|ontevreden|teleurgesteld',
    ),
    to: either(
      'quel|qué|che|how you|your|(?:with|at|by|of) you|customer service|service|company|shop|store|staff|driver|team|support|firm|business|courier|sie|ihre[nrms]?|euch|eure[nrms]?|service|firma|laden|fahrer|kundendienst|kundenservice|monteur|techniker|mitarbeiter\\p{L}*|bedienung',
      '(?:contre|par|avec|chez) vous|votre|vos|équipe|entreprise|magasin|livreur|usted\\p{L}*|su|servicio|empresa|tienda|repartidor|atención|voi|vostr[oa]|servizio|azienda|negozio|corriere|vocês|serviço|atendimento|loja|jullie|uw|bezorger|winkel|bedrijf',
    ),
  },
  {
    subject: 'threat',
    done: either(
      'if you|ich werde|you(?: people| guys| all)?|coming over|dafür|vous|jullie|pagare\\p{L}*|pagar\\p{L}*',
    ),
    to: either(
      'with a (?:knife|gun)|euch (?:alle )?(?:finden|kriegen)|will (?:pay for|be sorry|regret)|you will see what|werdet ihr (?:büßen|bezahlen)|allez (?:payer|le regretter)|la (?:pagherete|pagherai)|vais? pagar caro|vas a pagar caro|zullen (?:boeten|spijt krijgen)',
    ),
  },
]
