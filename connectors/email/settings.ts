import { z } from 'zod'
import { readEcdsaKey } from '#connectors/shared/signatures.ts'

const publicKey = z
  .string()
  .refine((text) => readEcdsaKey(text) !== undefined, 'this is no elliptic-curve public key')
  .optional()

/** What one connected mailbox needs. */
export const emailSettings = z.object({
  address: z
    .email()
    .toLowerCase()
    .describe('The address that customers write to and that answers come from: help@shop.example'),
  name: z.string().min(1).max(100).describe('The name that customers see beside the address: Example Shop'),
  apiKey: z.string().min(10).describe('SendGrid API key with the permission "Mail Send"'),
  inboundDomain: z
    .string()
    .toLowerCase()
    .regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/, 'a domain name such as in.shop.example')
    .describe('The domain whose MX record points to SendGrid and that nothing else uses: in.shop.example'),
  parsePublicKey: publicKey.describe(
    'Public key of the security policy of SendGrid’s Inbound Parse; when set, unsigned mail is refused',
  ),
  eventsPublicKey: publicKey.describe(
    'Verification key of SendGrid’s signed Event Webhook; when set, unsigned events are refused',
  ),
  authservId: z
    .string()
    .toLowerCase()
    .optional()
    .describe(
      'Name that your own mail server writes first in Authentication-Results, when it forwards mail to us: mx.google.com. Only mail handed over by a host of that domain is judged by it',
    ),
})

export type EmailSettings = z.infer<typeof emailSettings>

/** What holds for the whole installation. */
export const emailEnvironment = {
  SENDGRID_API_URL: z
    .url()
    .default('https://api.sendgrid.com')
    .describe('Where SendGrid’s API is, for proxies and the EU region'),
  EMAIL_DNS_SERVERS: z
    .string()
    .regex(/^[\da-f.:,[\] ]+$/i, 'addresses of name servers, with commas between: 1.1.1.1, 9.9.9.9')
    .optional()
    .describe(
      'Name servers that are asked for the keys of signed mail, with commas between; unset = those of the machine',
    ),
}
