import type { Family } from './figure.ts'

/** Every family of figures, in the order in which they are measured. */
export const families: Record<string, () => Promise<Family>> = {
  people: () => import('./people.ts'),
  plain: () => import('./plain.ts'),
  official: () => import('./official.ts'),
  airline: () => import('./airline.ts'),
  swapped: () => import('./swapped.ts'),
  drift: () => import('./drift.ts'),
  graduation: () => import('./graduation.ts'),
  certificates: () => import('./certificates.ts'),
  outside: () => import('./outside.ts'),
  star: () => import('./star.ts'),
  elsewhere: () => import('./elsewhere.ts'),
  contradictions: () => import('./contradictions.ts'),
  voice: () => import('./voice.ts'),
  memory: () => import('./memory.ts'),
  speed: () => import('./speed.ts'),
}

/** These measure time: nothing else runs beside them. */
export const alone: readonly string[] = ['speed']

/** These make what they measure. */
export const withoutData: readonly string[] = ['certificates', 'contradictions', 'voice']
