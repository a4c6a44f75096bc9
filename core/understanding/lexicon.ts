/** Word lists in several languages. Data, not rules: what is done with them stands in understand.ts. */

/** Subjects that only a person answers, whatever the evidence (LEARNING, section 1). First match wins. */
export const sensitivePatterns = {
  threat: either(
    'bomb|kill (?:you|him|her|them|myself)|hurt you|burn (?:it|your|you)|you will regret|i know where you|umbringen|bombe|je vais vous tuer|te voy a matar|ti ammazzo|suicid\\p{L}*|selbstmord',
  ),
  legal: either(
    'lawyers?|attorneys?|solicitors?|sue|suing|lawsuit|legal (?:action|advice|steps|department|matter)|court|gdpr|data protection|ombudsman|police|fraud(?:ulent)?|liab(?:le|ility)|anwalt\\p{L}*|rechtsanw\\p{L}*|klage|verklagen|gericht|dsgvo|polizei|rechtlich\\p{L}*|betrug|avocat|tribunal|porter plainte|rgpd|abogad[oa]|demandar|denuncia|avvocato|denuncia|advogad[oa]|processar|advocaat|rechtszaak',
  ),
  health: either(
    'allerg(?:y|ic|ies|ie|isch|ique|ia|ico|ica)\\p{L}*|injur(?:y|ed|ies)|hospital|poison(?:ed|ing)?|pregnan(?:t|cy)|sick from|made me (?:sick|ill)|medical|medication|burn(?:ed|t) my|bleeding|verletz\\p{L}*|krankenhaus|vergift\\p{L}*|schwanger\\p{L}*|arzt|allergien|blessé\\p{L}*|hôpital|enceinte|médecin|alergia|alérgic[oa]|herid[oa]|embarazada|hospital|incinta|ospedale|zwanger|ziekenhuis',
  ),
  credentials: either(
    'passwords?|passcodes?|passphrase|log ?in (?:details|data|code)|credentials|two[- ]factor|2fa|verification code|hacked|pin(?: code| number)?|(?:reset|change|forgot\\p{L}*) (?:my |the )?(?:pin|login)|passwort|kennwort|zugangsdaten|gehackt|mot de passe|identifiants|piraté|contraseña|clave|hackead[oa]|senha|parola d.ordine|wachtwoord|gehackt|lösenord|hasło',
  ),
  'payment data': either(
    'card number|credit card (?:number|details|data|info\\p{L}*)|debit card (?:number|details)|cvv2?|cvc2?|iban|bic|swift code|account number|bank (?:details|account)|payment (?:details|data|information)|sort code|kartennummer|kreditkartendaten|kontonummer|bankverbindung|bankdaten|kontodaten|numéro de carte|coordonnées bancaires|número de tarjeta|datos bancarios|numero di carta|dati bancari|número do cartão|dados bancários|kaartnummer|bankgegevens|rekeningnummer',
  ),
  'money back': either(
    'refund\\p{L}*|money back|reimburs\\p{L}*|charge ?back|compensat\\p{L}*|give me back my money|rückerstattung\\p{L}*|erstatt\\p{L}*|zurückerstatt\\p{L}*|geld zurück|gutschrift|rembours\\p{L}*|reembols\\p{L}*|devolución del dinero|devuelvan|rimbors\\p{L}*|dinheiro de volta|terugbetal\\p{L}*|geld terug|återbetal\\p{L}*|zwrot pieniędzy',
  ),
  cancellation: either(
    'cancel(?:l?ing|l?ed|l?ation|s)?|terminate (?:my|the|our)|close my account|unsubscribe|delete my account|end my (?:contract|subscription)|kündig\\p{L}*|gekündigt|stornier\\p{L}*|storno|widerruf\\p{L}*|konto löschen|annul(?:er|ation|é)\\p{L}*|résili\\p{L}*|cancelar|cancelación|anular|annullare|disdire|disdetta|cancelamento|opzeggen|annuleren|avboka|säga upp',
  ),
  complaint: either(
    'complain\\p{L}*|unacceptable|outrageous|disgusting|disgrace\\p{L}*|appalling|terrible service|worst|rip[- ]?off|scam\\p{L}*|never again|ridiculous|beschwer\\p{L}*|unverschämt\\p{L}*|unmöglich von|frechheit|inakzeptabel|skandal\\p{L}*|réclamation|inadmissible|scandaleux|honteux|queja|reclamación|inaceptable|vergonzoso|estafa|reclamo|inaccettabile|vergogna|truffa|reclamação|inaceitável|klacht|onacceptabel|schandalig',
  ),
} as const

