import { expect, test } from 'vitest'
import { headerBlock } from './fixtures/requests.ts'
import { readHeaders } from './headers.ts'
import type { Mail } from './mail.ts'
import { isAligned } from './trust.ts'

function mail(given: {
  from?: string
  dkim?: string
  spf?: string
  sender?: string
  more?: string
  received?: string
}): Mail {
  const headers = {
    From: given.from ?? 'Maya <maya@shop.co.uk>',
    ...(given.received ? { Received: given.received } : {}),
  }
  return {
    headers: readHeaders(headerBlock(headers) + (given.more ?? '')),
    envelope: { to: [], ...(given.sender === undefined ? {} : { from: given.sender }) },
    subject: '',
    text: '',
    html: '',
    attachments: [],
    checks: { dkim: given.dkim ?? '', spf: given.spf ?? '' },
  }
}

test.each([
  ['DKIM of the same domain passes', { dkim: '{@shop.co.uk : pass}' }, true],
  ['DKIM of a subdomain passes', { dkim: '{@mail.shop.co.uk : pass}' }, true],
  ['the sender writes from a subdomain', { from: 'maya@desk.shop.co.uk', dkim: '{@shop.co.uk : pass}' }, true],
  ['one of several DKIM signatures passes', { dkim: '{@list.example : fail, @shop.co.uk : pass}' }, true],
  ['SPF of the same domain passes', { spf: 'pass', sender: 'bounce@mail.shop.co.uk' }, true],
  ['DKIM of another domain passes', { dkim: '{@evil.example : pass}' }, false],
  ['a neighbour under the same public suffix passes', { dkim: '{@evil.co.uk : pass}' }, false],
  ['a neighbour of a shared host passes', { from: 'a@maya.github.io', dkim: '{@evil.github.io : pass}' }, false],
  ['DKIM fails', { dkim: '{@shop.co.uk : fail}' }, false],
  ['SPF fails softly', { spf: 'softfail', sender: 'maya@shop.co.uk' }, false],
  ['SPF passes for another envelope', { spf: 'pass', sender: 'x@evil.example' }, false],
  ['SPF passes for a bounce', { spf: 'pass', sender: '' }, false],
  ['nothing was checked', {}, false],
  ['the list holds words inside an entry', { dkim: '{@evil.example : fail (@shop.co.uk : pass)}' }, false],
  [
    'a signature names itself so that it writes the list',
    {
      dkim: '{@evil.example : fail, @shop.co.uk : pass, @evil.example : fail}',
      more: 'DKIM-Signature: v=1; d=evil.example : fail, @shop.co.uk : pass, @evil.example; s=x; b=YQ==\n',
    },
    false,
  ],
  [
    'the signatures name plain domains',
    { dkim: '{@shop.co.uk : pass}', more: 'DKIM-Signature: v=1; d=shop.co.uk; i=maya@shop.co.uk; b=YQ==\n' },
    true,
  ],
  ['DKIM says none', { dkim: 'none' }, false],
  ['there are two From headers', { dkim: '{@shop.co.uk : pass}', more: 'From: eve@evil.example\n' }, false],
  ['From holds two addresses', { from: 'maya@shop.co.uk, eve@evil.example', dkim: '{@shop.co.uk : pass}' }, false],
  ['From holds no address', { from: 'Maya', dkim: '{@shop.co.uk : pass}' }, false],
  [
    'the name pretends to be an address',
    { from: '"maya@shop.co.uk" <eve@evil.example>', dkim: '{@shop.co.uk : pass}' },
    false,
  ],
])('when %s', (_, given, aligned) => {
  expect(isAligned(mail(given))).toBe(aligned)
})

const google =
  'from mail-yw1.google.com (mail-yw1.google.com [209.85.161.46]) by mx0032.sendgrid.net (Postfix) with ESMTPS; Tue, 07 May 2024 10:12:30 +0000'
const stranger = google.replaceAll('mail-yw1.google.com', 'mail.evil.example')
const liar =
  'from mail-yw1.google.com (mail.evil.example [192.0.2.66]) by mx0032.sendgrid.net (Postfix) with ESMTPS; Tue, 07 May 2024 10:12:30 +0000'
const outside =
  'Received: from mail.evil.example (mail.evil.example. [192.0.2.66]) by mx.google.com with ESMTPS id x1; Tue, 07 May 2024 10:12:20 +0000\n'
const found =
  'Authentication-Results: mx.google.com; dkim=pass header.i=@shop.co.uk header.s=s1; spf=fail smtp.mailfrom=x@evil.example\n'
const relayed = outside.replace('by mx.google.com', 'by smtp-relay.gmail.com')

test.each([
  [
    'our server handed it over and found DKIM to pass',
    { received: google, more: outside + found },
    'mx.google.com',
    true,
  ],
  ['it wrote what it found above its own line', { received: google, more: found + outside }, 'mx.google.com', true],
  ['nothing is configured', { received: google, more: outside + found }, undefined, false],
  ['our server never took it in from outside', { received: google, more: found }, 'mx.google.com', false],
  [
    'a stranger sent it through our server’s relay',
    { received: google, more: relayed + found },
    'mx.google.com',
    false,
  ],
  [
    'the header came in from outside, below a line that was made up',
    { received: google, more: `${relayed}${outside}${found}` },
    'mx.google.com',
    false,
  ],
  [
    'a stranger handed it over with the same header',
    { received: stranger, more: outside + found },
    'mx.google.com',
    false,
  ],
  ['a stranger greeted with our server’s name', { received: liar, more: outside + found }, 'mx.google.com', false],
  [
    'another server wrote the header',
    { received: google, more: outside + found.replace('mx.google.com', 'mx.evil.example') },
    'mx.google.com',
    false,
  ],
  [
    'a comment in what it found holds a pass',
    {
      received: google,
      more: `${outside}Authentication-Results: mx.google.com; dkim=fail (x; dkim=pass header.d=shop.co.uk)\n`,
    },
    'mx.google.com',
    false,
  ],
  [
    'our server found it to fail, below which stands a forged pass',
    { received: google, more: outside + found.replace('pass', 'fail') + found },
    'mx.google.com',
    false,
  ],
])('a forwarded mail, when %s', (_, given, authservId, aligned) => {
  expect(isAligned(mail(given), authservId)).toBe(aligned)
})
