import { describe, expect, test } from 'vitest'
import { understand } from './understand.ts'
import { danger, urgent, veryUrgent } from './urgency.ts'

const calm = [
  'What are your opening hours today?',
  'Do you ship to Norway?',
  'No rush, but when is the urgent care line open?',
  'Es eilt nicht: wann kommt die neue Farbe?',
  'Pas urgent du tout, merci de me dire quand vous pouvez.',
  'Can I book for tomorrow?',
  'DO YOU SELL MUGS?',
]
const pressing = [
  'URGENT: I need the key code before tonight!!',
  'We are locked out and standing in front of the door, please answer right now',
  'Still waiting for the third time, I need it today by noon, asap',
  'Dringend! Wir brauchen die Ware bis heute Abend.',
  'C’est urgent, il me faut une réponse avant ce soir',
  'Urgente: lo necesito antes de mañana',
  'È urgente, serve entro stasera',
  'É urgente, preciso até amanhã',
  'Met spoed: uiterlijk vandaag nodig',
]
const dangerous = [
  'The battery caught fire!',
  'Es riecht nach Gas, Gasgeruch im ganzen Haus',
  'Il y a une fuite de gaz, au secours',
]

describe('urgency', () => {
  test.each(calm)('“%s” can wait', (text) => {
    expect(understand(text, []).urgency.level).toBeLessThan(urgent)
  })
  test.each(pressing)('“%s” cannot, and says why', (text) => {
    const { level, why } = understand(text, []).urgency
    expect(level).toBeGreaterThanOrEqual(veryUrgent)
    expect(why.length).toBeGreaterThan(0)
  })
  test.each(dangerous)('“%s” is for a person', (text) => {
    expect(understand(text, []).urgency.level).toBeGreaterThanOrEqual(danger)
  })
})
