import { Socket } from 'node:net'
import { inject } from 'vitest'

declare module 'vitest' {
  export interface ProvidedContext {
    testDatabaseUrl: string
    testRedisUrl: string
  }
}

const url = inject('testDatabaseUrl')
if (url !== '') Object.assign(globalThis, { testDatabaseUrl: url })

/** A call to the outside world that no test expected fails loudly; loopback is where the protocol servers are. */
const guarded = Symbol.for('lummy.networkGuard')
if (!(guarded in Socket.prototype)) {
  const connect = Socket.prototype.connect
  Socket.prototype.connect = function (this: Socket, ...args: Parameters<typeof connect>) {
    const host = hostOf(args)
    if (!/^(localhost|127\.[\d.]+|::1|\[::1\]|::ffff:127\.[\d.]+)$/i.test(host)) {
      throw new Error(`a test tried to reach ${host}: only loopback is allowed`)
    }
    return connect.apply(this, args)
  } as typeof connect
  Object.assign(Socket.prototype, { [guarded]: true })
}

/** `connect` takes (port, host), (path), (options) and, from node's own code, all that wrapped in one array. */
function hostOf(args: readonly unknown[]): string {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args
  if (typeof first === 'object' && first !== null) {
    if ('path' in first && typeof first.path === 'string') return 'localhost'
    return 'host' in first && typeof first.host === 'string' ? first.host : 'localhost'
  }
  if (typeof first === 'string' && !/^\d+$/.test(first)) return 'localhost'
  return typeof second === 'string' ? second : 'localhost'
}
