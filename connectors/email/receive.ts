import type { InboundRequest, Received, Tools } from '#connectors/connector.ts'
import { PayloadInvalid, Rejected } from '#core/errors.ts'
import { attachedMail } from './attached.ts'
import { proveBytes, resolverOf } from './bytes.ts'
import { readDeliveries } from './delivery-events.ts'
import { readForm } from './form.ts'
import type { Mail } from './mail.ts'
import { eventsOf } from './parse.ts'
import { knownFields, readFacts, readParsed } from './parsed-mode.ts'
import { readRaw } from './raw-mode.ts'
import type { EmailSettings } from './settings.ts'
import { verifyRequest } from './verify.ts'

/** Verifies and reads one request of SendGrid: a mail at the integration's address, delivery events at its `events`. */
export async function receive(request: InboundRequest, settings: EmailSettings, tools: Tools): Promise<Received> {
  const response = { status: 200 }
  if (request.endpoint === 'events') {
    verifyRequest(request, settings.eventsPublicKey, tools.now())
    const { events, passedOver } = readDeliveries(request.body, settings)
    return { response, events, ...(passedOver > 0 ? { passedOver } : {}) }
  }
  if (request.endpoint !== '') throw new Rejected(404, 'no such address')
  verifyRequest(request, settings.parsePublicKey, tools.now())
  const mail = await readRequest(request, settings, tools)
  const attached = await attachedMail(mail)
  const read = attached === undefined ? mail : { ...mail, attached }
  return { response, events: eventsOf(read, settings, tools.now()) }
}

async function readRequest(request: InboundRequest, settings: EmailSettings, tools: Tools): Promise<Mail> {
  const form = await readForm(request.body, request.headers['content-type'])
  const fields = knownFields(form)
  if (fields === undefined) throw new PayloadInvalid('no field of Inbound Parse in the form')
  if (fields.email === undefined) return readParsed(fields, form.files)
  const resolve = resolverOf(tools.environment.EMAIL_DNS_SERVERS)
  const { authservId } = settings
  const proof = await proveBytes(fields.email, { resolve, now: tools.now(), authservId })
  return { ...(await readRaw(fields.email)), ...readFacts(fields), ...(proof === undefined ? {} : { proof }) }
}
