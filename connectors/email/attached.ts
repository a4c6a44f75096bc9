import type { Mail } from './mail.ts'
import { readRaw } from './raw-mode.ts'
import { announcesForward } from './read-mail.ts'

/**
 * Reads the one mail that another one passes on as a file, as Outlook, Gmail and Apple Mail forward "as attachment"; undefined
 * where there is none, or several. What comes along with words under an ordinary subject is shown to us, not passed on.
 */
export async function attachedMail(mail: Mail): Promise<Mail['attached']> {
  const [file, ...more] = mail.attachments.filter(
    ({ type, name }) => type === 'message/rfc822' || isMailFile(type, name),
  )
  if (file?.bytes === undefined || more.length > 0 || file.size > mostBytes) return undefined
  const isBare = mail.text.trim() === '' && mail.html === ''
  if (!announcesForward(mail.subject) && !isBare) return undefined
  // Delivery reports bring the mail that did not arrive.
  const isReport = mail.headers.some(
    ({ name, value }) => name === 'content-type' && /^multipart\/report\b/i.test(value),
  )
  return isReport ? undefined : readRaw(file.bytes)
}

const isMailFile = (type: string, name: string) => type === 'application/octet-stream' && /\.eml$/i.test(name)

const mostBytes = 20_000_000
