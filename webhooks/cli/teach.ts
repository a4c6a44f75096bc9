import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { type TaughtAnswer, teach } from '#core/learning/teach.ts'
import { type CliCommand, type CliContext, chooseBusiness, exitCodes, ownerOf, WrongUsage } from './command.ts'
import { readTable } from './read/csv.ts'
import { fetchPage, PageRefused } from './read/fetch-page.ts'
import { type Section, sectionsOfHtml, sectionsOfMarkdown } from './read/page.ts'

export const teachCommand: CliCommand = {
  name: 'teach',
  summary: 'learn answers from a Markdown file, a table of questions and answers, or one web page',
  configure: (command) =>
    void command
      .argument(
        '[source]',
        'a .md file (by heading), a .csv with the columns question and answer, an .html file, or an http(s) address',
      )
      .option('--allow-private', 'fetch an address inside a private network too')
      .option('--undo <id>', 'unlearn what was taught')
      .option('--business <address>', 'the business that learns, by its owner’s address or its id'),
  async run([source], options, context) {
    const business = typeof options.business === 'string' ? options.business : undefined
    if ((source === undefined) === (options.undo === undefined))
      throw new WrongUsage('Say what to learn from: lummy teach <file or address>')
    let page: { source: string; answers: TaughtAnswer[] } | undefined
    try {
      if (source !== undefined) page = await readPage(source, options.allowPrivate === true, context)
    } catch (error) {
      if (!(error instanceof PageRefused)) throw error
      context.stderr.write(`${error.message}\n`)
      return exitCodes.failed
    }
    if (page?.answers.length === 0) {
      context.stderr.write(
        `No questions and answers were found in ${page.source}: it needs headings with text under them.\n`,
      )
      return exitCodes.failed
    }
    const house = await context.openHouse()
    try {
      const businessId = await chooseBusiness(house.store, business)
      if (page === undefined) {
        const id = String(options.undo)
        if (!(await house.store.of(businessId).imports.get(id)))
          throw new WrongUsage(`There is nothing that was taught as ${id}.`)
        const { run, erased } = await house.core.imports.undo(await ownerOf(house.store, businessId), id)
        context.stdout.write(`${run.name} is unlearned: ${erased} rows of the learning log are blank now.\n`)
        return exitCodes.done
      }
      const taught = await teach(house.ports, house.learners, businessId, page)
      const what = taught.wasKnown ? 'This was taught before' : `Learned ${taught.learned} answers from ${page.source}`
      context.stdout.write(
        `${what}, as ${taught.importId}. They are proposed to staff and never sent alone before staff have sent them.\n`,
      )
      context.stdout.write(`To unlearn it: lummy teach --undo ${taught.importId}\n`)
      return exitCodes.done
    } finally {
      await house.close()
    }
  },
}

const maxFileBytes = 5_000_000

/** Reads the answers of a file or page. Throws WrongUsage, or PageRefused for an address that gives no page. */
async function readPage(
  source: string,
  allowPrivate: boolean,
  context: CliContext,
): Promise<{ source: string; answers: TaughtAnswer[] }> {
  if (/^https?:\/\//i.test(source)) {
    const page = await fetchPage(source, { allowPrivate })
    const sections = /markdown|text\/plain/i.test(page.type) ? sectionsOfMarkdown(page.text) : sectionsOfHtml(page.text)
    return { source: page.url, answers: answersOf(sections) }
  }
  const found = await stat(source).catch(() => undefined)
  if (!found?.isFile()) throw new WrongUsage(`There is no file ${source}.`)
  if (found.size > maxFileBytes) throw new WrongUsage(`${source} is larger than ${maxFileBytes / 1_000_000} MB.`)
  const name = basename(source)
  switch (extname(source).toLowerCase()) {
    case '.md':
    case '.markdown':
    case '.txt':
      return { source: name, answers: answersOf(sectionsOfMarkdown(await readFile(source, 'utf8'))) }
    case '.html':
    case '.htm':
      return { source: name, answers: answersOf(sectionsOfHtml(await readFile(source, 'utf8'))) }
    case '.csv':
    case '.tsv':
      return { source: name, answers: await answersOfTable(source, context) }
    default:
      throw new WrongUsage(`${name} is no .md, .html or .csv file.`)
  }
}

/** A heading asks, its text answers; a heading of few words is asked together with the one above it. */
function answersOf(sections: readonly Section[]): TaughtAnswer[] {
  return sections.map(({ headings, text }) => {
    const own = headings.at(-1)!
    const above = headings.at(-2)
    const isQuestion = own.includes('?') || own.split(/\s+/).length > 3
    return { question: isQuestion || above === undefined ? own : `${above}: ${own}`, reply: text }
  })
}

async function answersOfTable(path: string, context: CliContext): Promise<TaughtAnswer[]> {
  const answers: TaughtAnswer[] = []
  for await (const row of readTable(createReadStream(path))) {
    if ('problem' in row) context.stderr.write(`line ${row.line}: ${row.problem}\n`)
    else {
      const { question = '', answer = '' } = row.fields
      if (question.trim() && answer.trim()) answers.push({ question, reply: answer })
      else context.stderr.write(`line ${row.line}: question or answer is empty\n`)
    }
  }
  return answers
}
