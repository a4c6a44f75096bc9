import { describe, expect, test } from 'vitest'
import { conversationKindOf, type MessageKind, messageKinds } from '../domain/kind.ts'
import { understand } from './understand.ts'

/** First messages of our own in seven languages, by what they are written for. */
const cases: Record<MessageKind, string[]> = {
  support: [
    'Where is my order? It should have arrived on Monday.',
    'The kettle I bought last week does not switch on any more.',
    'How do I change the delivery address?',
    'Hi, I never got a confirmation for my booking.',
    'Is it normal that the lamp flickers?',
    'You sent me the wrong size, can I swap it?',
    'What are your opening hours on Sunday?',
    'Do you ship to Norway?',
    'My subscription was renewed although I turned that off.',
    'I need help setting up the printer',
    'Which battery goes into the remote?',
    'Can my daughter join the course a week later?',
    'Meine Lieferung ist noch nicht da.',
    'Wie kann ich meine Rechnung herunterladen?',
    'Der Reißverschluss der Jacke ist nach zwei Tagen kaputt.',
    'Haben Sie am Feiertag geöffnet?',
    'Ich habe die falsche Farbe bekommen.',
    'Kann ich den Termin auf Freitag verschieben?',
    'Je n’ai toujours pas reçu mon colis.',
    'Comment puis-je changer mon adresse ?',
    'La machine ne chauffe plus depuis hier.',
    'Êtes-vous ouverts le lundi ?',
    '¿Dónde está mi pedido?',
    'La cafetera que compré no enciende.',
    '¿Cómo puedo cambiar la talla?',
    'Dov’è il mio pacco?',
    'Il frullatore acquistato da voi non funziona.',
    'Come posso scaricare la fattura?',
    'A minha encomenda ainda não chegou.',
    'Como faço para trocar o tamanho?',
    'Mijn pakket is nog niet aangekomen.',
    'Hoe kan ik mijn afspraak verzetten?',
    'De lamp die ik heb gekocht doet het niet.',
    'Can someone tell me when the technician is coming today?',
    'The zip broke after one wash',
    'I got two invoices for the same thing',
    'Is there parking near the salon?',
    'Your app logs me out all the time',
    'Wann wird meine Waschmaschine repariert?',
    'Bei mir kam nur die Hälfte der Ware an',
    'Le code promo ne passe pas à la caisse',
    'Mi han mandado otra cosa',
    'Il tecnico non si è presentato',
    'A aplicação fecha sozinha',
    'De kleur klopt niet met de foto',
    'Do you have gluten free cake today?',
    'Can I bring my dog?',
  ],
  sales: [
    'Could you send me a quote for 40 office chairs?',
    'We are a team of 25 people and would like to see a demo.',
    'How much would your premium plan cost for a company of our size?',
    'I am interested in buying the oak table, is there a discount for two?',
    'Do you offer volume discounts from 200 units on?',
    'We are looking for a caterer for our summer party with 80 guests.',
    'Before I buy: which of the two models would you recommend for a small flat?',
    'Our school needs 120 licences of your software, whom can I talk to?',
    'I want to order 15 boxes of the green tea for our office',
    'Our budget is 3,000 euros, what would you suggest for a meeting room?',
    'Can we have a free trial for our sales department?',
    'Bitte machen Sie mir ein Angebot über 50 Tassen mit Logo.',
    'Wir suchen für unser Büro einen Lieferanten für Kaffee, etwa 20 Mitarbeiter.',
    'Was würde die Software für 30 Nutzer kosten?',
    'Gibt es einen Mengenrabatt ab 100 Stück?',
    'Ich möchte gern einen Tisch nach Maß bestellen, was kostet das?',
    'Wir hätten Interesse an einer Vorführung Ihres Systems',
    'Pourriez-vous m’envoyer un devis pour 60 t-shirts imprimés ?',
    'Nous cherchons un traiteur pour un mariage de 90 personnes.',
    'Combien coûterait l’abonnement pour une équipe de 12 ?',
    'Je suis intéressé par votre formule entreprise.',
    'Necesito un presupuesto para 200 camisetas.',
    '¿Cuánto costaría el plan para 15 usuarios?',
    'Queremos comprar diez sillas para la oficina, ¿hacen descuento por volumen?',
    'Vorrei un preventivo per 30 sedie.',
    'Siamo interessati al vostro software, quanto costa per 20 utenti?',
    'Vorremmo acquistare 100 tazze personalizzate.',
    'Gostaria de um orçamento para 50 camisolas.',
    'Quanto custaria o plano para uma equipa de 10 pessoas?',
    'Graag een offerte voor 25 bureaustoelen.',
    'Wij zijn geïnteresseerd in jullie pakket voor 40 medewerkers, wat kost dat?',
    'What would 500 flyers in colour cost, and how fast could you print them?',
    'Our hotel wants new mattresses for 60 rooms',
    'Could someone from sales ring me about your enterprise plan?',
    'Was verlangen Sie für die Reinigung eines Büros mit 200 m²?',
    'Wir planen eine Feier für 70 Leute und brauchen Essen',
    'Quel serait le tarif pour former 8 salariés ?',
    '¿Me pueden pasar precios para un evento de 100 personas?',
    'Avete uno sconto per ordini sopra i 50 pezzi?',
    'Quero contratar o serviço para a minha empresa',
    'Wat kost het om 3 kamers te laten schilderen?',
    'I am thinking about your gold package, can you tell me more?',
    'Do you build custom kitchens and what do they start at?',
  ],
  partner: [
    'We run a tea shop in Oslo and would like to stock your products.',
    'I would like to become a reseller of your bags in Austria.',
    'Would you like to collaborate on a joint event next spring?',
    'I am a journalist and would love to interview your founder.',
    'Do you have an affiliate programme for bloggers?',
    'Our football club is looking for a sponsor for the youth team.',
    'Could our app integrate with your booking system? We think about a partnership.',
    'Wir möchten Ihre Produkte in unserem Laden in Graz verkaufen.',
    'Haben Sie Interesse an einer Kooperation mit unserem Hotel?',
    'Presseanfrage: Wir schreiben über nachhaltige Mode und bitten um ein Interview.',
    'Wie kann ich Vertriebspartner werden?',
    'Nous aimerions devenir revendeur de votre marque en Belgique.',
    'Je vous propose un partenariat entre nos deux boutiques.',
    'Me gustaría ser distribuidor de sus productos en Chile.',
    'Les proponemos una colaboración para una campaña conjunta.',
    'Vorremmo diventare vostri rivenditori in Sicilia.',
    'Sono una giornalista, sarebbe possibile intervistare il titolare?',
    'Gostaríamos de propor uma parceria com a nossa loja.',
    'Como posso ser revendedor da vossa marca?',
    'Wij willen graag wederverkoper worden van jullie thee.',
    'Staan jullie open voor een samenwerking met ons festival?',
    'Can we list your apartments on our travel portal?',
    'We would like to carry your soaps in our gift shop in Bath',
    'Wir sind ein Blog über Kaffee und würden gern gemeinsam ein Gewinnspiel machen',
    'Nous voudrions vendre vos savons dans notre boutique à Lyon',
    'Queremos vender sus productos en nuestra tienda',
    'Vorremmo vendere i vostri prodotti nel nostro negozio',
    'Queremos vender os vossos produtos na nossa loja',
    'Wij willen jullie producten in onze winkel verkopen',
    'Would you donate a prize to our school raffle?',
  ],
  pitch: [
    'I came across your website and noticed that it could rank much higher on Google. We offer SEO services.',
    'We help shops like yours increase sales by 30 %. Would you be open to a quick call?',
    'Our agency specialises in lead generation for small companies.',
    'Are you the right person to talk to about outsourcing your bookkeeping?',
    'I can get you 50 backlinks from strong sites for a small fee.',
    'Boost your traffic today with our platform, 15 minutes are enough to show you how.',
    'We are a leading manufacturer of packaging and can give you a special price.',
    'Just following up on my last mail about growing your business with video ads.',
    'Ich bin auf Ihre Webseite gestoßen. Wir können Ihren Umsatz steigern.',
    'Unsere Agentur hilft Ihnen, mehr Kunden zu gewinnen. Haben Sie Zeit für ein kurzes Telefonat?',
    'Wir bieten Ihnen Suchmaschinenoptimierung zum Festpreis an.',
    'Wer ist bei Ihnen für den Einkauf von Verpackungen zuständig? Unsere Lösung spart 20 %.',
    'Nous proposons des services de référencement naturel pour augmenter votre visibilité.',
    'Notre agence aide les boutiques à développer leur clientèle, un court appel cette semaine ?',
    'Ofrecemos posicionamiento SEO para aumentar sus ventas.',
    'He visto su página y nuestra agencia puede mejorar su visibilidad.',
    'Aiutiamo le aziende ad aumentare le vendite online, possiamo fissare una breve chiamata?',
    'Abbiamo visto il vostro sito: offriamo servizi di posizionamento su Google.',
    'Ajudamos empresas a conseguir mais clientes com anúncios, podemos marcar uma rápida reunião?',
    'Wij helpen webshops hoger in Google te komen. Vrijblijvend gesprek?',
    'Ons bureau kan uw omzet verhogen met slimme advertenties.',
    'Hi, I build websites and yours looks dated. Want a free mock-up?',
    'We sell high quality cartons, minimum order 500, shall I send samples?',
    'Unser Team aus Indien programmiert günstig für Sie',
    'Je peux refaire votre site pour 500 euros',
    'Puedo gestionar sus redes sociales por un precio muy bajo',
    'Posso gestire i vostri social a poco prezzo',
    'Posso gerir as vossas redes sociais',
    'Ik kan jullie website sneller maken voor een vast bedrag',
  ],
  job: [
    'I would like to apply for the position of shop assistant. My CV is attached.',
    'Are you hiring at the moment? I am looking for a part-time job.',
    'Do you offer internships for design students in summer?',
    'Please find attached my application for the role of barista.',
    'I saw your vacancy online and would love to join your team.',
    'Hiermit bewerbe ich mich um die ausgeschriebene Stelle als Verkäuferin.',
    'Bieten Sie Praktikumsplätze für Schüler an?',
    'Suchen Sie noch Aushilfen für den Sommer? Anbei mein Lebenslauf.',
    'Kann man bei Ihnen eine Ausbildung machen? Ich suche einen Ausbildungsplatz.',
    'Je vous adresse ma candidature pour le poste de vendeur.',
    'Proposez-vous des stages de trois mois ? Ci-joint mon CV.',
    'Busco trabajo como camarero, adjunto mi currículum.',
    '¿Tienen vacantes para dependienta?',
    'Vorrei candidarmi: allego il mio curriculum.',
    'State assumendo? Cerco lavoro come commessa.',
    'Envio o meu currículo para a vaga de vendedor.',
    'Têm estágios de verão?',
    'Ik wil solliciteren op de vacature van winkelmedewerker.',
    'Hebben jullie een bijbaan voor een student?',
    'Do you need a cook? I have ten years of experience',
    'Who do I send my portfolio to for the designer role?',
    'Ich bin gelernter Koch und suche eine neue Stelle',
    'Je suis cuisinier et je cherche un poste',
    'Soy cocinero y busco empleo',
    'Sono un cuoco e cerco lavoro',
    'Sou cozinheiro e procuro trabalho',
    'Ik ben kok en zoek werk',
  ],
  other: [
    'Hello',
    'Hi there!',
    'test',
    '👍',
    'ok',
    'Guten Tag',
    'Bonjour',
    'Hola, buenas',
    'asdf',
    '.',
    'Ciao',
    'Olá',
    'Hoi',
    'Happy new year to the whole team!',
    'Good morning',
    'yo',
    '????',
    'Servus',
    'Merry Christmas!',
  ],
}

