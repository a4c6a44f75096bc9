import type { types } from '@slack/bolt'
import { z } from 'zod'
import type { ActionEvent } from '#core/domain/event.ts'
import type { Card, Home } from '#core/domain/outbound.ts'
import type { Place } from '#core/domain/place.ts'
import { limits } from './limits.ts'
import { escapeText, quotedMrkdwn, quoteLines, shorten } from './mrkdwn.ts'
import { id, maybe } from './payload.ts'
import { threadText, timeOf } from './place.ts'
import { buttons, context, linkButton, section } from './render.ts'
import type { Workspace } from './workspace.ts'

/** Draws a person's App Home. What does not fit is named by its number. */
export function renderHome(home: Home, place: Place): types.HomeView {
  const head: types.KnownBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: shorten(home.title, limits.header), emoji: true } },
    context(escapeText(shorten(home.status, 1500))),
    { type: 'actions', elements: [linkButton(home.link.label, home.link.url, 'list')] },
  ]
  const blocks = [...head]
  let left = 0
  for (const { title, cards, more } of home.sections) {
    const rows: types.KnownBlock[][] = cards.map(row)
    const heading = section(`*${escapeText(shorten(title, 200))}*`)
    left += more
    for (const [index, one] of rows.entries()) {
      const needed = [...(index === 0 ? [{ type: 'divider' } as const, heading] : []), ...one]
      if (blocks.length + needed.length < limits.viewBlocks) blocks.push(...needed)
      else left += 1
    }
  }
  if (left > 0) blocks.push(context(`_${left} more ${left === 1 ? 'is' : 'are'} in the list._`))
  return { type: 'home', private_metadata: JSON.stringify({ account: place.account }), blocks }
}

/** One thing that waits, in as few blocks as it can be read in. */
export function row(card: Card): types.KnownBlock[] {
  const title = `*${escapeText(shorten(card.title.replaceAll('*', '∗'), 200)) || '–'}*`
  const words = card.quote ? `\n${quoteLines(quotedMrkdwn(shorten(card.quote.replace(/\s+/g, ' '), 200)))}` : ''
  return [
    section(`${title}${words}`),
    ...(card.status ? [context(escapeText(shorten(card.status, 500)))] : []),
    ...buttons(card),
  ]
}

/** The place of a person's own page: their direct messages with us, which Slack also knows by their user id. */
export function homePlace(account: string, user: string): Place {
  return { connector: 'slack', account, thread: threadText({ channel: user, ts: '' }), private: true }
}

const opened = z.object({ user: id, tab: maybe(z.string()), event_ts: maybe(z.string()) })

/** Reads that somebody looks at our App Home; its other tab is nothing to us. */
export function homeOpened(event: unknown, workspace: Workspace): ActionEvent | undefined {
  const read = opened.safeParse(event).data
  const at = timeOf(read?.event_ts)
  if (!read || at === undefined || read.tab !== 'home') return undefined
  return {
    type: 'action',
    id: `home/${read.user}/${read.event_ts}`,
    place: homePlace(workspace.account, read.user),
    at,
    author: {
      handle: { kind: 'slack', value: `${workspace.account}/${read.user}` },
      ...{ isUs: false, isMachine: false, isOutsider: false, isVerified: true },
    },
    action: 'home',
    target: read.user,
  }
}
