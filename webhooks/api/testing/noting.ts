import type { Core } from '#core/door.ts'

/** Writes down what is called. */
export function noting(core: Core, calls: string[]): Core {
  const noted = Object.entries(core).map(([area, methods]) => [
    area,
    Object.fromEntries(
      Object.entries(methods as Record<string, (...args: unknown[]) => unknown>).map(([name, method]) => [
        name,
        (...args: unknown[]) => {
          calls.push(`${area}.${name}`)
          return method(...args)
        },
      ]),
    ),
  ])
  return Object.fromEntries(noted)
}
