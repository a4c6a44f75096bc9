import pino from 'pino'
import type { Log } from '#core/ports.ts'

/** Names under which a secret might ever come along in a logged object. */
const secret = [
  'password',
  'token',
  'botToken',
  'appToken',
  'signingSecret',
  'apiKey',
  'secretKey',
  'authorization',
  'cookie',
]

/** One JSON line an event; on a terminal one readable line. Secrets are cut out wherever they stand. */
export function makeLog(options: { level: 'debug' | 'info' | 'warn' | 'error'; isPretty: boolean }): Log {
  const settings: pino.LoggerOptions = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' },
    serializers: { error: pino.stdSerializers.err, err: pino.stdSerializers.err },
  }
  const stream = options.isPretty
    ? { write: (line: string) => process.stderr.write(readable(line)) }
    : pino.destination(2)
  return pino(settings, stream)
}

const names: Record<number, string> = { 20: 'debug', 30: 'info', 40: 'warn', 50: 'error' }

function readable(line: string): string {
  const { level, time, msg, ...rest } = JSON.parse(line) as Record<string, unknown>
  const { error, err, ...fields } = rest as Record<string, unknown>
  const failure = (error ?? err) as { stack?: string } | string | undefined
  const details = Object.keys(fields).length > 0 ? ` ${JSON.stringify(fields)}` : ''
  const stack = failure === undefined ? '' : `\n  ${typeof failure === 'string' ? failure : (failure.stack ?? '')}`
  return `${String(time).slice(11, 19)} ${names[Number(level)] ?? level} ${msg}${details}${stack}\n`
}
