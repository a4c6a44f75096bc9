import { type Desk, nonEmpty, until } from './desk.ts'

/** Looks at places until each shows a state, and remembers how long that took. */
function stopwatch() {
  const tookMs = new Map<string, number[]>()
  return {
    async seen(state: string, looks: Record<string, () => Promise<unknown>>): Promise<void> {
      const started = performance.now()
      await Promise.all(
        Object.entries(looks).map(async ([where, look]) => {
          await until(`${state} in ${where}`, async () => Boolean(await look()))
          tookMs.set(where, [...(tookMs.get(where) ?? []), Math.round(performance.now() - started)])
        }),
      )
    },
    said: () => [...tookMs].map(([where, all]) => `${where} ${all.join(', ')}`).join('; '),
  }
}

const states = [
  'arrived',
  'assigned',
  'resolved',
  'drafted',
  'edited',
  'withdrawn',
  'held',
  'stopped',
  'snoozed',
  'sent',
]

/** How long each state takes to be seen in Slack, in the admin, and on all of ten opened Home tabs. Printed, not judged. */
export async function everyState(desk: Desk, ben: string): Promise<void> {
  const { seen, said } = stopwatch()
  for (const name of desk.colleagues) await desk.invites(`${name} Hill`, `${name.toLowerCase()}@shop.example`)
  const users = [desk.slackUser.ben, ...desk.colleagues.map((name) => `U0${name.toUpperCase()}`)]
  for (const user of users) await desk.opensHome(user)
  const homes = async (holds: (page: string) => boolean) => (await Promise.all(users.map(desk.home))).every(holds)
  await until('the Home tabs', () => homes((page) => page.length > 2))
  const words = 'Where is order 4711?'
  await desk.mail('nia@home.example', words)
  await seen('arrived', {
    slack: () => desk.slackShows(words),
    admin: async () => (await desk.conversationsOf('nia@home.example')).length > 0,
    'ten homes': () => homes((page) => page.includes(words)),
  })
  const [id = ''] = await desk.conversationsOf('nia@home.example')
  const card = async () => JSON.stringify((await desk.slackShows(words))?.blocks)
  await desk.ask('POST', `/api/conversations/${id}/assign`, { to: ben })
  await seen('assigned', {
    slack: async () => (await card()).includes('Ben Frost has it'),
    admin: async () => (await desk.see(id)).conversation.assigneeId === ben,
    'ten homes': async () =>
      /Yours.*4711/s.test(await desk.home(desk.slackUser.ben)) &&
      (await Promise.all(users.slice(1).map(desk.home))).every((page) => !page.includes('4711')),
  })
  await desk.presses(desk.slackUser.ben, (await desk.slackShows(words)) as never, 'Resolve')
  await seen('resolved', {
    slack: async () => (await card()).includes('Resolved'),
    admin: async () => (await desk.see(id)).conversation.status === 'resolved',
    'ten homes': () => homes((page) => !page.includes(words)),
  })
  await draftStates(desk, ben, users, seen)
  console.log(`${states.join(', ')} are seen after so many ms: ${said()}`)
}

