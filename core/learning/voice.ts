import type { House } from '../house.ts'
import { type VoiceView, voiceView } from '../voice/view.ts'

/** How this business writes; authors are called by their names. */
export async function voiceOf(house: House, businessId: string, agentId: string): Promise<VoiceView> {
  const { engine } = await house.learners.current(businessId, agentId)
  const view = voiceView(engine.voice())
  const names = new Map<string, string>()
  for (const author of new Set(view.languages.flatMap(({ authors }) => authors.map((one) => one.author))))
    names.set(author, (await house.store.of(businessId).teammates.get(author))?.name ?? author)
  return {
    ...view,
    languages: view.languages.map((language) => ({
      ...language,
      authors: language.authors.map((one) => ({ ...one, author: names.get(one.author) ?? one.author })),
    })),
  }
}
