import type { Me, TeammateRow } from './api.ts'
import { call } from './client.ts'

/** Who is signed in and what every page knows of the business. */
class Desk {
  me = $state.raw<Me>()
  teammates = $state.raw<TeammateRow[]>([])
  isLive = $state(false)
  /** Replies that somebody began, by conversation, until they are sent or the page is left. */
  readonly unsent = new Map<string, string>()
  /** A sentence at the foot of the page, gone after a while. */
  notice = $state<{ sentence: string; isProblem: boolean; undo?: (() => Promise<unknown>) | undefined }>()
  #timer: ReturnType<typeof setTimeout> | undefined

  get isOwner(): boolean {
    return this.me?.teammate.role === 'owner'
  }

  async load(): Promise<void> {
    this.me = await call('GET /api/auth/me')
    this.teammates = await call('GET /api/teammates')
  }

  nameOf(actor: string | undefined | null): string {
    if (!actor) return 'Somebody'
    if (actor === 'agent') return this.me?.agents[0]?.name ?? 'The agent'
    if (actor === 'customer') return 'The customer'
    if (actor === 'system') return 'Lummy'
    return this.teammates.find(({ id }) => id === actor)?.name ?? actor
  }

  say(sentence: string, undo?: () => Promise<unknown>): void {
    this.#show({ sentence, isProblem: false, undo })
  }

  /** Does something and tells when it fails; true when it worked. */
  async attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      this.#show({ sentence: error instanceof Error ? error.message : String(error), isProblem: true })
      return false
    }
  }

  dismiss(): void {
    this.notice = undefined
  }

  #show(notice: NonNullable<Desk['notice']>): void {
    clearTimeout(this.#timer)
    this.notice = notice
    this.#timer = setTimeout(() => this.dismiss(), notice.isProblem ? 12_000 : 6_000)
  }
}

export const desk = new Desk()
