import type { By } from '../answering/by.ts'
import { type Opened, openForm } from '../answering/forms.ts'
import type { ActionEvent } from '../domain/event.ts'
import type { Look } from '../domain/look.ts'
import type { House } from '../house.ts'

const mostWords = 60

/** What somebody wants to see of their page: a page of the topics, or some of them; undefined = what they saw before. */
export function lookOf({ choice, text }: Pick<ActionEvent, 'choice' | 'text'>): Look | undefined {
  if (choice === 'find') return { page: 0, words: (text ?? '').trim().slice(0, mostWords) }
  const [, page, words = ''] = /^(\d{1,4})(?: (.*))?$/s.exec(choice ?? '') ?? []
  return page === undefined ? undefined : { page: Number(page), words: words.slice(0, mostWords) }
}

/** *Find a topic*: asks for words of its name. */
export function askForTopic(house: House, by: By, event: ActionEvent): Promise<Opened> {
  const submit = { action: 'home' as const, label: 'Find', target: 'topics', choice: 'find' }
  return openForm(house, by, event, { title: 'Find a topic', label: 'Words of its name', text: '', submit })
}
