/**
 * The customer's end of the chat: keeps a session and what was written until the hub says that it is stored, comes
 * back after a lost connection, and sends again under the same id, so that a doubled message does no harm.
 *
 * @typedef {{ name: string, size: number, url?: string, previewUrl?: string }} File
 * @typedef {{ token: string, name: string, size: number }} Uploaded
 * @typedef {{ id: string, from: 'agent' | 'human' | 'customer', name?: string, text: string, files?: File[], at: string }} Shown
 * @typedef {{ id: string, text: string, files?: Uploaded[], at: string, state: 'waiting' | 'accepted' | 'refused', sentence?: string }} Own
 * @typedef {{ name: string, greeting?: string, disclosure?: string }} Site
 * @typedef {{
 *   url: string,
 *   filesUrl?: string,
 *   storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>,
 *   name?: string,
 *   page?: string,
 *   onChange(): void,
 *   WebSocket?: typeof globalThis.WebSocket,
 *   firstRetryMs?: number,
 *   answerLimitMs?: number,
 * }} Setup
 */

const longestRetryMs = 30_000

/** @param {Setup} setup */
export function openChat(setup) {
  const Socket = setup.WebSocket ?? globalThis.WebSocket
  const firstRetryMs = setup.firstRetryMs ?? 500
  const answerLimitMs = setup.answerLimitMs ?? 10_000
  const store = memory(setup.storage, `lummy-chat:${setup.name ?? ''}`)
  /** @type {Map<string, Shown>} */
  const shown = new Map()
  const own = store.own()
  let session = store.session()
  /** @type {'connecting' | 'open' | 'closed'} */
  let state = 'connecting'
  /** @type {Site | undefined} */
  let site
  let problem = ''
  /** @type {WebSocket | undefined} */
  let socket
  /** @type {string | undefined} */
  let lastSeen
  let failures = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retry
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let late
  /** @type {string | undefined} */
  let asked

  /** @param {object} frame */
  const say = (frame) => {
    socket?.send(JSON.stringify(frame))
    clearTimeout(late)
    // A connection that no longer answers looks open for minutes; silence ends it.
    late = setTimeout(() => drop(), answerLimitMs)
  }
  const sendNext = () => {
    if (state !== 'open' || asked) return
    const next = own.find((message) => message.state === 'waiting')
    if (!next) return
    asked = next.id
    const files = next.files?.map(({ token }) => token) ?? []
    const context = setup.page && { context: { page: setup.page } }
    say({ type: 'message', id: next.id, text: next.text, ...(files.length > 0 && { files }), ...context })
  }
  /** @param {Shown} message */
  const show = (message) => {
    shown.set(message.id, message)
    lastSeen = message.id
    const i = own.findIndex(({ id }) => id === message.id)
    if (i >= 0) {
      own.splice(i, 1)
      store.forget(message.id)
    }
  }
  /**
   * @param {string} id
   * @param {Partial<Own>} change
   */
  const settle = (id, change) => {
    const message = own.find((one) => one.id === id)
    if (message) store.keep(Object.assign(message, change))
  }
  /** @param {any} frame */
  const hear = (frame) => {
    if (frame.type === 'welcome') {
      if (frame.session !== session) store.keepSession(frame.session)
      session = frame.session
      site = frame
      state = 'open'
      failures = 0
      problem = ''
      asked = undefined
      frame.messages.forEach(show)
    } else if (frame.type === 'message') {
      show(frame)
    } else if (frame.type === 'accepted') {
      settle(frame.id, { state: 'accepted' })
      if (asked === frame.id) asked = undefined
    } else if (frame.type === 'error') {
      if (frame.id) settle(frame.id, { state: 'refused', sentence: frame.sentence })
      else if (state !== 'open' && session) return startAnew()
      else problem = frame.sentence
      if (asked === frame.id) asked = undefined
    }
    if (frame.type !== 'message') clearTimeout(late)
    sendNext()
  }
  /** The hub does not know this session as one of its own. */
  const startAnew = () => {
    session = undefined
    store.keepSession('')
    say({ type: 'hello' })
  }
  const connect = () => {
    clearTimeout(retry)
    if (state === 'closed') return
    const opened = new Socket(setup.url)
    socket = opened
    opened.onopen = () => say({ type: 'hello', ...(session && { session }), ...(lastSeen && { lastSeen }) })
    opened.onmessage = ({ data }) => {
      if (socket !== opened) return
      hear(JSON.parse(String(data)))
      setup.onChange()
    }
    // Says nothing that the close after it does not; Node ends a program that does not listen.
    opened.onerror = () => {}
    opened.onclose = () => {
      if (socket === opened) comeBack()
    }
  }
  const drop = () => {
    const dead = socket
    comeBack()
    dead?.close()
  }
  const comeBack = () => {
    socket = undefined
    asked = undefined
    clearTimeout(late)
    if (state === 'closed') return
    state = 'connecting'
    const waitMs = Math.min(longestRetryMs, firstRetryMs * 2 ** failures) * (0.5 + Math.random() / 2)
    failures += 1
    clearTimeout(retry)
    retry = setTimeout(connect, waitMs)
    setup.onChange()
  }
  connect()

  return {
    /**
     * Writes a message; it is kept until it is stored.
     * @param {string} text
     * @param {Uploaded[]} [files]
     */
    send(text, files = []) {
      /** @type {Own} */
      const message = {
        id: newId(),
        text,
        ...(files.length > 0 && { files }),
        at: new Date().toISOString(),
        state: 'waiting',
      }
      own.push(message)
      store.keep(message)
      sendNext()
      setup.onChange()
    },
    /**
     * Hands a file over, to be sent with a message. Throws an Error whose message may be shown.
     * @param {Blob & { name: string }} file
     * @returns {Promise<Uploaded>}
     */
    async upload(file) {
      if (!session || !setup.filesUrl) throw new Error('Not connected yet. Please add the file again in a moment.')
      const url = new URL(setup.filesUrl)
      url.searchParams.set('name', file.name)
      const headers = { 'x-chat-session': session, 'content-type': file.type || 'application/octet-stream' }
      const reply = await fetch(url, { method: 'POST', headers, body: file }).catch(() => undefined)
      const told = await reply?.json().catch(() => undefined)
      if (!reply?.ok) throw new Error(told?.error?.sentence ?? `${file.name} could not be sent. Please try again.`)
      return { token: told.token, name: told.name, size: told.size }
    },
    /** Tries a refused message again. @param {string} id */
    sendAgain(id) {
      settle(id, { state: 'waiting' })
      sendNext()
      setup.onChange()
    },
    /** Tries now: the network is back, or somebody looks at the page again. */
    hurry() {
      if (state === 'connecting' && !socket) {
        failures = 0
        connect()
      }
    },
    view: () => ({ state, site, problem, messages: [...shown.values()], own: [...own] }),
    close() {
      state = 'closed'
      clearTimeout(retry)
      clearTimeout(late)
      socket?.close()
    },
  }
}

