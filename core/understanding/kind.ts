import type { MessageKind } from '../domain/kind.ts'
import { either } from './lexicon.ts'
import { words } from './text.ts'

/** What somebody writes for, and how clearly that shows: the lead over the next kind. */
export interface KindOf {
  kind: MessageKind
  margin: number
}

/**
 * Tells what somebody writes for by weighing signs of each kind: what they want, of whom, and what they have already.
 * Without any sign, who asks or tells of something wants support; who does neither is `other`.
 */
export function kindOf(text: string, isQuestion: boolean): KindOf {
  const read = text.normalize('NFC').replace(/[’‘`´]/g, "'")
  const score: Record<MessageKind, number> = { support: 0, sales: 0, partner: 0, pitch: 0, job: 0, other: 0.4 }
  for (const { kind, weight, sign } of signs) if (sign.test(read)) score[kind] += weight
  const count = words(read).length
  if (count > 0) score.support += (isQuestion ? 0.8 : 0) + (count >= 4 ? 0.5 : 0)
  const [best, next] = Object.entries(score).sort((a, b) => b[1] - a[1]) as [MessageKind, number][]
  return { kind: best![0], margin: Math.round((best![1] - next![1]) * 100) / 100 }
}

interface Sign {
  kind: MessageKind
  weight: number
  sign: RegExp
}

const much = '(?:\\d{2,6}|a hundred|hundreds of|several|dozens of|einige|mehrere|plusieurs|varios|vari|vários|meerdere)'
const pieces =
  '(?:pieces|pcs|units|licen[cs]es|seats|users|employees|people|persons|guests|copies|boxes|stück|lizenzen|mitarbeiter|nutzer|personen|gäste|plätze|kartons|pièces|licences|utilisateurs|personnes|salariés|exemplaires|unidades|licencias|usuarios|personas|empleados|pezzi|licenze|utenti|persone|dipendenti|unidades|licenças|utilizadores|pessoas|colaboradores|stuks|licenties|gebruikers|personen|medewerkers)'

const signs: Sign[] = [
  // Somebody wants to buy.
  {
    kind: 'sales',
    weight: 2.2,
    sign: either(
      '(?:a|an|your|the|get|send|for|formal|best) (?:quote|quotation|price list|pricing|price offer|estimate)|quote (?:for|us|me)|price list|sales (?:team|department|rep\\p{L}*)|(?:book|see|get|have|schedule|want) (?:a|the) (?:product )?demo|free trial',
      'angebot (?:\\p{L}+ ){0,5}?(?:für|über|machen|erstellen|zukommen|schicken|zusenden|einholen|unterbreiten)|(?:ein|ihr|unverbindliches) angebot|preisliste|kostenvoranschlag|vertrieb|testversion|produktvorführung',
      'devis|(?:votre|vos|une|la) (?:grille tarifaire|tarifs?|offre de prix)|service commercial|démonstration|essai gratuit|presupuesto|cotización|lista de precios|tarifas|departamento comercial|una demo|prueba gratuita',
      'preventivo|listino(?: prezzi)?|ufficio commerciale|prova gratuita|dimostrazione|orçamento|cotação|tabela de preços|departamento comercial|demonstração|teste gratuito|offerte|prijslijst|prijsopgave|proefversie|demonstratie|verkoopafdeling',
    ),
  },
  {
    kind: 'sales',
    weight: 1.6,
    sign: either(
      '(?:interested|interest) in (?:buying|ordering|purchasing|your (?:product|service|plan|software|offer)\\p{L}*|getting|a (?:subscription|plan|licen[cs]e))|(?:want|like|looking|plan\\p{L}*|wish|hope|intend|need) to (?:buy|order|purchase|book|hire|subscribe|sign up|upgrade)|before (?:i|we) (?:buy|order|decide|sign)|ready to (?:buy|order|sign)|(?:volume|bulk|quantity|group|corporate|team) (?:discounts?|order|price|pricing|rate|plan)s?|(?:we|our (?:company|team|office|school)) (?:need|are looking for|want)|looking for (?:a|an|new) (?:supplier|provider|solution|tool|vendor|caterer)',
      '(?:interesse an|interessieren uns für|interessiere mich für|möchten? (?:\\p{L}+ ){0,6}(?:kaufen|bestellen|buchen|abonnieren|mieten)|würden? gern\\p{L}* (?:\\p{L}+ ){0,6}(?:kaufen|bestellen|buchen)|wollen (?:\\p{L}+ ){0,6}(?:kaufen|bestellen|anschaffen)|mengenrabatt|staffelpreis\\p{L}*|gruppenpreis\\p{L}*|firmenkunden|bevor (?:ich|wir) (?:kaufe|bestelle)\\p{L}*|(?:wir|unsere firma) (?:brauchen|benötigen|suchen))',
      "(?:intéressée?s? par|souhait\\p{L}+ (?:\\p{L}+ ){0,2}(?:acheter|commander|réserver)|voudr\\p{L}+ (?:\\p{L}+ ){0,2}(?:acheter|commander|réserver)|remise (?:sur|pour) (?:\\p{L}+ )?(?:quantité|volume|grande)|tarif (?:de groupe|groupe|entreprise)|avant d'acheter|(?:nous|notre entreprise) (?:cherchons|avons besoin|recherchons|cherche))",
      '(?:interesad[oa]s? en|quer\\p{L}+ (?:comprar|encargar|contratar|reservar|pedir)|quisi\\p{L}+ (?:comprar|encargar|contratar|reservar|pedir)|descuento por (?:volumen|cantidad)|precio (?:para|de) (?:grupos?|empresas?)|antes de comprar|(?:necesitamos|buscamos|nuestra empresa))',
      '(?:interessat[oaie] (?:a|all)|vorre[i|mmo]\\p{L}* (?:acquistare|comprare|ordinare|prenotare)|sconto (?:quantità|per quantità)|prezzo per (?:gruppi|aziende)|prima di (?:acquistare|comprare)|(?:abbiamo bisogno|cerchiamo|la nostra azienda))',
      '(?:interessad[oa]s? em|(?:quer\\p{L}*|gostar\\p{L}+ de) (?:comprar|encomendar|contratar|reservar)|desconto (?:por|de) (?:volume|quantidade)|preço para (?:grupos|empresas)|antes de comprar|(?:precisamos|procuramos|a nossa empresa))',
      '(?:geïnteresseerd in|(?:wil|willen|zou|zouden) (?:\\p{L}+ ){0,6}(?:kopen|bestellen|boeken|afnemen|aanschaffen)|kwantumkorting|staffelkorting|groepsprijs|voordat (?:ik|we) (?:koop|bestel)\\p{L}*|(?:wij|we|ons bedrijf) (?:zoeken|hebben|zoekt) (?:\\p{L}+ )?(?:nodig|een)?)',
    ),
  },
  {
    kind: 'sales',
    weight: 1.6,
    sign: either(
      `(?:for|of|about|need|order|want|buy|für|über|etwa|ca\\.?|brauchen|benötigen|pour|environ|para|de|unos|per|circa|di|cerca de|voor|ongeveer) (?:about |around |our |unsere |nos |nuestros |i nostri |os nossos |onze )?${much} (?:\\p{L}+ ){0,2}${pieces}`,
      `${much} (?:\\p{L}+ )?${pieces}|(?:team|équipe|equipo|equipe|squadra) (?:of|de|di|von|van) (?:about )?\\d+`,
    ),
  },
  {
    kind: 'sales',
    weight: 1,
    sign: either(
      'how much (?:would|does|do|is|are)|what (?:does|would|do) (?:\\p{L}+ ){1,5}cost|what are your (?:prices|rates)|which (?:plan|model|one|version|package) (?:\\p{L}+ ){0,4}(?:recommend|best|suit|need|right)|what (?:would|do) you recommend|(?:do|can) you (?:offer|sell|make|supply|cater)|our budget|budget (?:is|of)',
      'was (?:kostet|kosten|würde|würden)|wie teuer|(?:welches|welche|welchen) (?:\\p{L}+ ){1,4}(?:empfehlen|passt|geeignet)|(?:bieten|verkaufen|fertigen|liefern) sie auch|unser budget|budget (?:von|liegt)',
      'combien (?:coûte|coûtent|coûterait|pour)|quel (?:est le prix|serait le prix|tarif)|(?:proposez|vendez)-vous|(?:que|lequel) (?:me )?(?:conseillez|recommandez)|notre budget|cuánto (?:cuesta|cuestan|costaría|sale)|qué precio|(?:ofrecen|venden|hacen) ustedes|(?:cuál|qué) (?:\\p{L}+ )?(?:recomienda|me recomiendan)|nuestro presupuesto',
      'quanto (?:costa|costano|costerebbe|viene)|(?:offrite|vendete|fate)|(?:quale|cosa) (?:\\p{L}+ ){0,2}consigliate|il nostro budget|quanto (?:custa|custam|custaria|fica)|(?:vendem|oferecem|fazem)|(?:qual|o que) (?:\\p{L}+ ){0,2}recomendam|o nosso orçamento|(?:hoeveel|wat) (?:kost|kosten|zou)|(?:verkopen|leveren|bieden) jullie|(?:welke|wat) (?:\\p{L}+ ){0,3}(?:raden|aanraden)|ons budget',
    ),
  },
  {
    kind: 'sales',
    weight: 1.5,
    sign: either(
      '(?:for|paint|clean|equip|train|furnish|für|pour|para|per|voor|om) (?:\\p{L}+ ){0,2}\\d{1,5} ?(?:rooms?|m²|sqm|zimmer|leute|räume|chambres|salariés|personnes|habitaciones|personas|camere|persone|quartos|pessoas|kamers|mensen)(?:\\p{L}*)',
      '(?:tell|know|hear|information|info|details) (?:\\p{L}+ )?(?:more )?(?:about|on) your (?:\\p{L}+ )?(?:packages?|plans?|prices?|services?|offers?|rates?)|(?:your|the) (?:\\p{L}+ )?(?:enterprise|business|premium|gold|pro|annual) (?:plan|package|version)|(?:someone|somebody) from sales|start(?:s|ing)? at|prices? (?:for|start)|verlangen sie|pasar precios|sconto per ordini|contratar (?:el|o) servi\\p{L}+|quel (?:serait|est) (?:le|votre) tarif',
      '(?:our|unser|notre|nuestro|nosso|il nostro|ons) (?:budget|presupuesto|orçamento)|wir planen (?:\\p{L}+ ){0,3}(?:feier|hochzeit|fest|event|veranstaltung)|(?:wants?|needs?) new',
    ),
  },
  // Somebody sells to us.
  {
    kind: 'pitch',
    weight: 2.4,
    sign: either(
      '(?:i|we) (?:can |could )?(?:build|design|redesign|make|create|sell|manage|write|develop|import|export) (?:\\p{L}+ ){0,3}(?:websites?|apps?|logos?|cartons|packaging|content|ads|campaigns|software|high quality)|free (?:mock-?up|audit|analysis|consultation)|minimum order|shall i send samples|(?:your|yours) (?:website )?looks? (?:dated|outdated|old)',
      '(?:programmiert|programmieren|gestalten|betreuen|entwickeln) (?:\\p{L}+ ){0,3}für sie|(?:gestalte|optimiere|betreue) (?:ich )?ihre|(?:refaire|gérer|moderniser|créer) (?:votre|vos)|(?:gestionar|rediseñar|renovar|crear) (?:su|sus) (?:redes|web|página|tienda)|(?:gestire|rifare|creare) (?:i vostri|il vostro|i suoi) (?:social|sito|profili)|(?:gerir|refazer|criar) (?:as vossas|o vosso|as suas|o seu) (?:redes|site|página)|(?:jullie|uw) (?:website|webshop|social\\p{L}*) (?:\\p{L}+ )?(?:sneller|mooier|beter|vernieuwen|beheren)',
    ),
  },
  {
    kind: 'pitch',
    weight: 2.8,
    sign: either(
      '(?:increase|boost|grow|improve|double|triple|optimi[sz]e|scale|skyrocket) your (?:\\p{L}+ )?(?:sales|traffic|revenue|rankings?|visibility|website|business|conversions?|leads?|reach|brand|followers)|(?:help|helped|helping|work with|worked with) (?:\\p{L}+ ){0,2}(?:companies|businesses|brands|shops|stores|teams)(?: like yours)?|backlinks?|guest posts?|link building|seo (?:services?|audit|agency|expert)|lead generation|cold calling|(?:first|top) (?:page|spot) (?:of|on) google|outsourc\\p{L}*|more (?:customers|clients|leads) for you',
      '(?:umsatz|ranking|sichtbarkeit|reichweite|webseite|website|conversion|verkaufszahlen)\\p{L}* (?:\\p{L}+ )?(?:steigern|verbessern|erhöhen|optimieren|verdoppeln)|mehr (?:kunden|umsatz|leads|besucher|anfragen) (?:für sie|gewinnen|generieren)|suchmaschinenoptimierung|unternehmen wie (?:ihres|ihrem|sie|ihr)|neukundengewinnung|google.?ranking',
      '(?:augmenter|booster|améliorer|développer|doubler|optimiser) (?:votre|vos) (?:\\p{L}+ )?(?:ventes|trafic|visibilité|chiffre|référencement|site|clientèle|notoriété)|développer (?:leur|sa) clientèle|(?:aidons|accompagnons|aide|accompagne) (?:\\p{L}+ ){0,2}(?:entreprises|marques|boutiques)|référencement naturel|prospection|plus de clients|(?:aumentar|mejorar|impulsar|duplicar|potenciar) (?:sus|su|tus|tu) (?:\\p{L}+ )?(?:ventas|tráfico|visibilidad|web|negocio|posicionamiento|facturación)|posicionamiento (?:web|seo)|ayudamos a (?:\\p{L}+ )?(?:empresas|negocios|marcas)|más clientes',
      '(?:aumentare|migliorare|incrementare|raddoppiare|far crescere) (?:le |la |il |i )?(?:vostr[eoai]|sue|suo|tu[eo]) (?:\\p{L}+ )?(?:vendite|traffico|visibilità|sito|fatturato|attività)|aiutiamo (?:le )?(?:aziende|imprese)|posizionamento su google|più clienti|(?:aumentar|melhorar|impulsionar|duplicar) (?:as |o |a )?(?:suas?|seu|vossas?|vosso) (?:\\p{L}+ )?(?:vendas|tráfego|visibilidade|site|negócio|faturação)|ajudamos (?:\\p{L}+ )?empresas|mais clientes|(?:uw|jullie|je) (?:\\p{L}+ )?(?:omzet|verkoop|verkopen|zichtbaarheid|website|vindbaarheid) (?:\\p{L}+ )?(?:verhogen|verbeteren|vergroten|verdubbelen|optimaliseren)|helpen (?:\\p{L}+ )?(?:bedrijven|ondernemers|webshops)|hoger in google|meer klanten',
    ),
  },
  {
    kind: 'pitch',
    weight: 1.7,
    sign: either(
      '(?:i|we) (?:came across|found|stumbled upon|noticed|visited|was looking at|saw) your (?:\\p{L}+ )?(?:website|site|shop|store|company|profile|business)|(?:quick|short|brief|15|20|30)[- ](?:minutes?|mins?)?[- ]?(?:call|chat|meeting)|would you be open to|are you the (?:right|best) person|(?:who|whom) (?:is )?(?:responsible|in charge|handles)|our (?:agency|platform|tool|service|services|solution|software|product|factory|developers) (?:\\p{L}+ ){0,3}(?:can|could|helps?|will|offers?|is|are|allows?|specialis\\p{L}*|specializ\\p{L}*)|we (?:offer|provide|specialis\\p{L}*|specializ\\p{L}*|manufacture|are a (?:leading|professional|digital|certified))|special (?:offer|price) for you|limited[- ]time offer|just following up on my',
      '(?:bin|sind) auf ihre (?:\\p{L}+ )?(?:website|webseite|seite|firma|homepage) (?:gestoßen|aufmerksam)|(?:wir|ich) (?:bieten|biete) (?:ihnen|an)|unsere (?:agentur|software|plattform|lösung|dienstleistung\\p{L}*) (?:\\p{L}+ ){0,3}(?:hilft|bietet|kann|ermöglicht|unterstützt|spart)|(?:kurzes|unverbindliches|kostenloses) (?:telefonat|gespräch|erstgespräch)|wer ist (?:bei ihnen )?(?:zuständig|verantwortlich|der richtige)|exklusives? angebot für sie|wir sind (?:ein|eine) (?:führende\\p{L}*|agentur)',
      '(?:suis|sommes) tombée?s? sur votre|nous (?:proposons|offrons|sommes (?:une agence|spécialis\\p{L}*))|notre (?:agence|solution|plateforme|logiciel|outil) (?:\\p{L}+ ){0,3}(?:permet|aide|propose|peut)|(?:court|bref|rapide) (?:appel|échange)|qui (?:est|serait) (?:le |la )?(?:responsable|bon interlocuteur)|(?:vi|he visto|encontré|visitado) su (?:página|web|tienda|empresa)|(?:ofrecemos|somos una (?:agencia|empresa líder))|nuestra (?:agencia|plataforma|solución|herramienta) (?:\\p{L}+ ){0,3}(?:ayuda|permite|ofrece|puede)|(?:una|breve) llamada|quién es el (?:responsable|encargado)',
      "(?:ho|abbiamo) (?:visto|trovato|visitato) il (?:vostro|suo) sito|(?:offriamo|proponiamo|siamo un'?agenzia)|la nostra (?:agenzia|piattaforma|soluzione|software) (?:\\p{L}+ ){0,3}(?:aiuta|permette|offre|può)|(?:breve|veloce) (?:chiamata|telefonata)|chi è il responsabile|(?:vi|encontrei|visitei) o (?:vosso|seu) site|(?:oferecemos|somos uma (?:agência|empresa líder))|a nossa (?:agência|plataforma|solução) (?:\\p{L}+ ){0,3}(?:ajuda|permite|oferece|pode)|(?:breve|rápida) (?:chamada|conversa|reunião)|quem é o responsável|(?:kwam|stuitte|ben) (?:\\p{L}+ ){0,2}(?:uw|jullie) website|wij (?:bieden|leveren|zijn (?:een )?(?:bureau|gespecialiseerd))|ons (?:bureau|platform) (?:\\p{L}+ ){0,3}(?:helpt|biedt|kan)|(?:kort|vrijblijvend) (?:gesprek|belletje|telefoontje)|wie is (?:bij jullie )?verantwoordelijk",
    ),
  },
  // Somebody wants to do something together.
  {
    kind: 'partner',
    weight: 3,
    sign: either(
      'partnerships?|partner with|become (?:a |an )?(?:partner|reseller|distributor|dealer|stockist|affiliate|agent|franchise\\p{L}*)|collaborat(?:e|ion|ions|ing)|cooperat(?:e|ion)|resell\\p{L}*|distribut(?:e|or|ors|ion)|stock(?:ing|ist)?s? your (?:\\p{L}+ )?(?:products?|range|items|brand|goods)|sell your (?:\\p{L}+ ){0,2}(?:products?|range|items|teas?|goods|brand)?\\s?in (?:our|my)|affiliate(?: program\\p{L}*)?|sponsor(?:ship|ing)?s?|franchis\\p{L}*|white[- ]label|joint (?:venture|event|campaign)|influencer|press (?:inquiry|enquiry|request|kit|pass)|journalist|interview (?:with )?(?:you|your)|(?:feature|write about|article about) you\\p{L}*|podcast|charity|donat(?:e|ion)s?|integrat(?:e|ion) (?:with|between)',
      'kooperation\\p{L}*|partnerschaft\\p{L}*|zusammenarbeit\\p{L}*|vertriebspartner\\p{L}*|(?:händler|wiederverkäufer|partner|franchisenehmer) werden|wiederverkäufer\\p{L}*|großhandel\\p{L}*|in unserem (?:laden|geschäft|sortiment|shop) (?:\\p{L}+ ){0,4}(?:anbieten|verkaufen|führen)|ins sortiment|sponsor\\p{L}*|presseanfrage|journalist\\p{L}*|interview|spende\\p{L}*|franchise|affiliate|influencer\\p{L}*',
      'partenariat\\p{L}*|collabor(?:er|ation)\\p{L}*|revendeurs?|revendre|distribut(?:eur|ion|er)\\p{L}*|devenir (?:\\p{L}+ )?(?:partenaire|revendeur|franchisé)|sponsor\\p{L}*|mécénat|journaliste|interview\\p{L}*|demande de presse|affiliation|colaboraci\\p{L}*|colaborar|alianza|distribuidor\\p{L}*|revended\\p{L}*|patrocin\\p{L}*|periodista|entrevista\\p{L}*|afiliad\\p{L}*|franquicia',
      'collabora(?:re|zione|zioni)|partnership|rivendit\\p{L}*|rivendere|distribut(?:ore|ori|rice)|sponsorizza\\p{L}*|giornalista|intervista\\p{L}*|affiliazione|franchising|parceria\\p{L}*|colabora\\p{L}*|revend\\p{L}*|distribuidor\\p{L}*|patroc[ií]n\\p{L}*|jornalista|entrevista\\p{L}*|afiliad\\p{L}*|franquia|samenwerk\\p{L}*|partnerschap|wederverkop\\p{L}*|doorverkop\\p{L}*|distribut(?:eur|ie)|dealer worden|sponsor\\p{L}*|journalist\\p{L}*|interview\\p{L}*|verkooppunt',
    ),
  },
  {
    kind: 'partner',
    weight: 2.8,
    sign: either(
      '(?:list|carry|sell|stock|offer|feature|promote) your (?:\\p{L}+ ){1,3}(?:on|in) our|gemeinsam (?:\\p{L}+ ){1,3}(?:machen|veranstalten|planen)|donate a',
      '(?:vendre|proposer|distribuer) vos (?:\\p{L}+ ){1,3}dans (?:notre|nos|ma|mon)|vender (?:sus|vuestros|os vossos|os seus) (?:\\p{L}+ ){1,3}(?:en|na|no) (?:nuestra|nuestro|nossa|nosso|mi|minha)|vendere i vostri (?:\\p{L}+ ){1,3}nel|(?:jullie|uw) (?:\\p{L}+ ){1,2}in on(?:ze|s) (?:winkel|zaak|webshop) (?:verkopen|aanbieden)',
    ),
  },
  // Somebody looks for work.
  {
    kind: 'job',
    weight: 2.6,
    sign: either(
      'my portfolio|years of experience|designer role|(?:need|looking for) a (?:cook|chef|waiter|waitress|driver|nurse|developer|cleaner|barber)|(?:gelernter?|ausgebildeter?) \\p{L}+ (?:und|mit)|neue stelle|cherche un poste|(?:busco|cerco|procuro|zoek) (?:\\p{L}+ )?(?:empleo|lavoro|trabalho|werk)',
    ),
  },
  {
    kind: 'job',
    weight: 3.2,
    sign: either(
      "(?:apply|applying|application) (?:for|to) (?:\\p{L}+ ){0,4}(?:job|position|role|post|vacancy|internship|opening|apprenticeship|work)|job (?:application|opening|vacanc\\p{L}*|advert\\p{L}*|opportunit\\p{L}*|offer)s?|(?:my|attached|send you my) (?:cv|résumé|resume|curriculum vitae|cover letter)|vacanc(?:y|ies)|internships?|apprenticeships?|(?:are you|you are|you're) (?:currently )?(?:hiring|recruiting)|work (?:for|at) your (?:company|shop|store|team)|looking for (?:a|an|part[- ]time|full[- ]time)? ?(?:\\p{L}+ )?(?:job|work|position|employment)|job interview|join your team|(?:summer|weekend|student) job",
      'bewerb\\p{L}*|lebenslauf|praktik\\p{L}*|stellenanzeige\\p{L}*|stellenangebot\\p{L}*|ausgeschriebene\\p{L}* stelle|(?:die|eine|freie|offene) (?:\\p{L}+ )?stellen?|ausbildungsplatz|minijob|nebenjob|ferienjob|werkstudent\\p{L}*|bei ihnen (?:\\p{L}+ )?arbeiten|suchen sie (?:noch )?(?:mitarbeiter|personal|aushilfen?|verstärkung)|aushilfs?\\p{L}*',
      "candidature|(?:mon|ci-joint mon) cv|curriculum vitae|lettre de motivation|offre d'emploi|(?:un|de) stage|stagiaire|alternance|apprentissage|recrutez|recrutement|poste (?:de|d'|à pourvoir)|cherche (?:un )?(?:emploi|travail)|travailler (?:chez|avec) vous|(?:mi|adjunto) (?:cv|currículum)|oferta de (?:empleo|trabajo)|vacantes?|prácticas|busco (?:trabajo|empleo)|trabajar (?:con|para) ustedes|solicitud de empleo|contratando",
      'candidatura|(?:il mio|mio|allego il) (?:cv|curriculum)|offert[ae] di lavoro|posizion[ei] apert[ae]|tirocini\\p{L}*|stage|cerco (?:lavoro|impiego)|lavorare (?:con|per|da) voi|assumendo|assumete|(?:o meu|meu|segue o meu) (?:cv|currículo)|vagas?(?: de emprego)?|estágios?|procuro (?:emprego|trabalho)|trabalhar (?:convosco|com vocês)|recrutar|sollicit\\p{L}*|vacatures?|(?:mijn) cv|motivatiebrief|stageplek|stageplaats|bijbaan\\p{L}*|bij jullie werken|zoek(?:en)? (?:\\p{L}+ )?(?:werk|baan)',
    ),
  },
  // Somebody has something of ours already, or something does not work.
  {
    kind: 'support',
    weight: 1.4,
    sign: either(
      "my (?:\\p{L}+ )?(?:order|parcel|package|delivery|account|invoice|subscription|password|login|booking|reservation|appointment|card|payment|refund|ticket|contract|machine|device|phone|laptop|address|bill)|(?:i|we)(?:'ve| have)? (?:already )?(?:ordered|bought|received|purchased|paid|returned|booked|installed|cancell?ed|signed up|subscribed)|order (?:number|no|#)|tracking|(?:doesn't|does not|isn't|is not|won't|don't|not) (?:work|working|turn|start|open|load|arrive|fit|charge)\\p{L}*|broken|damaged|defective|error|refund|return (?:it|them|the|my|an)|exchange (?:it|them|the)|warranty|reset|log ?in|how (?:do|can) i",
      '(?:meine?|unsere?)[nrms]? (?:\\p{L}+ )?(?:bestellung|paket|lieferung|konto|rechnung|abo|abonnement|passwort|buchung|reservierung|termin|karte|zahlung|vertrag|gerät|maschine|adresse|ware)|(?:ich|wir) (?:habe|haben|hatte|hatten) (?:\\p{L}+ ){0,7}(?:bestellt|gekauft|erhalten|bezahlt|gebucht|bekommen|zurückgeschickt|gekündigt)|bestellnummer|sendungsnummer|(?:funktioniert|geht|startet|lädt) (?:\\p{L}+ ){0,2}nicht|kaputt|defekt|beschädigt|fehler|rückgabe|umtausch\\p{L}*|garantie|wie (?:kann|mache|ändere) ich|wo (?:ist|bleibt)',
      "(?:ma|mon|mes|notre) (?:\\p{L}+ )?(?:commande|colis|livraison|compte|facture|abonnement|réservation|rendez-vous|carte|paiement|contrat|appareil|adresse)|(?:j'ai|nous avons) (?:\\p{L}+ ){0,3}(?:commandé|acheté|reçu|payé|réservé|renvoyé)|ne (?:marche|fonctionne|s'allume|charge|chauffe|démarre) (?:pas|plus)|cassée?|abîmée?|défectueu\\p{L}*|erreur|retour(?:ner)?|échanger|garantie|comment (?:puis-je|faire)|où est",
      'mi (?:\\p{L}+ )?(?:pedido|paquete|cuenta|factura|suscripción|reserva|cita|tarjeta|pago|contrato|dirección)|(?:he|hemos) (?:\\p{L}+ )?(?:comprado|pedido|recibido|pagado|reservado|devuelto)|(?:compré|pedí|recibí|pagué)|no (?:funciona|carga|enciende|llega|ha llegado)|rot[oa]|dañad[oa]|defectuos[oa]|devolver|devolución|garantía|cómo (?:puedo|hago)|dónde está',
      "(?:il mio|la mia|i miei|mio|mia) (?:\\p{L}+ )?(?:ordine|pacco|account|conto|fattura|abbonamento|prenotazione|appuntamento|carta|pagamento|contratto|indirizzo)|(?:ho|abbiamo) (?:\\p{L}+ )?(?:comprato|acquistato|ordinato|ricevuto|pagato|prenotato|restituito)|non (?:funziona|si accende|carica|arriva|è arrivat[oa])|rott[oa]|danneggiat[oa]|difettos[oa]|restituire|reso|garanzia|come (?:posso|faccio)|dov'è",
      '(?:o meu|a minha|meu|minha) (?:\\p{L}+ )?(?:encomenda|pedido|conta|fatura|assinatura|reserva|marcação|cartão|pagamento|contrato|morada)|(?:comprei|encomendei|recebi|paguei|reservei|devolvi)|não (?:funciona|liga|carrega|chegou)|partid[oa]|danificad[oa]|avariad[oa]|devolver|devolução|garantia|como (?:posso|faço)|onde está|(?:mijn|onze) (?:\\p{L}+ )?(?:bestelling|pakket|levering|account|rekening|factuur|abonnement|reservering|afspraak|kaart|betaling|contract|adres)|(?:heb|hebben) (?:\\p{L}+ ){0,6}(?:besteld|gekocht|ontvangen|betaald|geboekt|teruggestuurd)|(?:werkt|doet het|start|laadt) (?:\\p{L}+ )?niet|kapot|beschadigd|defect|retourneren|ruilen|garantie|hoe (?:kan|moet) ik|waar (?:is|blijft)',
    ),
  },
  {
    kind: 'other',
    weight: 1,
    sign: either(
      'happy (?:new year|birthday|holidays|easter)|merry christmas|(?:frohe|schöne) (?:weihnachten|ostern|feiertage)|gutes neues jahr|joyeux noël|bonne année|feliz (?:navidad|natal|año|ano novo)|buon (?:natale|anno)|fijne feestdagen|gelukkig nieuwjaar',
    ),
  },
  {
    kind: 'support',
    weight: 0.6,
    sign: either(
      'please|help|need|would like|could you|can you|problem|question|bitte|hilfe|brauche|möchte|frage|könnten sie|können sie|aide|besoin|voudrais|souhaite|question|pourriez|ayuda|necesito|quisiera|quiero|pregunta|podrían|aiuto|vorrei|bisogno|domanda|potete|ajuda|preciso|gostaria|quero|pergunta|podem|hulp|graag|wil|vraag|kunnen jullie|kunt u',
    ),
  },
]
