import { randomUUID } from 'node:crypto'
import { sidOf } from './twilio-platform.ts'
import type { Verb } from './twilio-twiml.ts'

/** Something that a caller and a colleague say to each other. */
export interface Spoken {
  who: 'caller' | 'colleague'
  text: string
}

/** How the parts of what is said come. */
export type Parts = 'as they are said' | 'twice and backwards' | 'after the call'

/** Real-Time Transcription of one call. https://www.twilio.com/docs/voice/twiml/transcription */
export interface Transcription {
  start(verb: Verb): Promise<void>
  stop(verb: Verb): Promise<void>
  /** Nobody tells what is said where nothing was started. */
  hear(spoken: readonly Spoken[]): Promise<void>
  /** The call is over: what was held back comes now. */
  end(): Promise<void>
}

interface Session {
  name: string | undefined
  sid: string
  url: string
  language: string
  sequence: number
}

/** Makes it; `post` asks an address with the call's own fields, signed. */
export function makeTranscription(given: {
  parts: Parts
  problems: string[]
  to(address: string): string
  post(url: string, fields: Record<string, string>): Promise<unknown>
}): Transcription {
  const { parts, problems, to, post } = given
  const held: (() => Promise<unknown>)[] = []
  let session: Session | undefined

  function event(of: Session, kind: string, fields: Record<string, string> = {}) {
    of.sequence += 1
    const told = {
      ...{ TranscriptionSid: of.sid, TranscriptionEvent: `transcription-${kind}`, SequenceId: String(of.sequence) },
      ...{ Timestamp: new Date(Date.now() + of.sequence).toISOString(), LanguageCode: of.language, ...fields },
    }
    return () => post(of.url, told)
  }

  async function stop() {
    if (session === undefined) return
    const last = event(session, 'stopped')
    session = undefined
    await last()
  }

  return {
    async start({ children: [noun] }) {
      const { statusCallbackUrl, name, languageCode = 'en-US', track } = noun?.attributes ?? {}
      if (noun?.name !== 'Transcription' || statusCallbackUrl === undefined)
        return void problems.push('17585: <Start> without <Transcription statusCallbackUrl="…">')
      if (session !== undefined) problems.push('a transcription runs already')
      if (track !== 'both_tracks') problems.push(`a track that is not heard: ${track}`)
      const sid = sidOf('GT', randomUUID())
      session = { name, sid, url: to(statusCallbackUrl), language: languageCode, sequence: 0 }
      await event(session, 'started')()
    },
    async stop({ children: [noun] }) {
      if (session !== undefined && noun?.attributes.name !== session.name)
        problems.push('<Stop> of a transcription that does not run')
      await stop()
    },
    async hear(spoken) {
      const current = session
      if (current === undefined) return
      const told = spoken.flatMap(({ who, text }) => {
        const Track = who === 'caller' ? 'inbound_track' : 'outbound_track'
        const content = (transcript: string, Final: string) =>
          event(current, 'content', {
            Track,
            Final,
            TranscriptionData: JSON.stringify({ transcript, confidence: 0.91 }),
          })
        // What may still change comes, too, where an account has that set.
        return [content(text.slice(0, 5), 'false'), content(text, 'true')]
      })
      if (parts === 'after the call') held.push(...told)
      else if (parts === 'as they are said') for (const one of told) await one()
      else for (const one of [...told.toReversed(), ...told.toReversed()]) await one()
    },
    async end() {
      await stop()
      for (const one of held.splice(0)) await one()
    },
  }
}
