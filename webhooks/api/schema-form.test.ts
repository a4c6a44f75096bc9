import { expect, test } from 'vitest'
import { fieldsOf, settingsOf } from '../../admin/src/lib/schema-form.ts'

const schema = {
  type: 'object',
  properties: {
    botToken: { type: 'string', description: 'Starts with xoxb-' },
    mode: { type: 'string', enum: ['http', 'socket'], default: 'http' },
    port: { type: 'integer', default: 993 },
    useTls: { type: 'boolean', default: true },
    origins: { anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'string' }] },
    greeting: { type: 'string' },
  },
  required: ['botToken', 'mode', 'port', 'useTls'],
}

test('each property of a schema becomes a field of its kind, and only what has no default is required', () => {
  const fields = fieldsOf(schema, ['botToken'])
  expect(fields.map(({ label, kind, isRequired }) => [label, kind, isRequired])).toEqual([
    ['Bot token', 'secret', true],
    ['Mode', 'choice', false],
    ['Port', 'number', false],
    ['Use tls', 'flag', false],
    ['Origins', 'list', false],
    ['Greeting', 'text', false],
  ])
})

test('what was entered becomes settings of the right types; what was left empty is left out', () => {
  const entered = {
    botToken: ' xoxb-1 ',
    port: '143',
    useTls: false,
    origins: 'https://a.example\nhttps://b.example',
    greeting: ' ',
  }
  expect(settingsOf(fieldsOf(schema, ['botToken']), entered)).toEqual({
    botToken: 'xoxb-1',
    port: 143,
    useTls: false,
    origins: ['https://a.example', 'https://b.example'],
  })
})
