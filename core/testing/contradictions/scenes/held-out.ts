// A table: scenes that were written after the rules, and that no rule was changed for.
import type { Scene } from '../scene.ts'

export const scenes: Scene[] = [
  {
    trade: 'bowling alley',
    language: 'en',
    matter: 'amount',
    questions: ['How much is one game of bowling?', 'What does a game cost?'],
    says: ['A game costs {v}.', 'One game is {v}.', 'You pay {v} for a game.'],
    values: [
      ['6.50 euros', '€6.50', '6,50 €'],
      ['8 euros', '€8', 'eight euros'],
      ['5 euros', '5 €'],
    ],
    holding: ['A game costs between 6 and 7 euros.', 'One game is €5.50 to €7.50, depending on the hour.'],
    details: ['Lanes are open until late.', 'There are lighter balls, too.'],
    others: [
      ['How much are the shoes?', 'Shoes are 2 euros.'],
      ['What does a birthday party cost?', 'A birthday party is 150 euros.'],
    ],
  },
  {
    trade: 'translation agency',
    language: 'en',
    matter: 'duration',
    questions: ['How fast is a certified translation?', 'How many days does a certified translation take?'],
    says: [
      'A certified translation takes {v}.',
      'You get a certified translation in {v}.',
      'Certified translations are finished within {v}.',
    ],
    values: [
      ['3 days', 'three days'],
      ['two weeks', '14 days', '2 weeks'],
      ['10 days', 'ten days'],
    ],
    details: ['Send a clear photo of every page.', 'The stamp is blue.'],
    others: [
      ['How long will you keep my documents?', 'Documents are kept for 5 years.'],
      ['How soon do you send an offer?', 'You have our offer within 2 hours.'],
    ],
  },
  {
    trade: 'observatory',
    language: 'en',
    matter: 'date',
    questions: ['When is the open evening?', 'On which date is the open evening?'],
    says: ['The open evening is on {v}.', 'Our open evening takes place on {v}.', 'Come to our open evening on {v}.'],
    values: [
      ['9 November', 'November 9th', '9th November'],
      ['16 November', 'November 16'],
      ['2 December', 'December 2nd'],
    ],
    details: ['Bring a warm coat.', 'The dome is unheated.'],
    others: [
      ['When is the next eclipse?', 'The next eclipse is on 12 August.'],
      ['When does the observatory reopen?', 'The observatory reopens on 3 February.'],
    ],
  },
  {
    trade: 'butcher',
    language: 'en',
    matter: 'answer',
    questions: ['Do you sell venison?', 'Can I buy venison at your shop?', 'Is there venison?'],
    yes: ['Yes, we sell venison.', 'We do have venison.', 'Venison is available.'],
    no: ['No, we do not sell venison.', 'Unfortunately we have no venison.', 'Sorry, venison is not available.'],
    details: ['The sausages are made on Mondays.', 'Recipes are on the counter.'],
    others: [
      ['Do you take back jars?', 'Yes, we take back jars.'],
      ['Can you slice the ham?', 'No, we cannot slice the ham.'],
    ],
  },
  {
    trade: 'Reiterhof',
    language: 'de',
    matter: 'amount',
    questions: ['Was kostet eine Reitstunde?', 'Wie viel kostet eine Stunde Reiten?'],
    says: ['Eine Reitstunde kostet {v}.', 'Für eine Reitstunde nehmen wir {v}.', 'Die Reitstunde kostet bei uns {v}.'],
    values: [
      ['35 €', '35 Euro', 'fünfunddreißig Euro'],
      ['42 €', '42 Euro'],
      ['28 €', '28 Euro'],
    ],
    holding: ['Eine Reitstunde kostet zwischen 30 und 40 Euro.', 'Für eine Reitstunde nehmen wir 32 bis 38 €.'],
    details: ['Helme leihen wir Ihnen.', 'Die Halle ist beleuchtet.'],
    others: [
      ['Was kostet eine Box im Monat?', 'Eine Box kostet 390 € im Monat.'],
      ['Was kostet ein Ausritt?', 'Ein Ausritt kostet 55 €.'],
    ],
  },
  {
    trade: 'Buchbinder',
    language: 'de',
    matter: 'duration',
    questions: ['Wie lange dauert das Binden einer Arbeit?', 'Wann ist meine Arbeit gebunden?'],
    says: ['Das Binden dauert {v}.', 'Ihre Arbeit ist in {v} gebunden.', 'Für das Binden brauchen wir {v}.'],
    values: [
      ['2 Tagen', 'zwei Tagen', '48 Stunden'],
      ['einer Woche', '7 Tagen', 'sieben Tagen'],
      ['3 Stunden', 'drei Stunden'],
    ],
    details: ['Die Farbe suchen Sie aus.', 'Leinen haben wir in vielen Tönen.'],
    others: [
      ['Wie lange bewahren Sie Arbeiten auf?', 'Arbeiten bewahren wir 6 Monate auf.'],
      ['Wie lange dauert eine Prägung?', 'Eine Prägung dauert 5 Tage.'],
    ],
  },
  {
    trade: 'Wochenmarkt',
    language: 'de',
    matter: 'date',
    questions: ['Um wie viel Uhr macht der Markt zu?', 'Bis wann geht der Markt?'],
    says: ['Der Markt geht bis {v}.', 'Der Markt macht um {v} zu.', 'Bis {v} können Sie auf dem Markt einkaufen.'],
    values: [
      ['13 Uhr', '13:00 Uhr'],
      ['14 Uhr', '14.00 Uhr'],
      ['12:30 Uhr', '12.30 Uhr'],
    ],
    details: ['Taschen bitte mitbringen.', 'Der Käse ist aus der Region.'],
    others: [
      ['Wann muss ich meinen Stand aufbauen?', 'Aufbauen müssen Sie bis 6:30 Uhr.'],
      ['Wann kommt die Müllabfuhr?', 'Die Müllabfuhr kommt um 15 Uhr.'],
    ],
  },
  {
    trade: 'Jugendherberge',
    language: 'de',
    matter: 'answer',
    questions: ['Muss ich Bettwäsche mitbringen?', 'Brauche ich eigene Bettwäsche?'],
    yes: ['Ja, Sie müssen Bettwäsche mitbringen.', 'Eigene Bettwäsche ist nötig.', 'Sie brauchen eigene Bettwäsche.'],
    no: [
      'Nein, Bettwäsche brauchen Sie nicht.',
      'Eigene Bettwäsche ist nicht nötig.',
      'Sie müssen keine Bettwäsche mitbringen.',
    ],
    details: ['Die Zimmer haben Spinde.', 'Abends gibt es Lagerfeuer.'],
    others: [
      ['Brauche ich einen Schlafsack für das Zelt?', 'Ja, für das Zelt brauchen Sie einen Schlafsack.'],
      ['Gibt es WLAN?', 'Nein, WLAN gibt es nicht.'],
    ],
  },
]