/** A draft is opened, withdrawn by the customer, and followed by an answer that is stopped once; then it is put off. */
async function draftStates(
  desk: Desk,
  ben: string,
  users: string[],
  seen: ReturnType<typeof stopwatch>['seen'],
): Promise<void> {
  const homes = async (holds: (page: string) => boolean) => (await Promise.all(users.map(desk.home))).every(holds)
  const question = 'Can you ship a lamp to Norway?'
  const re = await desk.mail('ole@home.example', question)
  const [id = ''] = await until('Ole’s conversation', async () =>
    nonEmpty(await desk.conversationsOf('ole@home.example')),
  )
  const drafts = async () => (await desk.see(id)).drafts
  const draft = await until('a draft for Ole', async () => (await desk.see(id)).draft)
  const card = async () => JSON.stringify((await desk.slackShows(draft.id))?.blocks ?? '')
  await seen('drafted', {
    slack: card,
    admin: async () => (await drafts()).some(({ state }) => state === 'pending'),
    'ten homes': () => homes((page) => page.includes(draft.id)),
  })
  const shown = await until('its card', () => desk.slackShows(draft.id))
  // Home tabs are not looked at any more: Slack takes about a hundred a minute, and these would wait for their turn.
  await desk.presses(desk.slackUser.ben, shown, 'Edit')
  await seen('edited', {
    slack: () => desk.slackShows(question, 'Ben Frost is editing'),
    admin: async () => (await desk.see(id)).draft?.editorId === ben,
  })
  await desk.mail('ole@home.example', 'Sorry: two lamps and a shade of blue glass?', { re })
  await seen('withdrawn', {
    slack: () => desk.slackShows(question, 'Withdrawn: the customer wrote again'),
    admin: async () => (await drafts()).some(({ state }) => state === 'withdrawn'),
  })
  const answer = async () => (await desk.see(id)).messages.at(-1)?.delivery
  const text = 'Two lamps are 80 euros.'
  const send = () => desk.ask('POST', `/api/conversations/${id}/messages`, { text, learn: false })
  await send()
  await seen('held', {
    slack: () => desk.slackShows(text),
    admin: async () => (await answer())?.state === 'held',
  })
  await desk.ask('POST', `/api/outbox/${(await answer())?.id}/undo`)
  await seen('stopped', {
    slack: () => desk.slackShows(text, 'Stopped: nothing was sent.'),
    admin: async () => (await answer())?.state === 'cancelled',
  })
  await desk.ask('POST', `/api/conversations/${id}/snooze`, { until: '1d' })
  await seen('snoozed', {
    slack: () => desk.slackShows(question, 'Snoozed until'),
    admin: async () => (await desk.see(id)).conversation.snoozedUntil !== null,
  })
  await desk.ask('POST', `/api/conversations/${id}/wake`)
  await send()
  await until('the answer at Ole', async () => nonEmpty(await desk.sentTo('ole@home.example')))
  await seen('sent', {
    slack: () => desk.slackShows(question, 'Answered: waiting for the customer'),
    admin: async () => (await desk.see(id)).conversation.waitingFor === 'customer',
  })
}

/** How long it takes until a mail is sent that tells of each state. Printed, not judged. */
export async function everyStateByMail(desk: Desk): Promise<void> {
  const { seen, said } = stopwatch()
  const ben = await desk.invites('Ben Frost', 'ben@shop.example')
  const told = async (words: string) =>
    (await desk.sentTo('ben@shop.example')).some(({ subject, text }) => `${subject}\n${text}`.includes(words))
  const seenAs = (state: string, words: string) => seen(state, { mail: () => told(words) })
  await desk.mail('mia@home.example', 'Do you ship to Norway?')
  await seenAs('arrived', 'Do you ship to Norway?')
  const [first = ''] = await desk.conversationsOf('mia@home.example')
  await desk.ask('POST', `/api/conversations/${first}/messages`, { text: 'Yes, we ship to Norway within 5 days.' })
  await until('a lesson', async () => nonEmpty(await desk.get<object[]>('/api/lessons')))
  await desk.mail('carl@home.example', 'Can you ship to Norway, please?')
  await seenAs('drafted', 'Can you ship to Norway, please?')
  const [second = ''] = await desk.conversationsOf('carl@home.example')
  await desk.ask('POST', `/api/conversations/${second}/take`)
  await seenAs('withdrawn', 'Withdrawn: Anna Owner took it')
  await desk.ask('POST', `/api/conversations/${second}/assign`, { to: ben })
  await seenAs('assigned', 'Anna Owner gave you the conversation')
  await desk.mail('dora@home.example', 'I want to talk to a person.')
  await seenAs('handed over', 'Needs a person')
  console.log(`arrived, drafted, withdrawn, assigned, handed over are mailed after so many ms: ${said()}`)
}
