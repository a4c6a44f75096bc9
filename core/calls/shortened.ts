/** One line of what somebody said, cut between words. `most` = characters. Pure. */
export function shortened(text: string, most: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length <= most ? line : `${line.slice(0, most).replace(/\s+\S*$/u, '')} …`
}
