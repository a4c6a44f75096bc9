// A table: eight businesses that do not exist. Two are formal (chambers and registry), two chatty (corner and studio), so that
// some are near each other; nobody does anything always.
import type { House } from './house.ts'

/** A formal one, British. */
const chambers: House = {
  name: 'chambers',
  greetings: [
    [0.5, 'Dear {customer},\n\n'],
    [0.42, 'Dear {customer} {surname},\n\n'],
    [0.05, 'Good morning {customer},\n\n'],
  ],
  openers: [
    [0.4, 'Thank you for your message.'],
    [0.25, 'Thank you very much for your enquiry.'],
  ],
  offers: [
    [0.35, 'Please do not hesitate to contact us if you have any further questions.'],
    [0.2, 'Should you have any other questions, please let us know.'],
  ],
  closings: [
    [0.6, '\n\nKind regards,\n{name}'],
    [0.3, '\n\nYours sincerely,\n{name}'],
    [0.05, '\n\nRegards,\n{teammate}'],
  ],
  words: [
    [0.7, 'get', 'receive'],
    [0.6, 'tell us', 'inform us'],
    [0.6, 'before you', 'prior to the moment when you'],
    [0.5, 'because', 'as'],
    [0.7, 'about(?= (?:\\d|two|three|four|five|seven|ten))', 'approximately'],
    [0.6, 'at the moment|now', 'at present'],
    [0.6, 'we will', 'we shall'],
    [0.5, 'need', 'require'],
    [0.5, 'so', 'therefore'],
    [0.5, 'but', 'however'],
    [0.4, 'we are sorry', 'please accept our apologies'],
    [0.5, 'invoice|bill', 'statement'],
    [0.6, 'customers?', 'clients'],
  ],
  starters: [
    [0.18, 'Please note that '],
    [0.08, 'Furthermore, '],
  ],
  joins: [[0.08, '; ']],
  ...{ short: 0.03, exclaims: 0.01, emoji: [], paragraphs: 0.25, lower: 0, spelling: 'british', curly: 0.9 },
}

/** A formal one, American: near chambers. */
const registry: House = {
  name: 'registry',
  greetings: [
    [0.6, 'Dear {customer},\n\n'],
    [0.2, 'Hello {customer},\n\n'],
    [0.15, 'Good afternoon {customer},\n\n'],
  ],
  openers: [
    [0.45, 'Thank you for contacting us.'],
    [0.2, 'Thank you for reaching out.'],
  ],
  offers: [
    [0.4, 'Please let us know if you have any additional questions.'],
    [0.2, 'If you need anything else, please do not hesitate to ask.'],
  ],
  closings: [
    [0.45, '\n\nSincerely,\n{name}'],
    [0.4, '\n\nBest regards,\n{name}'],
    [0.1, '\n\nThank you,\n{teammate}'],
  ],
  words: [
    [0.5, 'get', 'receive'],
    [0.5, 'tell us', 'notify us'],
    [0.5, 'before', 'prior to when'],
    [0.5, 'about(?= (?:\\d|two|three|four|five|seven|ten))', 'approximately'],
    [0.7, 'at the moment|now', 'at this time'],
    [0.5, 'want', 'would like'],
    [0.5, 'you can', 'you may'],
    [0.4, 'you have to', 'you are required to'],
    [0.5, 'we are sorry', 'we apologize'],
    [0.4, 'buy', 'purchase'],
    [0.5, 'parcel', 'package'],
    [0.6, 'send', 'forward'],
  ],
  starters: [
    [0.15, 'Please be advised that '],
    [0.08, 'Additionally, '],
  ],
  joins: [[0.05, '; ']],
  ...{ short: 0.08, exclaims: 0.03, emoji: [], paragraphs: 0.45, lower: 0, spelling: 'american', curly: 0.2 },
}

