/** The domains that an `Authentication-Results` value, or an ARC copy of one, says passed: as signer, as sender or by DMARC. */
export function passingDomains(value: string): string[] {
  return bare(value.slice(0, 10_000))
    .split(';')
    .flatMap((result) => {
      const text = result.trim()
      const signed = /^dkim\s*=\s*pass\b/i.test(text)
        ? (property(text, 'header', 'd') ?? property(text, 'header', 'i'))
        : undefined
      const sent = /^spf\s*=\s*pass\b/i.test(text) ? property(text, 'smtp', 'mailfrom') : undefined
      const passed = /^dmarc\s*=\s*pass\b/i.test(text) ? property(text, 'header', 'from') : undefined
      return [signed, sent, passed].filter((domain) => domain !== undefined)
    })
}

/** `header.d=a.example`, `header.i=@a.example`, `smtp.mailfrom=x@a.example`: the domain alone. */
function property(result: string, type: string, name: string): string | undefined {
  const value = new RegExp(String.raw`\s${type}\.${name}\s*=\s*(\S{1,500})`, 'i').exec(result)?.[1] ?? ''
  const domain = value.slice(value.lastIndexOf('@') + 1).toLowerCase()
  return /^[\w.-]{1,255}$/.test(domain) ? domain : undefined
}

/** Comments and quoted words hold what a sender chose, also `; dkim=pass header.d=…`. */
function bare(value: string): string {
  let text = ''
  let depth = 0
  let isQuoted = false
  for (let index = 0; index < value.length; index++) {
    const character = value[index] ?? ''
    if (character === '\\') {
      index++
    } else if (character === '"' && depth === 0) {
      isQuoted = !isQuoted
    } else if (isQuoted) {
      // Left out: a quoted local part.
    } else if (character === '(') depth++
    else if (character === ')') depth = Math.max(0, depth - 1)
    else if (depth === 0) text += character
  }
  return text
}