export type Sensitive = keyof typeof sensitivePatterns

export const personPatterns = either(
  [
    '(?:speak|talk|chat|get|connect me|put me through|transfer me)\\s(?:\\p{L}+\\s){0,2}?(?:to|with|through to|hold of)\\s(?:\\p{L}+\\s){0,3}?(?:human|person|agent|representative|rep|someone|somebody|operator|advisor|adviser|manager|supervisor|staff|employee|colleague)',
    '(?:real|actual|live)\\s(?:human|person|agent|people)',
    '(?:a|an|the)?\\s?human\\s(?:please|being|agent|now)',
    '(?:want|need|like|prefer)\\s(?:to have\\s)?an?\\s(?:human|person|agent|representative)',
    '(?:call me|phone me|ring me)(?:\\s(?:back|please))?',
    '(?:mit|an)\\s(?:\\p{L}+\\s){0,3}?(?:menschen|mitarbeiter|mitarbeiterin|person|berater|beraterin|kollegen|jemandem)\\s(?:\\p{L}+\\s){0,2}?(?:sprechen|reden|telefonieren|verbinden|chatten|schreiben)',
    '(?:echten|richtigen|menschlichen)\\s(?:menschen|mitarbeiter|person|ansprechpartner)',
    'parler\\s(?:à|avec)\\s(?:\\p{L}+\\s){0,3}?(?:humain|personne|conseill\\p{L}+|agent|quelqu.un)',
    'hablar\\scon\\s(?:\\p{L}+\\s){0,3}?(?:humano|persona|agente|alguien|operador)',
    'parlare\\scon\\s(?:\\p{L}+\\s){0,3}?(?:umano|persona|operatore|qualcuno)',
    'falar\\scom\\s(?:\\p{L}+\\s){0,3}?(?:humano|pessoa|atendente|alguém)',
    '(?:iemand|medewerker|mens|persoon)\\s(?:\\p{L}+\\s){0,2}?(?:spreken|praten)',
  ].join('|'),
)

export const filePatterns = either(
  '(?:see|in|on|find|look at)\\s(?:\\p{L}+\\s){0,2}?(?:attach\\p{L}*|photos?|pictures?|images?|screenshots?|pdf|file|document|video)|attach(?:ed|ment|ments|ing)|screenshots?|(?:im|siehe|mit|als)\\s(?:anhang|foto|bild|anlage|screenshot)|angehängt|beigefügt|ci-joint\\p{L}*|pièce jointe|en adjunto|adjunt[oa]s?|allegat[oi]|in allegato|em anexo|anexo|bijlage|bijgevoegd',
)

export const thanksWords = new Set(
  `thanks thank thanx thx tnx ty tysm cheers danke dankeschön dank dankend bedanke merci remercie gracias agradezco grazie ringrazio
  obrigado obrigada brigado bedankt dankjewel dankuwel dank tack takk tak dziękuję dziekuje dzięki dzieki děkuji dekuji díky ďakujem
  kiitos kiitoksia teşekkür teşekkürler sağol спасибо благодарю дякую ευχαριστώ mulțumesc multumesc köszönöm hvala`.split(
    /\s+/,
  ),
)

