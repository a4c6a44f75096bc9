/** What became of connecting an account on a platform's own page. */
export type Landing = { label: string; nextSteps: string[] } | { problem: string }

/** Reads, once, what the server said when the platform sent this browser back; undefined when it did not. */
export function takeLanding(): Landing | undefined {
  const said = document.cookie.split('; ').find((one) => one.startsWith(`${name}=`))
  if (!said) return undefined
  // Where a browser has no such store (an address without https), it ends by itself after a minute.
  if ('cookieStore' in globalThis) void cookieStore.delete({ name, path: '/admin/' })
  try {
    return landing(JSON.parse(decodeURIComponent(said.slice(name.length + 1))))
  } catch {
    return undefined
  }
}

const name = 'lummy_notice'

function landing(value: unknown): Landing | undefined {
  const said = value as { problem?: unknown; label?: unknown; nextSteps?: unknown } | null
  if (typeof said?.problem === 'string') return { problem: said.problem }
  if (typeof said?.label !== 'string' || !Array.isArray(said.nextSteps)) return undefined
  return { label: said.label, nextSteps: said.nextSteps.map(String) }
}
