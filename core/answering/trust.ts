import { ownerOnly } from '../accounts/owner-only.ts'
import type { Button, Card } from '../domain/outbound.ts'
import type { House } from '../house.ts'
import { resumeAgent, setAgentStatus } from '../learning/agent.ts'
import { trial } from '../learning/insight.ts'
import { topic, topics } from '../learning/progress.ts'
import { switchTopic } from '../learning/switch.ts'
import type { TopicView } from '../views.ts'
import type { By } from './by.ts'
import { oneLine } from './one-line.ts'

const mostWrong = 3

/** `trust <topic>`: where a topic stands, what is missing, and its last wrong drafts, with *Switch on* for an owner. */
export async function trust(house: House, by: By, words: string): Promise<{ say: string } | { next: Card }> {
  const { businessId } = by
  // A button names one by its id: of hundreds of others nothing needs to be weighed then.
  const known = isId(words)
    ? await topic(house, businessId, await house.store.of(businessId).agent(), words)
    : undefined
  const all = known === undefined ? await topics(house, businessId) : [known]
  if (all.length === 0) return { say: 'There are no topics yet: they gather from what you answer.' }
  const found = known ?? topicNamed(all, words)
  if (found === undefined) {
    const some = all.slice(0, 10).map(({ name, stage }) => `• ${name} (${stage})`)
    return { say: [words.trim() === '' ? 'Which topic?' : 'No topic of that name.', ...some].join('\n') }
  }
  const { rows } = await trial(house, by.businessId, found.id)
  const wrong = rows.filter(({ err }) => err === 1).slice(0, mostWrong)
  const { certificate, expectation, formerProof, sentence, stage, seen, blind } = found
  const body = [
    ...(formerProof === null ? [] : [formerProof.sentence]),
    ...(wrong.length === 0 ? [] : ['Wrong the last times:']),
    ...wrong.map(({ question, draft }) => `- “${oneLine(question, 80)}”: ${oneLine(draft, 120)}`),
  ]
  return {
    next: {
      purpose: 'notice',
      title: found.name,
      status: `${stage} · ${sentence}${expectation === null ? '' : `, ${expectation.sentence}`}`,
      facts: [
        { label: 'Judged', value: `${certificate.rows}, ${certificate.errors} of them wrong` },
        { label: 'Seen / blind', value: `${seen.errors} of ${seen.rows} / ${blind.errors} of ${blind.rows} wrong` },
      ],
      ...(body.length === 0 ? {} : { body: body.join('\n') }),
      sources: [],
      buttons: buttonsFor(found, by),
      link: { label: 'Evidence and trial', url: `${house.publicUrl}/admin/learning/${encodeURIComponent(found.id)}` },
    },
  }
}

/** *Switch on* and *Switch off* of such a card. */
export async function switchHere(house: House, by: By, topicId: string, choice: string): Promise<{ say: string }> {
  ownerOnly(by.teammate)
  await switchTopic(house, by.businessId, topicId, choice !== 'off', by.teammate.id)
  return { say: choice === 'off' ? 'It waits for approval again.' : 'It is answered alone from now on.' }
}

/** `pause` silences the agent, `resume` lets it speak again. */
export async function setPaused(house: House, by: By, isPaused: boolean): Promise<{ say: string }> {
  ownerOnly(by.teammate)
  const { id, name } = await house.store.of(by.businessId).agent()
  const { businessId, teammate, settle } = by
  if (isPaused) await setAgentStatus(house, businessId, id, 'paused', teammate.id, settle)
  else await resumeAgent(house, businessId, id, teammate.id, settle)
  return { say: isPaused ? `${name} is paused: no drafts, no answers. It still records.` : `${name} speaks again.` }
}

const isId = (words: string) => /^[\w-]{20,100}$/.test(words)

function topicNamed(all: readonly TopicView[], words: string): TopicView | undefined {
  const wanted = words.trim().toLowerCase()
  if (wanted === '') return undefined
  return (
    all.find(({ id, name }) => id === words.trim() || name.toLowerCase() === wanted) ??
    all.find(({ name }) => name.toLowerCase().includes(wanted)) ??
    all.find(({ terms }) => terms.some((term) => term.toLowerCase() === wanted))
  )
}

function buttonsFor({ id, eligible, switchedOn }: TopicView, { teammate }: By): Button[] {
  if (teammate.role !== 'owner') return []
  const button = { action: 'switch_topic' as const, target: id }
  if (switchedOn) return [{ ...button, label: 'Switch off', choice: 'off' }]
  return eligible ? [{ ...button, label: 'Switch on', choice: 'on', style: 'primary' }] : []
}