/** What may stand beside a thank-you without asking for anything. */
export const politeWords = new Set(
  `you u so very much a lot many again for the your that this all everything help helping reply answer quick fast great perfect
  ok okay alright super awesome excellent brilliant wonderful cool nice good got it understood noted well appreciate appreciated
  i really will do bye goodbye have day weekend evening lovely works now fine team its hi hello and no problem kind
  vielen schön schnelle hilfe antwort für die ihre deine alles klar gut tschüss sehr nett besten lieben herzlichen einen tag noch
  beaucoup bien pour votre réponse aide parfait muchas muy por su ayuda respuesta vale perfecto mille molto per tutto perfetto
  muito pela ajuda hartelijk voor je uw hulp top
  bunch ton million again mate guys folks both everyone sir madam dear clear sorted solved fixed received as always just wanted to say
  that's it's thats i'm im me we us happy glad pleased enjoy sounds makes sense about of one million times kindly regards best
  dir ihnen euch ich wir mir uns tausend nochmal nochmals rasche prompte auskunft rückmeldung ja habe hab jetzt funktioniert geklappt
  wunderbar prima toll klasse spitze euer team schönes wochenende schönen abend feierabend liebe grüße viele beste mfg lg und auch das
  je vous te nous avance bonne journée soirée c'est cest compris noté d'accord daccord tout génial excellent à toi l'aide laide et tous
  os la le todo todos buen día genial excelente usted ustedes te lo ayuda que tenga y un saludo de nuevo rápida
  gentile aiuto risposta buona giornata chiaro ti vi la l'aiuto laiuto del davvero e
  tudo certo ótimo bom dia você vocês resposta rápida e
  wel jullie fijne dag prima duidelijk snelle antwoord u alvast en
  så mycket tusen mange mye hjälpen för svar hjelpen for svaret hjælpen jättebra perfekt
  bardzo za pomoc odpowiedź świetnie super moc paljon ederim çok большое вам за помощь ответ очень`.split(/\s+/),
)

/** Thanks in scripts that do not part their words. */
export const thanksAlone =
  /^[^\p{L}\p{N}]*(?:(?:どうも|大変|本当に|ご対応)?ありがとう(?:ございます|ございました)?|(?:非常|太|好的)?(?:谢谢|感谢|謝謝)(?:你|您|你们|您的帮助|了)*|(?:정말\s?)?(?:감사합니다|고맙습니다|고마워요))[^\p{L}\p{N}]*$/u

export const questionWords = new Set(
  `how what where when why who which can could do does did is are will would should may shall
  wie was wo wann warum wer welche welcher welches kann können könnt ist sind wird gibt habt haben darf
  comment quoi où quand pourquoi qui quel quelle combien est-ce puis-je pouvez
  cómo qué dónde cuándo quién cuál cuánto puedo pueden hay
  come cosa dove quando perché chi quale quanto posso
  como onde quem qual posso hoe wat waar wanneer waarom wie welke kan`.split(/\s+/),
)

export const goodWords = new Set(
  `good great excellent perfect love loved lovely happy glad amazing awesome nice thanks thank wonderful fantastic helpful best pleased brilliant
  gut super toll prima perfekt zufrieden danke freue wunderbar klasse bon bien parfait merci super content excellent génial
  bueno genial perfecto gracias excelente feliz buono ottimo perfetto grazie felice bom ótimo perfeito obrigado goed geweldig mooi bedankt`.split(
    /\s+/,
  ),
)

export const badWords = new Set(
  `bad terrible awful horrible broken wrong angry annoyed annoying disappointed disappointing disappointment upset useless worst hate late delayed missing
  never damaged defective faulty poor rude slow frustrated frustrating unacceptable disgusting ridiculous problem lost fail failed
  schlecht kaputt falsch ärgerlich enttäuscht sauer verspätet fehlt defekt beschädigt unfreundlich langsam nie mangelhaft wütend unverschämt
  mauvais cassé déçu déçue colère retard jamais inadmissible horrible nul malo roto enfadado decepcionado tarde terrible nunca peor
  pessimo rotto deluso arrabbiato ritardo mai péssimo quebrado atrasado decepcionado slecht kapot boos teleurgesteld laat nooit`.split(
    /\s+/,
  ),
)

export const negations = new Set(
  'not no never dont didnt isnt wasnt nicht kein keine nie pas jamais non no nada nunca non niet geen não'.split(' '),
)

function either(alternatives: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{N}])`, 'iu')
}