const read = messageKinds.flatMap((kind) =>
  cases[kind].map((text) => ({ text, kind, found: understand(text, []).kind })),
)

/** Of what was called a kind, how much is; of what is one, how much was called that. */
function measured(kind: MessageKind): { precision: number; recall: number; cases: number } {
  const said = read.filter((row) => row.found === kind)
  const is = read.filter((row) => row.kind === kind)
  const right = said.filter((row) => row.kind === kind).length
  return { precision: right / Math.max(1, said.length), recall: right / is.length, cases: is.length }
}

describe('what a message is written for', () => {
  test('precision and recall of each kind on cases of our own', () => {
    const rows = messageKinds.map((kind) => ({ kind, ...measured(kind) }))
    const percent = (share: number) => `${Math.round(share * 100)} %`.padStart(6)
    console.log(
      ['kind      cases  precision  recall']
        .concat(
          rows.map(
            ({ kind, cases: count, precision, recall }) =>
              `${kind.padEnd(9)} ${String(count).padStart(5)}     ${percent(precision)}  ${percent(recall)}`,
          ),
        )
        .join('\n'),
    )
    const missed = read.filter((row) => row.found !== row.kind)
    expect(read.length).toBeGreaterThanOrEqual(120)
    for (const { kind, precision, recall } of rows) {
      expect(precision, `${kind}: ${JSON.stringify(missed)}`).toBeGreaterThanOrEqual(0.9)
      expect(recall, `${kind}: ${JSON.stringify(missed)}`).toBeGreaterThanOrEqual(0.9)
    }
  })

  test('a customer is never taken for somebody who sells or looks for work', () => {
    const customers = read.filter(({ kind }) => kind === 'support' || kind === 'sales')
    expect(customers.filter(({ found }) => found === 'pitch' || found === 'job')).toEqual([])
  })

  test('who sells or looks for work begins a conversation that is no customer’s', () => {
    expect(messageKinds.map(conversationKindOf)).toEqual([
      ...['support', 'sales', 'partner', 'partner', 'partner', 'support'],
    ])
  })
})
