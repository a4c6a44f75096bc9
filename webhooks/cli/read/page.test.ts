import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { fetchPage, isPrivate, PageRefused } from './fetch-page.ts'
import { sectionsOfHtml, sectionsOfMarkdown } from './page.ts'

describe('Markdown', () => {
  test('is split by headings, each with the headings above it', () => {
    expect(
      sectionsOfMarkdown(
        'Intro\n\n# Shipping\n\nWe ship.\n\n## To Norway?\n\nYes, in **3** days.\n\n# Returns\n\n- 30 days\n',
      ),
    ).toEqual([
      { headings: ['Shipping'], text: 'We ship.' },
      { headings: ['Shipping', 'To Norway?'], text: 'Yes, in **3** days.' },
      { headings: ['Returns'], text: '- 30 days' },
    ])
  })

  test('a # inside code is no heading, front matter is no text, and a heading without text is left out', () => {
    expect(sectionsOfMarkdown('---\ntitle: x\n---\n# A\n\n```\n# not one\n```\n\n# B\n')).toEqual([
      { headings: ['A'], text: '```\n# not one\n```' },
    ])
  })

  test('emphasis and links in a heading become plain words', () => {
    expect(sectionsOfMarkdown('## How do I *reset* [my password](x)?\n\nLike this.')[0]?.headings).toEqual([
      'How do I reset my password?',
    ])
  })

  test('whatever the text, nothing throws and every section says something', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        for (const section of [...sectionsOfMarkdown(text), ...sectionsOfHtml(text)]) {
          expect(section.text).not.toBe('')
          expect(section.headings.length).toBeGreaterThan(0)
        }
      }),
    )
  })
})

describe('HTML', () => {
  test('is split by headings, without menu, scripts and footer', () => {
    const html = `<html><head><title>x</title><script>alert(1)</script></head><body><nav><h2>Menu</h2>Home</nav>
      <h1>Help</h1><h2>Do you ship to <em>Norway</em>?</h2><p>Yes, in 3&nbsp;days. See <a href="https://shop.example/s">our list</a>.</p>
      <h2>Returns</h2><ul><li>30 days</li><li>free</li></ul><footer><h2>Imprint</h2>Shop Ltd</footer></body></html>`
    const sections = sectionsOfHtml(html)
    expect(sections.map((section) => section.headings)).toEqual([
      ['Help', 'Do you ship to Norway?'],
      ['Help', 'Returns'],
    ])
    expect(sections[0]?.text).toMatch(/^Yes, in 3\sdays\. See our list \(https:\/\/shop\.example\/s\)\.$/)
    expect(sections[1]?.text).toMatch(/30 days[\s\S]*free/)
  })

  test('folded questions and lists of terms are questions and answers', () => {
    const html = `<h1>FAQ</h1><details><summary>Open on Sundays?</summary><p>No.</p></details><dl><dt>By card?</dt><dd>Yes.</dd></dl>`
    expect(sectionsOfHtml(html)).toEqual([
      { headings: ['FAQ', 'Open on Sundays?'], text: 'No.' },
      { headings: ['FAQ', 'By card?'], text: 'Yes.' },
    ])
  })
})

describe('fetching a page', () => {
  const servers: Server[] = []
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    }
  })

  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener)
    servers.push(server)
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  test('reads the page in the charset that it names, after redirects', async () => {
    const base = await serve((request, response) => {
      if (request.url === '/old') return void response.writeHead(302, { location: '/new' }).end()
      response.setHeader('content-type', 'text/html; charset=iso-8859-1')
      response.end(Buffer.from('<h1>Café</h1>', 'latin1'))
    })
    expect(await fetchPage(`${base}/old`, { allowPrivate: true })).toMatchObject({
      url: `${base}/new`,
      text: '<h1>Café</h1>',
    })
  })

  test('a private address is refused before anything is asked of it, by number and by name', async () => {
    let asked = 0
    const base = await serve((_, response) => {
      asked += 1
      response.end('secret')
    })
    await expect(fetchPage(base, { allowPrivate: false })).rejects.toThrow(/private network/)
    await expect(fetchPage(base.replace('127.0.0.1', 'localhost'), { allowPrivate: false })).rejects.toThrow(
      /private network/,
    )
    expect(asked).toBe(0)
  })

  test('what is too large, too slow, no page or no address is refused with a sentence', async () => {
    const base = await serve((request, response) => {
      if (request.url === '/large') response.end('x'.repeat(5000))
      else if (request.url === '/loop') response.writeHead(302, { location: '/loop' }).end()
      else if (request.url === '/gone') response.writeHead(404).end()
      else if (request.url === '/away') response.writeHead(302, { location: 'file:///etc/passwd' }).end()
      else response.write('slowly')
    })
    const fetched = (path: string) =>
      fetchPage(`${base}${path}`, { allowPrivate: true, maxBytes: 1000, timeoutMs: 300 })
    await expect(fetched('/large')).rejects.toThrow(/larger than 1000 bytes/)
    await expect(fetched('/loop')).rejects.toThrow(/more than 5 redirects/)
    await expect(fetched('/gone')).rejects.toThrow(/answered 404/)
    await expect(fetched('/away')).rejects.toThrow(/no http or https address/)
    await expect(fetched('/slow')).rejects.toThrow(/in time/)
    await expect(fetchPage('ftp://x.example', { allowPrivate: true })).rejects.toThrow(PageRefused)
  })

  test.each([
    ['127.0.0.1', true],
    ['10.1.2.3', true],
    ['172.31.0.1', true],
    ['192.168.1.1', true],
    ['169.254.169.254', true],
    ['100.64.0.1', true],
    ['0.0.0.0', true],
    ['::1', true],
    ['::', true],
    ['fd00::1', true],
    ['fe80::1', true],
    ['::ffff:127.0.0.1', true],
    ['::ffff:7f00:1', true],
    ['64:ff9b::7f00:1', true],
    ['2002:7f00:1::', true],
    ['8.8.8.8', false],
    ['172.32.0.1', false],
    ['2606:4700::1111', false],
  ])('the address %s is private: %s', (address, expected) => {
    expect(isPrivate(address)).toBe(expected)
  })
})
