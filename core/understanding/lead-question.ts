import { type Lead, type LeadSlot, leadSlots } from '../domain/lead.ts'
import type { Lesson } from '../domain/learning.ts'
import { kindOf } from './kind.ts'
import { sameLanguage } from './language.ts'
import { either } from './lexicon.ts'
import { fold } from './text.ts'

/** A question that staff ask people who may buy. */
export interface StaffQuestion {
  slot: LeadSlot
  text: string
  language: string
  lessonId: string
  count: number
}

/** The questions that staff asked in sales conversations, by what they ask for, the most frequent first. Pure. */
export function staffQuestions(
  lessons: Iterable<Pick<Lesson, 'id' | 'question' | 'context' | 'reply' | 'language' | 'standing'>>,
): StaffQuestion[] {
  const found = new Map<string, StaffQuestion>()
  for (const lesson of lessons) {
    if (lesson.standing !== 'current' || !lesson.reply.includes('?')) continue
    if (kindOf([...lesson.context, lesson.question].join('\n').slice(-2000), true).kind !== 'sales') continue
    for (const sentence of lesson.reply.slice(0, 3000).split(/(?<=[.!?])\s+|\n+/)) {
      const text = sentence.trim()
      if (!text.endsWith('?') || text.length > 200 || text.includes('{')) continue
      const slot = leadSlots.find((one) => asksFor[one].test(text))
      if (slot === undefined) continue
      const key = `${slot} ${fold(text)}`
      const before = found.get(key)
      found.set(
        key,
        before
          ? { ...before, count: before.count + 1 }
          : { slot, text, language: lesson.language, lessonId: lesson.id, count: 1 },
      )
    }
  }
  return [...found.values()].sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1))
}

/** The one question worth asking next: the first slot that is missing and was not asked for, in staff's own words. */
export function nextQuestion(
  lead: Lead,
  questions: readonly StaffQuestion[],
  language: string,
): StaffQuestion | undefined {
  for (const slot of leadSlots) {
    if (lead.slots[slot]?.value || lead.asked.includes(slot)) continue
    const question = questions.find((one) => one.slot === slot && sameLanguage(one.language, language))
    if (question !== undefined) return question
  }
  return undefined
}

const asksFor: Record<LeadSlot, RegExp> = {
  budget: either(
    'budget|price range|spend|preisrahmen|ausgeben|fourchette|dépenser|presupuesto|gastar|spendere|orçamento|besteden',
  ),
  time: either(
    'when|by when|deadline|what date|which date|how soon|start|wann|bis wann|termin|zeitrahmen|quand|pour quelle date|délai|cuándo|para qué fecha|plazo|quando|per quale data|entro|prazo|wanneer|welke datum',
  ),
  size: either(
    'how many|how big|how large|what size|number of|wie viele|wie groß|anzahl|combien|quelle taille|cuánt[oa]s|qué tamaño|quant[ie]|quantas|quantos|hoeveel|hoe groot',
  ),
  company: either('company|business are you|firma|unternehmen|entreprise|société|empresa|azienda|bedrijf'),
  product: either(
    'which (?:model|product|plan|version|size|colou?r|one|package|of)|what (?:model|product|plan|kind|type)|welche[snr]?|quel(?:le)? (?:modèle|produit|formule|version)|qué (?:modelo|producto|plan)|cuál|quale|qual|welke?',
  ),
  need: either(
    "what (?:do|would|will|are) you (?:\\p{L}+ )?(?:need|use|looking|plan)|what (?:is|'s) it for|what for|purpose|use it for|tell us more|wofür|was (?:brauchen|benötigen|planen|suchen)|zweck|quel usage|de quoi|pour quoi|para qué|qué necesita|a cosa serve|per cosa|di cosa|para quê|o que precisa|waarvoor|wat zoekt",
  ),
}
