import { minutesText } from '../answering/minutes.ts'
import { oneLine } from '../answering/one-line.ts'
import type { Button, Card, HomeSection } from '../domain/outbound.ts'
import type { Work } from '../store/insight.ts'
import type { ShownIntegration, TopicView } from '../views.ts'
import { purposeTexts } from './channel-form.ts'
import type { Configuration, TopicPage } from './configuration.ts'
import { hoursText } from './hours-text.ts'
import { sendRuleTexts } from './settings-forms.ts'

/** Rows of one section at most; the admin has all. */
const mostRows = 8

/** Pure: the agent and how it works, as sections of a page. Whoever may not change something is not shown a button for it. */
export function configurationSections(view: Configuration, publicUrl: string, now: Date): HomeSection[] {
  const isOwner = view.role === 'owner'
  return [
    { title: 'Lummy', cards: [agentRow(view), workRow(view.work)], more: 0, isCompact: true },
    topicsSection(view.topics, isOwner, publicUrl),
    { title: 'How it works', cards: settingsRows(view, isOwner), more: 0, isCompact: true },
    channelsSection(view, isOwner),
    integrationsSection(view, isOwner, publicUrl, now),
  ]
}

const statusTexts = {
  learning: 'listens and drafts; nothing is answered alone yet',
  active: 'drafts, and answers alone what you switched on',
  paused: 'is paused: no drafts, no answers. It still records',
}

/** The agent in two lines, with *Pause* or *Resume* for owners. */
export function agentRow({ agent, topics, role }: Pick<Configuration, 'agent' | 'topics' | 'role'>): Card {
  const { id, name, status, learningStage } = agent
  const many = topics.all === 1 ? '1 topic' : `${topics.all} topics`
  const turn: Button =
    status === 'paused'
      ? { action: 'resume', label: 'Resume', target: id, style: 'primary' }
      : { action: 'pause', label: 'Pause', target: id }
  return row(`${name} ${statusTexts[status]}.`, `Learning stage ${learningStage} of 100 · ${many}`, {
    buttons: role === 'owner' ? [turn] : [],
  })
}

