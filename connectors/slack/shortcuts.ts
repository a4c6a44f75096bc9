import type { ActionName } from '#core/domain/action.ts'
import { markPrefix } from './render.ts'

/** What stands in the menu of every message; Slack sends the action's name back as `callback_id`. */
export const shortcuts: { action: ActionName; name: string; description: string }[] = [
  { action: 'teach', name: 'Teach this answer', description: 'Have Lummy say this to the next customer who asks.' },
  {
    action: 'why',
    name: 'Why did it say that?',
    description: 'The reasons, the sources and the checks of what Lummy said.',
  },
  {
    action: 'tell_corrected',
    name: 'Tell who heard the old',
    description: 'Tell those who heard the old answer what is right. You see who before anything is sent.',
  },
]

/** What each is called in our names for buttons. */
export const shortcutId = (action: ActionName) => `${markPrefix}${action}`
