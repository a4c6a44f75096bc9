/** Slack's names of the emoji that people use most at work. Others come with their code points in the message's blocks. */
const known: Record<string, string> = {
  slightly_smiling_face: '🙂',
  smile: '😄',
  smiley: '😃',
  grinning: '😀',
  grin: '😁',
  laughing: '😆',
  joy: '😂',
  rolling_on_the_floor_laughing: '🤣',
  blush: '😊',
  innocent: '😇',
  wink: '😉',
  relieved: '😌',
  heart_eyes: '😍',
  kissing_heart: '😘',
  stuck_out_tongue: '😛',
  sunglasses: '😎',
  star_struck: '🤩',
  thinking_face: '🤔',
  hugging_face: '🤗',
  neutral_face: '😐',
  expressionless: '😑',
  no_mouth: '😶',
  smirk: '😏',
  unamused: '😒',
  face_with_rolling_eyes: '🙄',
  grimacing: '😬',
  pensive: '😔',
  confused: '😕',
  slightly_frowning_face: '🙁',
  disappointed: '😞',
  worried: '😟',
  cry: '😢',
  sob: '😭',
  angry: '😠',
  rage: '😡',
  scream: '😱',
  fearful: '😨',
  cold_sweat: '😰',
  sweat: '😓',
  sweat_smile: '😅',
  tired_face: '😫',
  weary: '😩',
  sleeping: '😴',
  mask: '😷',
  exploding_head: '🤯',
  upside_down_face: '🙃',
  partying_face: '🥳',
  wave: '👋',
  '+1': '👍',
  thumbsup: '👍',
  '-1': '👎',
  thumbsdown: '👎',
  ok_hand: '👌',
  clap: '👏',
  raised_hands: '🙌',
  pray: '🙏',
  handshake: '🤝',
  muscle: '💪',
  point_right: '👉',
  point_left: '👈',
  point_up: '☝️',
  point_down: '👇',
  crossed_fingers: '🤞',
  v: '✌️',
  raised_hand: '✋',
  eyes: '👀',
  shrug: '🤷',
  facepalm: '🤦',
  bow: '🙇',
  heart: '❤️',
  blue_heart: '💙',
  green_heart: '💚',
  yellow_heart: '💛',
  broken_heart: '💔',
  sparkling_heart: '💖',
  sparkles: '✨',
  star: '⭐',
  star2: '🌟',
  fire: '🔥',
  boom: '💥',
  tada: '🎉',
  confetti_ball: '🎊',
  gift: '🎁',
  trophy: '🏆',
  medal: '🏅',
  rocket: '🚀',
  '100': '💯',
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  ballot_box_with_check: '☑️',
  x: '❌',
  warning: '⚠️',
  exclamation: '❗',
  question: '❓',
  bulb: '💡',
  information_source: 'ℹ️',
  no_entry: '⛔',
  bell: '🔔',
  mega: '📣',
  loudspeaker: '📢',
  lock: '🔒',
  key: '🔑',
  mag: '🔍',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  clock1: '🕐',
  alarm_clock: '⏰',
  calendar: '📆',
  date: '📅',
  memo: '📝',
  pencil: '📝',
  clipboard: '📋',
  paperclip: '📎',
  package: '📦',
  truck: '🚚',
  airplane: '✈️',
  car: '🚗',
  moneybag: '💰',
  credit_card: '💳',
  email: '📧',
  envelope: '✉️',
  phone: '☎️',
  telephone_receiver: '📞',
  iphone: '📱',
  computer: '💻',
  link: '🔗',
  wrench: '🔧',
  hammer: '🔨',
  gear: '⚙️',
  bug: '🐛',
  coffee: '☕',
  beer: '🍺',
  pizza: '🍕',
  cake: '🍰',
  sunny: '☀️',
  umbrella: '☔',
  snowflake: '❄️',
  rainbow: '🌈',
  arrow_right: '➡️',
  arrow_left: '⬅️',
  arrow_up: '⬆️',
  arrow_down: '⬇️',
}

/** The emoji of a message by name: '' for a custom one, which has no meaning outside its workspace. */
export type EmojiNames = ReadonlyMap<string, string>

/** Collects the emoji that a message's rich text names, with Slack's code points; undefined when it has no rich text. */
export function emojiIn(blocks: unknown): EmojiNames | undefined {
  const found = new Map<string, string>()
  const queue: unknown[] = [blocks]
  let isRich = false
  for (let seen = 0; queue.length > 0 && seen < 20_000; seen++) {
    const item = queue.pop()
    if (typeof item !== 'object' || item === null) continue
    const { type, name, unicode } = item as Record<string, unknown>
    if (type === 'rich_text') isRich = true
    if (type === 'emoji' && typeof name === 'string') {
      const emoji = typeof unicode === 'string' ? fromCodePoints(unicode) : undefined
      found.set(name, emoji ?? (Object.hasOwn(known, name) ? known[name] : undefined) ?? '')
    } else {
      queue.push(...Object.values(item).filter((child) => typeof child === 'object'))
    }
  }
  return isRich ? found : undefined
}

/** Replaces `:name:` by the emoji itself, drops custom ones, and leaves what is no emoji (10:30:45) alone. */
export function replaceEmoji(text: string, names: EmojiNames | undefined): string {
  return text.replace(/:([a-z0-9_+'-]{1,100}):( ?)/g, (whole: string, name: string, space: string, at: number) => {
    const tone = /^skin-tone-([2-6])$/.exec(name)?.[1]
    if (names) {
      const emoji = tone && text[at - 1] === ':' ? '' : names.get(name)
      return emoji === undefined ? whole : emoji === '' ? (tone ? space : '') : emoji + space
    }
    if (tone && text[at - 1] === ':') return String.fromCodePoint(0x1f3f9 + Number(tone)) + space
    if (Object.hasOwn(known, name)) return known[name] + space
    // A name that stands by itself and holds a letter is a custom emoji; inside a word or a time it is text.
    const end = at + whole.length - space.length
    const standsAlone = !/\w/.test(text[at - 1] ?? '') && !/\w/.test(text[end] ?? '')
    return standsAlone && /[a-z]/.test(name) ? '' : whole
  })
}

/** Reads "1f44b-1f3fb"; undefined when it is no list of code points. */
function fromCodePoints(text: string): string | undefined {
  const points = text.split('-').map((part) => (/^[0-9a-f]{2,6}$/i.test(part) ? Number.parseInt(part, 16) : Number.NaN))
  return points.every((point) => point <= 0x10ffff) ? String.fromCodePoint(...points) : undefined
}
