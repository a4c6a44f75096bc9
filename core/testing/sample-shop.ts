/** The invented shop behind the sample history: who works there, who writes, and what is asked and answered. Data only. */

export const shop = { company: 'Fernhill Tea', industry: 'Tea and teaware, online shop' }

/** `{name}` is the customer's first name. */
export const teammates = [
  {
    name: 'Marta',
    greetings: ['Hi {name},', 'Hi {name}!'],
    closings: ['Warm wishes,\nMarta', 'Warm wishes,\nMarta from Fernhill Tea'],
  },
  {
    name: 'Callum',
    greetings: ['Hello {name},', 'Hello {name}, thanks for your message.'],
    closings: ['Cheers, Callum', 'All the best, Callum'],
  },
  {
    name: 'Ines',
    greetings: ['Dear {name},', 'Good day {name},'],
    closings: ['Kind regards,\nInes Duarte\nCustomer Care', 'Kind regards,\nInes Duarte'],
  },
  { name: 'Theo', greetings: ['Hey {name} :)', 'Hey {name},'], closings: ['– Theo', 'Happy sipping,\nTheo'] },
] as const

export const customers =
  'Alma Bruno Cora Dario Edith Fabian Greta Henrik Ida Joel Kira Leon Mina Noel Olive Pavel Quinn Rosa Stefan Talia Ugo Vera Wanda Yusuf Zoe Amir Bea Cyril Dana Emil'.split(
    ' ',
  )

/** Words that fill `{tea}`, `{gift}`, `{when}`, `{opening}`, `{sign}` in questions. */
export const fillings: Record<string, readonly string[]> = {
  tea: [
    'sencha',
    'the oolong sampler',
    'Earl Grey',
    'my rooibos',
    'the spring darjeeling',
    'two tins of assam',
    'the white peony',
    'a box of genmaicha',
    'jasmine pearls',
    'the breakfast blend',
  ],
  gift: ['my sister', 'a friend', 'my mother', 'a colleague', 'our neighbours', 'my grandfather'],
  when: ['yesterday', 'on Sunday', 'this morning', 'two days ago', 'last night', 'on Monday'],
  opening: ['', '', '', 'Hello, ', 'Hi, ', 'Hi there! ', 'Good morning, ', 'Quick question: ', 'Hello Fernhill team, '],
  sign: ['', '', '', ' Thanks!', ' Thank you!', ' Many thanks, {name}', ' Best, {name}', '\n{name}'],
}

export interface SampleTopic {
  /** How many questions the history holds. */
  volume: number
  subject: string
  questions: readonly string[]
  /** Sentences of the reply, in order; of each, one wording is picked. */
  reply: readonly (readonly string[])[]
}

