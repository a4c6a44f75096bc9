/** Word lists in several languages. Data, not rules: what is done with them stands in understand.ts. */

/**
 * Subjects that only a person answers, whatever the evidence (LEARNING, section 1). First match wins. Several languages in
 * each, broad on purpose: a miss is worse than an alarm. What merely sounds alike (a pin, a court yard, noise cancelling)
 * is kept out by the words around it.
 */
export const sensitivePatterns = {
  threat: either(
    "bomb|kill (?:you|him|her|them|myself)|hurt you|burn (?:it|your|you)|you will regret|i know where you|(?:want|going) to die|(?:do not|don't|not) want to live|end(?:ing)? my life|suicid\\p{L}*",
    'umbringen|bring(?:e|t|en) (?:dich|euch|sie|ihn|mich|dir) (?:\\p{L}+ )?um|bombe|selbstmord|nicht mehr leben|zünde\\p{L}* (?:euch|dich|ihnen|euer) ',
    '(?:te|vous|les|me) tuer|suicider|plus envie de vivre',
    'voy a matar|matar(?:te|os|los|les|me)|quitarme la vida',
    '(?:ti|vi|mi) (?:ammazzo|ammazzerò|uccido|ucciderò)|ammazzar(?:ti|vi|mi)|uccider(?:ti|vi|mi)',
    '(?:te|vos|me) matar|matar-(?:te|vos|me)',
    'vermoord\\p{L}*|maak (?:je|jullie|u) (?:dood|kapot|af)|zelfmoord',
  ),
  legal: either(
    "lawyers?|attorneys?|solicitors?|(?:will|to|gonna|shall|i'll|i) sue|sue (?:you|your|them|the)|suing|lawsuit|legal(?:ly)? (?:action|advice|steps|department|matter|binding|obliged|required)|(?:to|in|at|claims) court|court (?:case|order|date|action|summons)",
    'gdpr|data protection|ombudsman|trading standards|(?:the|to|call\\p{L}*|with) police(?! (?:station|officer|academy))|police report|fraud(?:ulent)?|liab(?:le|ility)|consumer (?:rights|protection)|small claims',
    'anwalt\\p{L}*|anwält\\p{L}*|rechtsanw\\p{L}*|klage|verklag\\p{L}*|(?:vor|vors|zum|ans|beim) gericht|amtsgericht|gerichtlich\\p{L}*|dsgvo|datenschutz\\p{L}*|polizei(?!wache|station)|anzeige erstatt\\p{L}*|rechtlich\\p{L}*|betrug|betrüg\\p{L}*|verbraucherzentrale|verbraucherschutz|abmahn\\p{L}*',
    'avocate?s?|tribuna(?:l|ux)|porter plainte|plainte|rgpd|mise en demeure|juridique\\p{L}*|escroquerie|huissier|dgccrf',
    'abogad[oa]s?|demandar(?:l[oe]s|te|os)?|denunci\\p{L}*|juzgado|tribunales|rgpd|consumo|policía',
    'avvocat[oi]|denunci\\p{L}*|tribunale|vie legali|querela\\p{L}*|carabinieri|garante della privacy',
    'advogad[oa]s?|processar|procon|tribunal|livro de reclamações|polícia|lgpd',
    'advoca(?:at|ten)|rechtszaak|rechtbank|juridisch\\p{L}*|aangifte|politie|oplichting|avg-verzoek',
  ),
  health: either(
    'allerg(?!en)\\p{L}*|injur(?:y|ed|ies)|(?:in|into|from) hospital|(?:is|was|am|went|taken|rushed|admitted|ended up) (?:in|at|to) the hospital|poison(?:ed|ing)?|pregnan(?:t|cy)|sick from|made me (?:sick|ill)|medical|medications?|medicines?|blood pressure|diabet\\p{L}*|burn(?:ed|t) (?:my|her|his)|bleeding|electric shock|electrocuted|side effects?|rash|vomit\\p{L}*|asthma\\p{L}*|cut my(?:self)?|choked?',
    'verletz\\p{L}*|krankenhaus|vergift\\p{L}*|schwanger\\p{L}*|arzt|ärzt\\p{L}*|medikament\\p{L}*|ausschlag|nebenwirkung\\p{L}*|stromschlag|verbrannt|erbrochen|bluthochdruck|blutet',
    'blessé\\p{L}*|hôpital|enceinte|médecin\\p{L}*|médicament\\p{L}*|brûlé\\p{L}*|intoxi\\p{L}*|malade|électrocut\\p{L}*',
    'alergia\\p{L}*|alérgic[oa]|herid[oa]s?|embarazada|intoxic\\p{L}*|médic[oa]s?|medicament\\p{L}*|quemad\\p{L}*|sarpullido|urgencias',
    'incinta|ospedale|ferit[oa]|medico|farmac\\p{L}*|intossica\\p{L}*|ustion\\p{L}*|eritema',
    'grávida|alérgic[oa]|ferid[oa]|médic[oa]|medicamento\\p{L}*|queimadura\\p{L}*|intoxica\\p{L}*',
    'zwanger|ziekenhuis|allergisch\\p{L}*|gewond|huisarts|medicijn\\p{L}*|huiduitslag|uitslag van|vergiftig\\p{L}*|misselijk|verbrand',
  ),
  credentials: either(
    "passwords?|passcodes?|passphrase|log ?in (?:details|data|code)|credentials|two[- ]factor|2fa|verification code|hacked|(?<!(?:met|rolling|bowling|drawing|hair|safety) )pin(?! (?:for (?:the|your)|of|badge|board))(?: code| number)?|pin (?:code|number)|(?:reset|change|forgot\\p{L}*) (?:my |the )?(?:pin|login)|(?:cannot|can't|can not|unable to) log ?in|locked out of my account",
    'passwort|passwörter|kennwort|zugangsdaten|gehackt|login-?daten|bestätigungscode',
    'mots? de passe|identifiants|piraté\\p{L}*|code de vérification',
    'contraseñas?|clave|hackead[oa]|código de verificación',
    'parola d.ordine|credenziali|codice di verifica',
    'senha|palavras?[- ]passe|hackead[oa]|código de verificação',
    'wachtwoord\\p{L}*|inloggegevens|gehackt|lösenord|hasło',
  ),
  'payment data': either(
    '(?:card|bank) numbers?|(?:credit|debit|bank) card (?:number|details|data|info\\p{L}*)|card details|cvv2?|cvc2?|iban|bic|swift code|account number|bank (?:details|account)|payment (?:details|data|information)|sort code|routing number',
    'kartennummer|kreditkarten(?:daten|nummer)|kontonummer|bankverbindung\\p{L}*|bankdaten|kontodaten|sepa-?mandat',
    'numéro de carte|coordonnées bancaires|rib',
    'número de (?:la )?tarjeta|datos bancarios|número de cuenta',
    'numero (?:di|della) carta|dati bancari|coordinate bancarie',
    'número do cartão|dados bancários|nib|número da conta',
    'kaartnummer|bankgegevens|rekeningnummer|creditcardgegevens',
  ),
  'money back': either(
    'refund\\p{L}*|money back|reimburs\\p{L}*|charge ?back|compensat\\p{L}*|give me (?:back )?my money|reverse (?:the|this|that|my) (?:charge|payment|transaction)|(?:charged|billed|debited|paid) (?:me |us )?twice|double[- ]charged|charged (?:me )?double|overcharged|payment (?:returned|back)',
    'rückerstatt\\p{L}*|erstatt(?:ung|en|et)\\p{L}*|zurückerstatt\\p{L}*|geld (?:\\p{L}+ )?(?:zurück|wieder)|gutschrift|rückzahlung|rücküberweis\\p{L}*|doppelt (?:abgebucht|belastet|bezahlt|berechnet)|entschädig\\p{L}*|schadene?rsatz',
    'rembours\\p{L}*|(?:rendez|rends|récupérer)[- ](?:moi )?mon argent|débité (?:\\p{L}+ )?deux fois|dédommage\\p{L}*|indemnis\\p{L}*',
    'reembols\\p{L}*|devolución del dinero|devuelv\\p{L}* (?:\\p{L}+ )?dinero|devuelvan|cobrad\\p{L}* (?:\\p{L}+ )?(?:dos veces|doble)|indemniza\\p{L}*',
    'rimbors\\p{L}*|rivoglio|indietro i (?:miei )?soldi|addebitat\\p{L}* (?:\\p{L}+ )?due volte|risarci\\p{L}*',
    'dinheiro de volta|reembols\\p{L}*|estorno|ressarci\\p{L}*|cobrad\\p{L}* (?:\\p{L}+ )?duas vezes',
    'terugbeta\\p{L}*|geld (?:\\p{L}+ )?terug|terugstort\\p{L}*|dubbel afgeschreven|schadevergoeding|återbetal\\p{L}*|zwrot pieniędzy',
  ),
  cancellation: either(
    "(?<!noise[- ])cancel(?:l?ing|l?ed|l?ation|s)?|terminat(?:e|ing|ion)|(?:close|delete|deactivate) (?:my|our|the) account|unsubscribe|end (?:my|our) (?:contract|subscription|membership)|call (?:it|the order|my order) off|(?:no longer|don't|do not) want (?:the|my|this) (?:order|subscription|contract)|(?:out of|opt out of|leave) (?:the|my|our|this) (?:contract|subscription|plan)|withdraw from the contract",
    'kündig\\p{L}*|gekündigt|stornier\\p{L}*|storno\\p{L}*|widerruf\\p{L}*|konto löschen|(?:vertrag|abo) beenden|vom (?:kauf|vertrag) zurück\\p{L}*|abbestell\\p{L}*',
    'annul(?:er|ation|é|ez)\\p{L}*|résili\\p{L}*|désabonn\\p{L}*|rétract\\p{L}*|supprimer mon compte',
    'cancel(?:ar|ación|o|en|ado)\\p{L}*|anular\\p{L}*|(?:dar(?:me|nos)?|de) (?:de )?baja|desistimiento',
    'annulla\\p{L}*|disdi\\p{L}*|recess?o dal contratto|recedere|chiudere (?:il mio )?(?:account|conto)',
    'cancelamento|cancelar\\p{L}*|rescindir|encerrar (?:a )?(?:minha )?conta',
    'opzeg\\p{L}*|opgezegd|annule(?:ren|er|ring)\\p{L}*|geannuleerd|ontbinden|avboka|säga upp',
  ),
  complaint: either(
    'complain\\p{L}*|unacceptable|outrageous|disgusting|disgrace\\p{L}*|appalling|terrible service|worst|rip[- ]?off|scam\\p{L}*|never again|ridiculous|lied to|liars?|what a joke|bad (?:\\p{L}+ )?service|incompetent|useless (?:service|support|company)|shame on you|fed up',
    'beschwer(?:e|en|de|den|t|te|dem\\p{L}*)|unverschämt\\p{L}*|unmöglich von|frechheit|inakzeptabel|skandal\\p{L}*|saftladen|abzocke|verarsch\\p{L}*|sauerei|nie wieder',
    'réclamations?|inadmissible|scandaleux|honteux|honteuse|inacceptable|arnaque\\p{L}*|jamais vu ça|foutez',
    'quejas?|reclamación|reclamaciones|inaceptable|vergonzos[oa]|estafa\\p{L}*|vergüenza|timo',
    'reclamo|reclami|inaccettabile|vergogna|vergognos[oa]|truffa\\p{L}*',
    'reclamaç(?:ão|ões)|inaceitável|vergonha|burla|absurdo|palhaçada',
    'klachten|klacht|onacceptabel|schandalig|belachelijk|schande|oplichters?',
  ),
} as const

