import { sectionTitles, type WaitingView, waitingCard } from '../answering/waiting-view.ts'
import type { Home, HomeSection } from '../domain/outbound.ts'

/** Rows of one section; a platform's page has an end. */
const mostCards = 8

/** Pure: what waits for somebody first, and then what else their page shows. */
export function homeOf(view: WaitingView, publicUrl: string, now: Date, rest: HomeSection[] = []): Home {
  const waiting = view.sections.map(({ name, rows }) => ({
    title: sectionTitles[name],
    cards: rows.slice(0, mostCards).map((row) => waitingCard(row, publicUrl, now)),
    more: Math.max(0, rows.length - mostCards),
  }))
  return {
    title: 'Waiting for you',
    status:
      view.count === 0
        ? 'Nothing waits for you.'
        : `${view.count} ${view.count === 1 ? 'thing waits' : 'things wait'}, oldest first.`,
    sections: [...waiting, ...rest],
    link: { label: 'Open the list', url: `${publicUrl}/admin/waiting` },
  }
}

/** The page of somebody whom nobody knows: how to become a teammate, and nothing else. */
export function strangersHome(publicUrl: string): Home {
  return {
    title: 'Lummy',
    status: 'This account is not linked to a teammate yet. Ask the owner to add your e-mail address under Teammates.',
    sections: [],
    link: { label: 'Open Lummy', url: `${publicUrl}/admin` },
  }
}