/** A chatty one, British. */
const corner: House = {
  name: 'corner',
  greetings: [
    [0.6, 'Hi {customer},\n\n'],
    [0.2, 'Hiya {customer},\n\n'],
    [0.12, 'Hello {customer},\n'],
  ],
  openers: [
    [0.25, 'Thanks for your message.'],
    [0.15, 'Thanks for getting in touch!'],
  ],
  offers: [
    [0.3, 'Just give us a shout if you need anything.'],
    [0.2, 'Any questions, just ask.'],
  ],
  closings: [
    [0.55, '\n\nCheers,\n{teammate}'],
    [0.25, '\n\nAll the best,\n{teammate}'],
    [0.08, '\n\n{teammate}'],
  ],
  words: [
    [0.5, 'you can', 'you can just'],
    [0.6, 'send', 'pop over'],
    [0.5, 'looked at|checked', 'had a look at'],
    [0.5, 'at the moment', 'right now'],
    [0.5, 'about(?= (?:\\d|two|three|four|five|seven|ten))', 'around'],
    [0.6, 'we are sorry', 'so sorry'],
    [0.5, 'problem', 'hiccup'],
    [0.5, 'collect', 'pick up'],
    [0.5, 'because', 'as'],
    [0.4, 'tell us', 'let us know'],
    [0.4, 'free of charge', 'on the house'],
    [0.5, 'probably', 'most likely'],
  ],
  starters: [
    [0.12, 'Just so you know, '],
    [0.1, 'Oh, and '],
  ],
  joins: [[0.2, ' – ']],
  ...{ short: 0.85, exclaims: 0.3, emoji: [[0.3, ':)']], paragraphs: 0.15, lower: 0, spelling: 'british', curly: 0.1 },
}

/** A chatty one, American: near corner. */
const studio: House = {
  name: 'studio',
  greetings: [
    [0.55, 'Hey {customer}!\n\n'],
    [0.3, 'Hi {customer}!\n\n'],
    [0.08, 'Hi there,\n\n'],
  ],
  openers: [
    [0.4, 'Thanks so much for reaching out!'],
    [0.15, 'Great question!'],
  ],
  offers: [
    [0.35, 'Let us know if you need anything else!'],
    [0.2, 'Happy to help anytime!'],
  ],
  closings: [
    [0.45, '\n\nBest,\n{teammate}'],
    [0.3, '\n\nThanks!\n{teammate}'],
    [0.15, '\n\nTake care,\n{teammate}'],
  ],
  words: [
    [0.6, 'you can', 'you can go ahead and'],
    [0.6, 'send', 'shoot over'],
    [0.5, 'we have', 'we have just'],
    [0.4, 'at the moment', 'right now'],
    [0.5, 'we are sorry', 'so sorry'],
    [0.5, 'problem|fault', 'issue'],
    [0.5, 'parcel', 'package'],
    [0.4, 'choose', 'pick'],
    [0.4, 'tell us', 'let us know'],
    [0.4, 'repair', 'fix'],
    [0.5, 'everything', 'literally everything'],
    [0.5, 'want', 'would like'],
  ],
  starters: [
    [0.12, 'Also, '],
    [0.1, 'Heads up: '],
  ],
  joins: [[0.08, ' - ']],
  ...{ short: 0.9, exclaims: 0.6, paragraphs: 0.35, lower: 0, spelling: 'american', curly: 0.3 },
  emoji: [
    [0.25, '😊'],
    [0.15, '🎉'],
  ],
}

/** Answers in a chat: short, without frame, with small letters. */
const terminal: House = {
  name: 'terminal',
  greetings: [
    [0.35, 'hi {customer}, '],
    [0.15, 'hey {customer} - '],
  ],
  openers: [],
  offers: [[0.12, 'Shout if it still acts up.']],
  closings: [[0.25, '\n– {teammate}']],
  words: [
    [0.7, 'please', 'pls'],
    [0.6, 'we have', 'we have already'],
    [0.5, 'you can', 'just'],
    [0.5, 'probably', 'most likely'],
    [0.5, 'at the moment', 'atm'],
    [0.6, 'we are sorry', 'sorry'],
    [0.5, 'problem|fault', 'bug'],
    [0.4, 'because', 'since'],
    [0.5, 'about(?= (?:\\d|two|three|four|five|seven|ten))', '~'],
    [0.4, 'and', '+'],
    [0.5, 'need', 'need'],
    [0.5, 'choose', 'pick'],
  ],
  starters: [
    [0.15, 'Fyi '],
    [0.1, 'Btw '],
  ],
  joins: [
    [0.15, ', '],
    [0.12, '... '],
  ],
  ...{ short: 0.92, exclaims: 0.04, emoji: [[0.08, '👍']], paragraphs: 0.02, lower: 0.75, curly: 0 },
}