/** What was done in the last seven days. */
export function workRow(work: Work): Card {
  const { conversations, alone, byStaff, approved, edited, rejected, learned, firstAnswerMs } = work
  if (conversations + alone + byStaff === 0) return row('The last 7 days', 'No customer wrote.')
  const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`
  const drafts = approved + edited + rejected
  return row(
    'The last 7 days',
    [
      counted(conversations, 'conversation', 'conversations'),
      `${alone} answered alone, ${byStaff} by the team`,
      drafts === 0 ? '' : `drafts: ${approved} sent as they were, ${edited} changed, ${rejected} rejected`,
      firstAnswerMs === null
        ? ''
        : `half had the first answer within ${minutesText(Math.max(1, firstAnswerMs / 60_000))}`,
      learned === 0 ? '' : `${counted(learned, 'lesson', 'lessons')} learned`,
    ]
      .filter(Boolean)
      .join(' · '),
  )
}

function topicsSection(topics: TopicPage, isOwner: boolean, publicUrl: string): HomeSection {
  const { all, found, words, page, pages, shown } = topics
  if (all === 0) {
    const says = 'None yet: answer a customer, and the first topic stands here.'
    return { title: 'Topics', says, cards: [], more: 0, isCompact: true }
  }
  const turn = (label: string, to: number): Button => ({
    ...{ action: 'home', label, target: 'topics', choice: `${to} ${words}`.trim() },
  })
  const buttons: Button[] = [
    ...(page > 0 ? [turn('Previous', page - 1)] : []),
    ...(page < pages - 1 ? [turn('Next', page + 1)] : []),
    ...(words === '' ? [] : [{ action: 'home' as const, label: 'Show all', target: 'topics', choice: '0' }]),
    ...(all > shown.length || words !== ''
      ? [{ action: 'home' as const, label: 'Find a topic', target: 'topics', choice: 'find' }]
      : []),
  ]
  const many = words === '' ? `${all}` : `${found} of ${all} with “${oneLine(words, 40)}”`
  return {
    title: `Topics (${many})${pages > 1 ? `, page ${page + 1} of ${pages}` : ''}`,
    ...(found === 0 ? { says: 'No topic is called so.' } : {}),
    cards: shown.map((topic) => topicRow(topic, isOwner, publicUrl)),
    ...{ more: 0, isCompact: true, buttons },
  }
}

/** Where a topic stands, and what can be decided about it. */
function topicRow(topic: TopicView, isOwner: boolean, publicUrl: string): Card {
  const { id, name, isPinned, stage, judged, right, agreeing, sentence, switchedOn, eligible, cap } = topic
  const evidence =
    judged > 0
      ? `${right} of ${judged} drafts right`
      : `${agreeing} ${agreeing === 1 ? 'reply agrees' : 'replies agree'}`
  const at = { target: id }
  const menu: Button[] = [
    { action: 'trust', label: eligible && !switchedOn ? 'Evidence, and switch on' : 'Evidence', ...at },
    ...(switchedOn
      ? [{ action: 'switch_topic' as const, label: 'Pause: wait for approval', choice: 'off', ...at }]
      : []),
    { action: 'topic', label: 'Change', ...at },
  ]
  const capped = cap === null ? '' : `capped at ${cap}`
  return row(
    `${isPinned ? '📌 ' : ''}${oneLine(name, 80)}`,
    [`${stage}${switchedOn ? ', on' : ''}`, evidence, capped, sentence].filter(Boolean).join(' · '),
    isOwner ? { menu } : { buttons: [{ action: 'trust', label: 'Evidence', ...at }] },
    `${publicUrl}/admin/learning/${encodeURIComponent(id)}`,
  )
}

function settingsRows({ settings }: Configuration, isOwner: boolean): Card[] {
  const { sendRule, hours, zone, holidays, answerHours } = settings
  const change = (target: string): Pick<Card, 'buttons'> => ({
    buttons: isOwner ? [{ action: 'settings', label: 'Change', target }] : [],
  })
  const alone = { always: '', open: ' · alone only while open', closed: ' · alone only while closed' }[answerHours]
  const days = holidays.length > 3 ? [...holidays.slice(0, 3), `and ${holidays.length - 3} more`] : holidays
  return [
    row('A reply in a thread', `${sendRuleTexts[sendRule]}.`, change('sending')),
    row('Opening hours', `${hoursText(hours)} · ${zone}${alone}`, change('hours')),
    row('Days off', days.length === 0 ? 'None.' : days.join(', '), change('holidays')),
  ]
}

function channelsSection({ channels }: Configuration, isOwner: boolean): HomeSection {
  const rows = channels.slice(0, mostRows).map(({ id, name, purpose, value, topicName }) => {
    const what =
      purpose === 'topic'
        ? `Conversations about “${topicName ?? 'a topic that is gone'}”`
        : purpose === 'address'
          ? `Conversations with ${value}`
          : purposeTexts[purpose]
    return row(`#${oneLine(name, 80)}`, what, {
      buttons: isOwner ? [{ action: 'channel', label: 'Change', target: id }] : [],
    })
  })
  return {
    title: 'Channels',
    ...(rows.length === 0
      ? { says: 'All conversations are shown in one channel. Invite Lummy into another to give it a topic.' }
      : {}),
    ...{ cards: rows, more: Math.max(0, channels.length - mostRows), isCompact: true },
  }
}

function integrationsSection(
  { integrations }: Configuration,
  isOwner: boolean,
  publicUrl: string,
  now: Date,
): HomeSection {
  const worst = ({ health: { state } }: ShownIntegration) => ['works', 'slow', 'failing'].indexOf(state)
  const worstFirst = [...integrations].sort((a, b) => worst(b) - worst(a))
  const rows = worstFirst.slice(0, mostRows).map(({ connector, label, health, lastEventAt }) => {
    const isFailing = health.state === 'failing'
    const heard =
      lastEventAt === null ? '' : `heard ${minutesText((now.getTime() - Date.parse(lastEventAt)) / 60_000)} ago`
    const status = `${health.state === 'works' ? '' : '⚠ '}${oneLine(health.sentence, 300)}`
    return {
      ...row(`${oneLine(label, 60)} (${connector})`, [status, heard].filter(Boolean).join(' · ')),
      ...(isFailing && isOwner ? { link: { label: 'Fix', url: `${publicUrl}/admin/integrations` } } : {}),
    }
  })
  return {
    title: 'Integrations',
    ...(rows.length === 0 ? { says: 'Nothing is connected.' } : {}),
    ...{ cards: rows, more: Math.max(0, integrations.length - mostRows), isCompact: true },
  }
}

function row(title: string, status: string, what: Partial<Pick<Card, 'buttons' | 'menu'>> = {}, url?: string): Card {
  return {
    ...{ purpose: 'notice', title, status, facts: [], sources: [], buttons: [], ...what },
    ...(url === undefined ? {} : { link: { label: 'Open', url } }),
  }
}
