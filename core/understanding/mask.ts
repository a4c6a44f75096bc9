/** Replaces card numbers, passwords, PINs and security codes; run before a text is stored, shown or sent to a model. */
export function maskSecrets(text: string): { text: string; masked: number } {
  let masked = 0
  const cards = text.replace(cardShape, (span) => {
    const digits = span.replace(/\D/g, '')
    if (!isCardNumber(digits)) return span
    masked++
    return '[card number removed]'
  })
  const clean = cards.replace(secretShape, (span, label: string, link: string, value: string) => {
    const stated = /[:=]/.test(link)
    if (value.startsWith('[') || (!stated && !looksSecret(value))) return span
    masked++
    return `${label}${link}[removed]`
  })
  return { text: clean, masked }
}

export function isCardNumber(digits: string): boolean {
  return digits.length >= 13 && digits.length <= 19 && passesLuhn(digits)
}

const cardShape = /(?<![\p{L}\p{N}])\d(?:[ -]?\d){12,18}(?![\p{L}\p{N}])/gu

const secretWords = [
  'password|passwd|passcode|pass ?phrase|pin(?: code)?|security code|cvv2?|cvc2?|one[- ]time code|verification code',
  'passwort|kennwort|sicherheitscode|prüfnummer|geheimzahl',
  'mot de passe|code secret|code pin|cryptogramme',
  'contraseña|clave|código de seguridad',
  'parola d.ordine|codice di sicurezza',
  'senha|código de segurança|palavra-passe',
  'wachtwoord|pincode|beveiligingscode',
  'kod bezpieczeństwa|lösenord|hasło|şifre|пароль',
].join('|')
const links = 'is now|is still|is|was|ist|lautet|war|est|es|era|è|é|são|is:|är|to'
const secretShape = new RegExp(
  `((?<![\\p{L}\\p{N}])(?:${secretWords}))((?:\\s{1,3}(?:${links}))?\\s{0,3}[:=]\\s{0,3}|\\s{1,3}(?:${links})\\s{1,3}|\\s{1,3}(?=\\d{3,8}(?!\\d)))(\\S{1,64})`,
  'giu',
)

/** Words that follow "my password is" when no password does. */
const plainWords = new Set(
  `not wrong incorrect invalid expired the a an my your correct right working being reset blocked locked forgotten lost
  gone still no longer never always required needed missing unknown too only it that this also accepted rejected
  nicht falsch ungültig abgelaufen gesperrt vergessen weg leider das der die mein immer noch zu
  incorrecte pas expiré oublié invalide bloqué incorrecta no errónea inválida correcta incorreta inválida sbagliata
  scaduta non verkeerd niet onjuist verlopen geblokkeerd change log sign access get use do be have`.split(/\s+/),
)

function looksSecret(value: string): boolean {
  const word = value.toLowerCase().replace(/[.,;!?…)]+$/, '')
  return word.length > 0 && !plainWords.has(word)
}

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0 && /[1-9]/.test(digits)
}
