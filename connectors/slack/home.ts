import type { types } from '@slack/bolt'
import { z } from 'zod'
import { shorten } from '#connectors/shared/lines.ts'
import type { ActionEvent } from '#core/domain/event.ts'
import type { Card, Home, HomeSection } from '#core/domain/outbound.ts'
import type { Place } from '#core/domain/place.ts'
import { limits } from './limits.ts'
import { escapeText, quotedMrkdwn, quoteLines } from './mrkdwn.ts'
import { id, maybe } from './payload.ts'
import { threadText, timeOf } from './place.ts'
import { buttons, context, linkButton, menuElement, plain, pressButton, section } from './render.ts'
import type { Workspace } from './workspace.ts'

/** Draws a person's App Home: what waits gives way to the rest where the page ends, and is named by its number. */
export function renderHome(home: Home, place: Place): types.HomeView {
  const head: types.KnownBlock[] = [
    { type: 'header', text: plain(home.title, limits.header) },
    context(escapeText(shorten(home.status, 1500)) || '–'),
    { type: 'actions', elements: [linkButton(home.link.label, home.link.url, 'list')] },
  ]
  const whole = home.sections.filter(({ isCompact }) => isCompact).flatMap(compactSection)
  const room = limits.viewBlocks - head.length - whole.length
  const waiting = givingWay(
    home.sections.filter(({ isCompact }) => !isCompact),
    room,
  )
  const blocks = [...head, ...waiting, ...whole].slice(0, limits.viewBlocks)
  return { type: 'home', private_metadata: JSON.stringify({ account: place.account }), blocks }
}

/** As many rows as there is room for; the last block says how many are left. */
function givingWay(sections: HomeSection[], room: number): types.KnownBlock[] {
  const blocks: types.KnownBlock[] = []
  let left = 0
  for (const { title, cards, more } of sections) {
    left += more
    for (const [index, card] of cards.entries()) {
      const needed = [...(index === 0 ? heading(title) : []), ...row(card)]
      if (blocks.length + needed.length < room) blocks.push(...needed)
      else left += 1
    }
  }
  if (left > 0) blocks.push(context(`_${left} more ${left === 1 ? 'is' : 'are'} in the list._`))
  return blocks
}

/** A line or two a row, with its one button or its menu beside it. */
function compactSection({ title, says, cards, more, buttons = [] }: HomeSection): types.KnownBlock[] {
  return [
    ...heading(title),
    ...(says ? [context(escapeText(shorten(says, 1500)))] : []),
    ...cards.map(compactRow),
    ...(more > 0 ? [context(`_${more} more ${more === 1 ? 'is' : 'are'} in the admin._`)] : []),
    ...(buttons.length > 0
      ? [{ type: 'actions' as const, elements: buttons.slice(0, limits.buttons).map(pressButton) }]
      : []),
  ]
}

function compactRow(card: Card): types.KnownBlock {
  const [button, ...others] = [...card.buttons, ...(card.menu ?? [])]
  const accessory =
    button === undefined
      ? card.link && linkButton(card.link.label, card.link.url, 'link')
      : others.length === 0
        ? pressButton(button, 0)
        : menuElement([button, ...others])
  const status = card.status ? `\n${escapeText(shorten(card.status, 600))}` : ''
  return { ...section(`${boldTitle(card)}${status}`), ...(accessory ? { accessory } : {}) }
}

function heading(title: string): types.KnownBlock[] {
  return [{ type: 'divider' }, section(`*${escapeText(shorten(title.replaceAll('*', '∗'), 200))}*`)]
}

const boldTitle = ({ title }: Card) => `*${escapeText(shorten(title.replaceAll('*', '∗'), 200)) || '–'}*`

/** One thing that waits, in as few blocks as it can be read in. */
export function row(card: Card): types.KnownBlock[] {
  const words = card.quote ? `\n${quoteLines(quotedMrkdwn(shorten(card.quote.replace(/\s+/g, ' '), 200)))}` : ''
  return [
    section(`${boldTitle(card)}${words}`),
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