export type Sensitive = keyof typeof sensitivePatterns
/** Every subject that only people answer, until the owner opts in by name. */
export const sensitiveSubjects = Object.keys(sensitivePatterns) as Sensitive[]

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

/** Something went wrong; said calmly, it is an ordinary question. */
export const badWords = new Set(
  `bad broken wrong late delayed missing never damaged defective faulty poor slow problem lost fail failed unhappy
  schlecht kaputt falsch verspätet fehlt defekt beschädigt langsam nie mangelhaft unzufrieden
  mauvais cassé retard jamais mécontent nul malo roto tarde nunca peor rotto ritardo mai quebrado atrasado insatisfeito
  slecht kapot laat nooit ontevreden`.split(/\s+/),
)

/** Somebody is angry or let down. */
export const angryWords = new Set(
  `terrible awful horrible angry annoyed annoying disappointed disappointing disappointment upset useless worst hate rude frustrated
  frustrating unacceptable disgusting ridiculous furious outrageous pathetic incompetent liars shameful appalling joke idiots
  ärgerlich enttäuscht enttäuschend sauer stinksauer unfreundlich wütend unverschämt frechheit unverschämtheit katastrophe
  lächerlich inakzeptabel zumutung schlimmste schlechteste saftladen
  déçu déçue colère furieux furieuse inadmissible horrible honteux honteuse scandaleux inacceptable lamentable
  enfadado enfadada decepcionado decepcionada terrible inaceptable vergonzoso indignado indignada furioso pésimo pésima
  pessimo pessima deluso delusa arrabbiato arrabbiata vergogna vergognoso inaccettabile scandaloso furiosa
  péssimo péssima decepcionada inaceitável vergonha irritado irritada absurdo
  boos teleurgesteld woedend schandalig belachelijk onacceptabel waardeloos waardeloze`.split(/\s+/),
)

export const negations = new Set(
  'not no never dont didnt isnt wasnt nicht kein keine nie pas jamais non no nada nunca non niet geen não'.split(' '),
)

/** One pattern of whole words, whatever the case. */
export function either(...alternatives: string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`, 'iu')
}
