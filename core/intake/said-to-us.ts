import { commandIn } from '../domain/commands.ts'
import type { InboundEvent } from '../domain/event.ts'
import type { Ports } from '../ports.ts'

/**
 * Makes an action of a command that somebody wrote to the bot on a staff platform: alone with it, or calling it by name and
 * nobody else. Everything else stays what it was.
 */
export function readSaidToUs({ messenger }: Pick<Ports, 'messenger'>, event: InboundEvent): InboundEvent {
  if (event.type !== 'message' || event.mail !== undefined) return event
  const { author, place, messageId, at, mentionsUs, mentionsOthers, attachments } = event
  const { staff, customers } = messenger.abilities(place.connector)
  const isToUs = (place.private || mentionsUs === true) && mentionsOthers !== true && attachments.length === 0
  if (!staff || customers || !isToUs || author.isUs || author.isMachine) return event
  const said = commandIn(event.text)
  if (said === undefined) return event
  return {
    ...{ type: 'action', id: `said/${messageId}`, place, at, author },
    ...{ action: said.command.action, target: author.handle.value, text: said.text, canShow: [], isWritten: true },
  }
}
