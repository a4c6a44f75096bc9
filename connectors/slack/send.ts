import { z } from 'zod'
import type { Tools } from '#connectors/connector.ts'
import { shownToNobody } from '#connectors/shared/http-errors.ts'
import type { Button, Delivery, Outbound } from '#core/domain/outbound.ts'
import type { Handle, Place } from '#core/domain/place.ts'
import { NotAllowed, Unreachable } from '#core/errors.ts'
import type { SlackCall } from './api.ts'
import { upload } from './files.ts'
import { renderForm } from './form.ts'
import { renderHome } from './home.ts'
import type { FormPurpose } from './interactivity.ts'
import { metadataType } from './message.ts'
import { readThread, type Thread, threadText } from './place.ts'
import { longestFormText, renderCard, renderReply, type SlackMessage } from './render.ts'

/** Slack cuts a message off after this many characters. */
const longestReply = 40_000

/** Sends one thing to Slack and tells what became of it. Throws Platform errors. */
export async function send(
  call: SlackCall,
  place: Place,
  outbound: Outbound,
  tools: Pick<Tools, 'environment' | 'file' | 'now'>,
): Promise<Delivery> {
  const thread = readThread(place.thread)
  switch (outbound.kind) {
    case 'reply': {
      if (outbound.attachments.length > 0) throw new NotAllowed('a reply without files: customers do not read Slack')
      if (outbound.text.length > longestReply) throw new NotAllowed('a reply of at most 40,000 characters')
      return post(call, thread, outbound.id, renderReply(outbound.id, outbound.text))
    }
    case 'card': {
      const message = renderCard(outbound.id, outbound.card)
      if (outbound.replaces === undefined) return post(call, thread, outbound.id, message, outbound.broadcast)
      return update(call, readThread(outbound.replaces), { ...message, metadata: metadata(outbound.id, thread) })
    }
    case 'direct': {
      const channel = await openDirect(call, outbound.to)
      const delivery = await post(call, { channel, ts: '' }, outbound.id, renderCard(outbound.id, outbound.card))
      return { ...delivery, thread: threadText({ channel, ts: '' }) }
    }
    case 'files':
      return upload(call, thread, outbound.attachments, tools)
    case 'home':
      return publishHome(call, place, outbound)
    case 'form':
      return openForm(call, place, outbound)
  }
}

const postedReply = z.object({ channel: z.string().min(1), ts: z.string().min(1) })

/** The channel's own direct message needs no thread; a channel's first message opens one. */
async function post(
  call: SlackCall,
  thread: Thread,
  id: string,
  message: SlackMessage,
  broadcast = false,
): Promise<Delivery> {
  const reply = await call('chat.postMessage', {
    ...message,
    channel: thread.channel,
    ...(thread.ts === '' ? {} : { thread_ts: thread.ts, ...(broadcast ? { reply_broadcast: true } : {}) }),
    metadata: metadata(id, thread),
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
  })
  const sent = read(postedReply, reply, 'chat.postMessage')
  const opened = thread.ts === '' && !thread.channel.startsWith('D')
  return { platformId: threadText(sent), ...(opened ? { thread: threadText(sent) } : {}) }
}

async function update(
  call: SlackCall,
  { channel, ts }: Thread,
  message: SlackMessage & { metadata: object },
): Promise<Delivery> {
  await call('chat.update', { ...message, channel, ts, link_names: false })
  return { platformId: threadText({ channel, ts }) }
}

const openedReply = z.object({ channel: z.object({ id: z.string().min(1) }) })

async function openDirect(call: SlackCall, to: Handle): Promise<string> {
  // Asking for the conversation sends nothing to anybody: a failure here is surely "not sent".
  const reply = await call('conversations.open', { users: userOf(to) }).catch(shownToNobody)
  return read(openedReply, reply, 'conversations.open').channel.id
}

/** https://docs.slack.dev/reference/methods/views.publish */
async function publishHome(
  call: SlackCall,
  place: Place,
  { to, home }: Extract<Outbound, { kind: 'home' }>,
): Promise<Delivery> {
  const reply = await call('views.publish', { user_id: userOf(to), view: renderHome(home, place) })
  return { platformId: read(viewReply, reply, 'views.publish').view.id }
}

const viewReply = z.object({ view: z.object({ id: z.string().min(1) }) })

async function openForm(call: SlackCall, place: Place, form: Extract<Outbound, { kind: 'form' }>): Promise<Delivery> {
  const texts = [form.text ?? '', ...(form.fields ?? []).map(({ value }) => value ?? '')]
  if (texts.some((text) => text.length > longestFormText))
    throw new NotAllowed('a text of at most 3,000 characters: longer ones are edited in the admin')
  const { account, thread, private: isPrivate } = place
  const purpose: FormPurpose = { ...purposeOf(form.submit), account, thread, private: isPrivate }
  const reply = await call('views.open', { trigger_id: form.trigger, view: renderForm(form, purpose) })
  return { platformId: read(viewReply, reply, 'views.open').view.id }
}

function purposeOf(submit: Button | undefined): Pick<FormPurpose, 'action' | 'target' | 'version' | 'choice'> {
  if (submit === undefined) return {}
  const { action, target, version, choice } = submit
  return { action, target, ...(version === undefined ? {} : { version }), ...(choice === undefined ? {} : { choice }) }
}

/** The Slack user of a handle; ours are written workspace/user. */
export function userOf(handle: Handle): string {
  const [, user] = handle.kind === 'slack' ? handle.value.split('/') : []
  if (!user) throw new NotAllowed(`a Slack user to write to, not ${handle.kind}`)
  return user
}

/** The thread goes along because Slack's events about metadata do not tell it. */
function metadata(id: string, thread: Thread) {
  return {
    event_type: metadataType,
    event_payload: { id, ...(thread.ts === '' ? {} : { thread: threadText(thread) }) },
  }
}

function read<T>(schema: z.ZodType<T>, reply: unknown, method: string): T {
  const { data } = schema.safeParse(reply)
  // It said ok, so something was done; we only cannot tell where.
  if (data === undefined) throw new Unreachable(`Slack's answer to ${method} makes no sense`, { notSent: false })
  return data
}