/** `crypto.randomUUID` exists on secure pages alone; a shop in a local network may have none. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/**
 * What outlives the page. Each unsent message has a key of its own, so that two open tabs do not overwrite each other.
 * Where storage is forbidden (private windows, blocked third-party frames) the chat works until the page is closed.
 * @param {Setup['storage']} storage
 * @param {string} prefix
 */
function memory(storage, prefix) {
  const key = (/** @type {string} */ id) => `${prefix}:own:${id}`
  /** @template T @param {() => T} work @param {T} otherwise */
  const tried = (work, otherwise) => {
    try {
      return work()
    } catch {
      return otherwise
    }
  }
  return {
    /** @returns {string | undefined} */
    session: () => tried(() => storage.getItem(`${prefix}:session`) || undefined, undefined),
    /** @param {string} value */
    keepSession: (value) => tried(() => storage.setItem(`${prefix}:session`, value), undefined),
    /** @param {Own} message */
    keep: (message) => tried(() => storage.setItem(key(message.id), JSON.stringify(message)), undefined),
    /** @param {string} id */
    forget: (id) => tried(() => storage.removeItem(key(id)), undefined),
    /** @returns {Own[]} */
    own: () =>
      tried(() => {
        const keys = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '')
        const kept = keys
          .filter((name) => name.startsWith(key('')))
          .map((name) => JSON.parse(storage.getItem(name) ?? ''))
        return kept.sort((a, b) => a.at.localeCompare(b.at))
      }, []),
  }
}