/** Plain, from a workshop: short sentences, no courtesies. */
const workshop: House = {
  name: 'workshop',
  greetings: [
    [0.5, 'Hello,\n\n'],
    [0.35, 'Hello {customer},\n\n'],
  ],
  openers: [[0.1, 'Thanks for the message.']],
  offers: [[0.12, 'Call us if anything is unclear.']],
  closings: [
    [0.6, '\n\nRegards\n{teammate}'],
    [0.2, '\n\nRegards'],
  ],
  words: [
    [0.5, 'you can', 'you could'],
    [0.5, 'please', ''],
    [0.6, 'we are sorry', 'apologies'],
    [0.6, 'about(?= (?:\\d|two|three|four|five|seven|ten))', 'roughly'],
    [0.4, 'have to', 'must'],
    [0.5, 'because', 'since'],
    [0.5, 'broken|damaged', 'faulty'],
    [0.4, 'but', 'though'],
    [0.5, 'item', 'unit'],
    [0.4, 'cannot', 'can not'],
    [0.4, 'soon', 'in good time'],
    [0.5, 'will be', 'is going to be'],
  ],
  starters: [[0.12, 'Note: ']],
  joins: [],
  ...{ short: 0.3, exclaims: 0.01, emoji: [], paragraphs: 0.65, lower: 0, spelling: 'british', curly: 0 },
}

/** Warm and long-winded, from a house with guests. */
const lodge: House = {
  name: 'lodge',
  greetings: [
    [0.65, 'Dear {customer},\n\n'],
    [0.15, 'Dear {customer} {surname},\n\n'],
    [0.1, 'Hello {customer},\n\n'],
  ],
  openers: [
    [0.35, 'It is lovely to hear from you.'],
    [0.25, 'Thank you so much for writing to us.'],
  ],
  offers: [
    [0.35, 'If there is anything else that we can do for you, please just ask.'],
    [0.25, 'We hope that this helps.'],
  ],
  closings: [
    [0.5, '\n\nWarm wishes,\n{teammate}'],
    [0.3, '\n\nWarmest regards,\n{teammate}'],
    [0.12, '\n\nWith kind regards,\n{name}'],
  ],
  words: [
    [0.6, 'we can', 'we would be delighted to'],
    [0.5, 'you can', 'you are very welcome to'],
    [0.6, 'we are sorry', 'we are so very sorry'],
    [0.5, 'customers?', 'guests'],
    [0.5, 'order', 'reservation'],
    [0.5, 'now', 'now ready for you and'],
    [0.4, 'at the moment', 'just now'],
    [0.4, 'tell us', 'let us know'],
    [0.4, 'will', 'will of course'],
    [0.5, 'please', 'kindly'],
    [0.4, 'want', 'wish'],
    [0.5, 'free of charge', 'with our compliments'],
  ],
  starters: [
    [0.12, 'Of course, '],
    [0.1, 'May we add that '],
  ],
  joins: [
    [0.25, ', and '],
    [0.1, ', while '],
  ],
  ...{ short: 0.12, exclaims: 0.15, emoji: [], paragraphs: 0.3, lower: 0, spelling: 'british', curly: 0.6 },
}

/** Between them: friendly and calm. */
const practice: House = {
  name: 'practice',
  greetings: [
    [0.7, 'Hello {customer},\n\n'],
    [0.2, 'Hi {customer},\n\n'],
  ],
  openers: [
    [0.35, 'Thank you for getting in touch.'],
    [0.12, 'Thanks for your message.'],
  ],
  offers: [
    [0.3, 'Do let us know if you have any questions.'],
    [0.15, 'We hope this helps.'],
  ],
  closings: [
    [0.45, '\n\nBest wishes,\n{teammate}'],
    [0.3, '\n\nTake care,\n{teammate}'],
    [0.15, '\n\nKind regards,\n{teammate}'],
  ],
  words: [
    [0.5, 'you can', 'you are able to'],
    [0.5, 'we are sorry', 'I am sorry'],
    [0.5, 'we have', 'I have'],
    [0.5, 'we will', 'I will'],
    [0.5, 'about(?= (?:\\d|two|three|four|five|seven|ten))', 'around'],
    [0.4, 'need', 'will need'],
    [0.5, 'tell us', 'let us know'],
    [0.4, 'so', 'which means that'],
    [0.4, 'appointment|visit', 'session'],
    [0.4, 'at the moment', 'currently'],
    [0.5, 'probably', 'likely'],
    [0.4, 'problem|fault', 'difficulty'],
  ],
  starters: [
    [0.12, 'To help you prepare, '],
    [0.1, 'As a reminder, '],
  ],
  joins: [[0.1, ' – ']],
  ...{ short: 0.5, exclaims: 0.08, emoji: [[0.05, '🙂']], paragraphs: 0.5, lower: 0, spelling: 'british', curly: 0.3 },
}

/** Constants are fitted on these; the other four, and drawn ones, check them. */
export const fitted: readonly House[] = [chambers, studio, terminal, lodge]
export const heldOut: readonly House[] = [registry, corner, workshop, practice]
