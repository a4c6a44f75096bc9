import type { StaffChannel } from '../domain/business.ts'
import { type ChannelFacts, channelFor } from './channel.ts'

/** What tells who takes a conversation over. */
export interface People extends ChannelFacts {
  /** The teammate who has it. */
  assignee?: { id: string; name: string; isAway: boolean }
  /** Of every account of a staff platform. */
  channels: readonly StaffChannel[]
  isUrgent: boolean
  /** The business is open now; `opensAt` says when it is next, in words. */
  isOpen: boolean
  opensAt?: string
}

/** Who takes a conversation over. Hand-overs are told on the urgent list in any case. */
export interface Whom {
  teammateId?: string
  /** Where those are who know about it; absent = wherever the conversation stands. */
  channel?: StaffChannel
  isUrgent: boolean
  /** Sentences for receipt and card. */
  reasons: string[]
}

/**
 * Says who takes over: the teammate who has the conversation unless they are away, else those of the channel for its
 * address, its topic or sales, else everybody. Pure.
 */
export function whomFor(people: People): Whom {
  const { assignee, isUrgent, isOpen, opensAt } = people
  const channel = channelFor(
    people.channels.filter(({ purpose }) => purpose !== 'conversations'),
    people,
  )
  const reasons: string[] = []
  if (assignee !== undefined && !assignee.isAway) reasons.push(`${assignee.name} has this conversation.`)
  else if (assignee !== undefined) reasons.push(`${assignee.name} has it but is away.`)
  if (channel !== undefined) reasons.push(`It goes to ${channel.name}, ${purposeOf(channel)}.`)
  if (!isOpen) reasons.push(opensAt === undefined ? 'The business is closed now.' : `The business opens ${opensAt}.`)
  return {
    ...(assignee !== undefined && !assignee.isAway ? { teammateId: assignee.id } : {}),
    ...(channel === undefined ? {} : { channel }),
    isUrgent,
    reasons,
  }
}

function purposeOf({ purpose, value }: StaffChannel): string {
  if (purpose === 'address') return `the channel for ${value}`
  return purpose === 'sales' ? 'the channel for sales' : 'the channel for this topic'
}