/** `{order}` is an order number of the customer, `{street}` a new address of theirs. */
export const topics: readonly SampleTopic[] = [
  {
    volume: 312,
    subject: 'Delivery time',
    questions: [
      'How long does delivery take?',
      'How long will delivery of {tea} take?',
      'When will my parcel arrive? I ordered {tea} {when}.',
      'I ordered {tea} {when}, when can I expect the delivery?',
      'What is the usual delivery time?',
      'When does my order get delivered?',
      'How many days does shipping take?',
      'How fast do you ship {tea}?',
      'Ordered {when}. When will the parcel be delivered?',
      'Has my parcel been shipped yet? I ordered {when}.',
      'Can you tell me when my delivery of {tea} will arrive?',
      'How long until {tea} arrives?',
      'Do you know when my order {order} will arrive?',
      'When is order {order} going to be delivered?',
      'I am waiting for my parcel with {tea}. How long does shipping normally take?',
      'What are your shipping times?',
      'Is my parcel on its way? I placed the order {when}.',
      'Where is my parcel? I ordered {tea} {when}.',
      'where is my order {order}, shipped already?',
      'When do you ship orders placed {when}?',
      'Will {tea} be delivered this week? I ordered {when}.',
      'how many days till my parcel with {tea} is here',
    ],
    reply: [
      [
        'Parcels leave our warehouse on the next working day.',
        'Every parcel leaves the warehouse on the next working day.',
        'Your parcel leaves our warehouse on the next working day after the order.',
      ],
      [
        'Delivery then takes 3 working days.',
        'After that the delivery takes 3 working days.',
        'From there delivery takes 3 working days.',
      ],
      [
        'The tracking link is in your dispatch mail.',
        'You find the tracking link in the dispatch mail.',
        'In the dispatch mail there is a tracking link to follow the parcel.',
      ],
    ],
  },
  {
    volume: 46,
    subject: 'Brewing',
    questions: [
      'What water temperature should I use to brew {tea}?',
      'How do I brew {tea} properly?',
      'How hot should the water be for {tea}?',
      'It tastes bitter when I brew {tea}, how long should it steep?',
      'How many minutes do I steep {tea}?',
      'Any brewing tips for {tea}?',
    ],
    reply: [
      ['Green and white teas like water of 75 degrees.', 'For green and white teas use water of 75 degrees.'],
      ['Let the leaves steep for 2 minutes.', 'Steep the leaves for 2 minutes, no longer.'],
      ['Black teas and rooibos take boiling water.', 'Boiling water is right for black teas and rooibos.'],
    ],
  },
  {
    volume: 36,
    subject: 'Change of address',
    questions: [
      'I moved house. Can you change the address of order {order} to {street}?',
      'Please send order {order} to my new address, {street}.',
      'Wrong address on order {order}! It should go to {street}.',
      'Can order {order} still be sent to {street} instead?',
    ],
    reply: [
      ['I have changed the address of order {order} to {street}.', 'The address of order {order} is now {street}.'],
      ['You will get a new confirmation by mail.', 'A new confirmation is on its way by mail.'],
    ],
  },
  {
    volume: 34,
    subject: 'Caffeine',
    questions: [
      'Which of your teas have no caffeine?',
      'Is {tea} free of caffeine?',
      'I want something without caffeine for the evening, what do you have?',
      'Do you sell decaf?',
      'Does {tea} contain caffeine?',
    ],
    reply: [
      [
        'Rooibos, honeybush and all herbal infusions are free of caffeine.',
        'Free of caffeine are rooibos, honeybush and all herbal infusions.',
      ],
      [
        'All other teas contain some, green tea less than black.',
        'The other teas contain some caffeine, green less than black.',
      ],
    ],
  },
  {
    volume: 30,
    subject: 'Gift wrapping',
    questions: [
      'Can you gift wrap {tea}? It is a present for {gift}.',
      'Do you offer gift wrapping?',
      'I would like to add a card for {gift}, is that possible?',
      'Could you wrap it as a present for {gift} and leave the invoice out?',
    ],
    reply: [
      [
        'Gift wrapping costs 2.50 EUR and can be ticked in the basket.',
        'You can tick gift wrapping in the basket, it costs 2.50 EUR.',
      ],
      [
        'We write your card by hand and leave the invoice out.',
        'Your card is written by hand, and the invoice stays out.',
      ],
    ],
  },
  {
    volume: 28,
    subject: 'Voucher code',
    questions: [
      'My voucher code is not accepted at checkout.',
      'The discount code from the newsletter does not work.',
      'Why is my voucher code invalid?',
      'I cannot enter my discount code anywhere.',
    ],
    reply: [
      [
        'Voucher codes work once per customer and from a basket of 25 EUR on.',
        'A voucher code works once per customer, from a basket of 25 EUR on.',
      ],
      [
        'Please enter the code without spaces in the field below the basket.',
        'Type the code without spaces into the field below the basket, please.',
      ],
    ],
  },
  {
    volume: 24,
    subject: 'Opening hours',
    questions: [
      'What are the opening hours of your tea room?',
      'Is the tea room open on Saturday?',
      'When is your shop in town open?',
      'Can I visit the tea room this weekend, is it open?',
    ],
    reply: [
      [
        'The tea room is open from Tuesday to Saturday, 10 to 18.',
        'Our tea room opens Tuesday to Saturday from 10 to 18.',
      ],
      ['No booking is needed for fewer than six guests.', 'Fewer than six guests need no booking.'],
    ],
  },
  {
    volume: 20,
    subject: 'Organic',
    questions: [
      'Are your teas organic?',
      'Is {tea} certified organic?',
      'Do you test your teas for pesticides?',
      'Which certification do your teas have?',
    ],
    reply: [
      [
        'All teas with the green leaf on the tin are certified organic.',
        'Certified organic are all teas with the green leaf on the tin.',
      ],
      [
        'Every harvest is tested for pesticides by an independent laboratory.',
        'An independent laboratory tests every harvest for pesticides.',
      ],
    ],
  },
  {
    volume: 16,
    subject: 'Wholesale',
    questions: [
      'Do you supply cafes? We would like wholesale prices.',
      'We run a small hotel, do you offer wholesale?',
      'Is there a price list for resellers?',
      'What is the minimum for a wholesale order?',
    ],
    reply: [
      [
        'Our wholesale price list starts at 5 kg per variety.',
        'Wholesale starts at 5 kg per variety, by our price list.',
      ],
      [
        'Write to trade@fernhill-tea.example with your trade licence.',
        'Please mail your trade licence to trade@fernhill-tea.example.',
      ],
    ],
  },
  {
    volume: 14,
    subject: 'Samples',
    questions: [
      'Could I get a sample of {tea} first?',
      'Do you send free samples?',
      'I would like to try {tea} before buying a tin, any samples?',
    ],
    reply: [
      [
        'Each order may hold three samples of your choice, pick them at the end of checkout.',
        'Pick three samples of your choice at the end of checkout, with each order.',
      ],
      ['Matcha is the only tea without samples.', 'Only matcha comes without samples.'],
    ],
  },
  {
    volume: 18,
    subject: 'Money back',
    questions: [
      'I sent {tea} back, when do I get my refund?',
      'I would like a refund for order {order}.',
      'Can I have my money back for {tea}? It arrived stale.',
    ],
    reply: [
      ['I have asked our accounts to refund order {order}.', 'Our accounts will refund order {order}.'],
      [
        'The money is back on your account within 5 working days.',
        'Within 5 working days the money is back on your account.',
      ],
    ],
  },
  {
    volume: 12,
    subject: 'Allergens',
    questions: [
      'Does {tea} contain nuts? I am allergic.',
      'I have a nut allergy, is {tea} safe for me?',
      'Are there allergens in {tea}?',
    ],
    reply: [
      [
        'Blends with almond pieces carry an allergen note on the tin.',
        'An allergen note stands on the tin of blends with almond pieces.',
      ],
      [
        'We pack in one room and cannot rule out traces of nuts.',
        'Traces of nuts cannot be ruled out, we pack in one room.',
      ],
    ],
  },
]

export const streets = [
  '12 Mill Lane',
  '4 Harbour Street',
  '27 Orchard Road',
  '9 Castle Street',
  '31 Station Road',
  '8 Church Lane',
  '16 Meadow Drive',
  '5 Victoria Avenue',
]

/** What a customer says when all is well; nobody answers it. */
export const thanks = ['Thank you!', 'Great, thanks a lot!', 'Perfect, thank you so much.', 'Thanks, that helps!']
