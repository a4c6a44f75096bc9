import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { ImportRun } from '#core/domain/learning.ts'
import { makePairing, type Pairing, pairsOf } from '#core/learning/import/pairs.ts'
import { runImport } from '#core/learning/import/run.ts'
import { readStaff, staffTest } from '#core/learning/import/staff.ts'
import { ask } from './ask.ts'
import {
  type CliCommand,
  type CliContext,
  chooseBusiness,
  exitCodes,
  type House,
  ownerOf,
  WrongUsage,
} from './command.ts'
import { importReport, summaryReport } from './import-report.ts'
import { makeProgress } from './progress.ts'
import { readTime } from './read/fields.ts'
import { type Gathered, gather } from './read/gather.ts'
import { openPast, pastFormats } from './read/past.ts'

export const importCommand: CliCommand = {
  name: 'import',
  summary: 'learn from past mail, tickets or chats',
  configure: (command) =>
    void command
      .argument(
        '[path]',
        'an mbox file, a folder of .eml, a CSV table, or JSON lines {conversation, at, from, author?, text}',
      )
      .option('--staff <list>', 'who answers: addresses and domains, as anna@x.example,@x.example')
      .option('--since <date>', 'learn only from answers since then')
      .option('--dry-run', 'only show what would be learned, and what is skipped and why')
      .option('--format <format>', `what the file is: ${pastFormats.join(', ')}`)
      .option('--undo <id>', 'unlearn an import')
      .option('--business <address>', 'the business that learns, by its owner’s address or its id'),
  async run(args, options, context) {
    const business = text(options.business)
    if (options.undo !== undefined) return undo(String(options.undo), business, context)
    const [path] = args
    if (path === undefined) throw new WrongUsage('Say what to import: lummy import <file or folder>')
    const since = text(options.since)
    const sinceAt = since === undefined ? undefined : readTime(since)
    if (since !== undefined && sinceAt === undefined)
      throw new WrongUsage(`--since ${since} is no date; write it as 2026-01-31.`)
    const past = await openPast(path, text(options.format))
    const gathered = await gather(past, progressOf(context, 'Reading', past.totalBytes))
    try {
      const staff = await staffOf(text(options.staff), gathered, options.dryRun === true, context)
      const settings = { staff, ...(sinceAt === undefined ? {} : { since: sinceAt }) }
      const pairing = () =>
        makePairing({ isStaff: staffTest(staff), ...(sinceAt === undefined ? {} : { since: sinceAt }) })
      const report = await importReport(gathered, pairing(), staff)
      context.stdout.write(report.text)
      if (options.dryRun === true) return exitCodes.done
      if (report.pairs === 0) {
        context.stderr.write('There is nothing to learn in it.\n')
        return exitCodes.failed
      }
      const digest = createHash('sha256')
        .update(JSON.stringify([past.digest(), settings]))
        .digest('hex')
      return await learn(
        { name: basename(path), digest, settings, total: report.pairs, gathered, pairing, business },
        context,
      )
    } finally {
      await gathered.stage.close()
    }
  },
}

interface Work {
  name: string
  digest: string
  settings: { staff: string[]; since?: string }
  total: number
  gathered: Gathered
  pairing: () => Pairing
  business: string | undefined
}

async function learn(work: Work, context: CliContext): Promise<number> {
  const house = await context.openHouse()
  const stop = new AbortController()
  const onInterrupt = () => stop.abort()
  process.once('SIGINT', onInterrupt)
  try {
    const businessId = await chooseBusiness(house.store, work.business)
    const run = await startOrResume(work, businessId, house)
    if (run.state === 'done') {
      context.stdout.write(
        `This was imported before, as ${run.id}: there is nothing to do.\nTo unlearn it: lummy import --undo ${run.id}\n`,
      )
      return exitCodes.done
    }
    if (run.done > 0) context.stdout.write(`Going on with the import ${run.id}, after ${run.done} pairs.\n`)
    const progress = progressOf(context, 'Learning', work.total, run.done)
    const summary = await runImport(
      house.ports,
      house.learners,
      businessId,
      run,
      pairsOf(work.gathered.stage.sorted(), work.pairing()),
      {
        batchSize: 100,
        onProgress: progress.at,
        signal: stop.signal,
      },
    )
    progress.end()
    if (!summary) {
      context.stdout.write('Stopped. The same command goes on from here.\n')
      return exitCodes.failed
    }
    context.stdout.write(summaryReport(summary))
    context.stdout.write(`\nThis import is ${run.id}. To unlearn it: lummy import --undo ${run.id}\n`)
    return exitCodes.done
  } finally {
    process.off('SIGINT', onInterrupt)
    await house.close()
  }
}

async function startOrResume(work: Work, businessId: string, house: House): Promise<ImportRun> {
  const { imports, ...scope } = house.store.of(businessId)
  const known = await imports.byDigest(work.digest)
  if (known) return known
  const agent = await scope.agent()
  const { name, digest, total, settings } = work
  const run = await imports.start({ agentId: agent.id, name, digest, total, fromSeq: agent.learningSeq })
  await imports.update(run.id, { summary: { ...settings } })
  return { ...run, summary: { ...settings } }
}

async function undo(id: string, business: string | undefined, context: CliContext): Promise<number> {
  const house = await context.openHouse()
  try {
    const businessId = await chooseBusiness(house.store, business)
    if (!(await house.store.of(businessId).imports.get(id))) throw new WrongUsage(`There is no import ${id}.`)
    const { run, erased } = await house.core.imports.undo(await ownerOf(house.store, businessId), id)
    context.stdout.write(
      run.state === 'undone'
        ? `${run.name} was undone before.\n`
        : `${run.name} is unlearned: ${erased} rows of the learning log are blank now.\n`,
    )
    return exitCodes.done
  } finally {
    await house.close()
  }
}

/** The staff list: as given, else guessed and, on a terminal, asked. */
async function staffOf(
  given: string | undefined,
  gathered: Gathered,
  isDryRun: boolean,
  context: CliContext,
): Promise<string[]> {
  if (given !== undefined) {
    const staff = readStaff(given)
    if (!staff) throw new WrongUsage(`--staff ${given}: each is an address or a domain, as anna@x.example,@x.example`)
    return staff
  }
  if (!gathered.needsStaff) return []
  const guess = gathered.guess.guess()
  const list = guess.join(',')
  if (guess.length > 0 && isDryRun) {
    context.stdout.write(`Taking ${list} for your staff; if that is wrong, say who they are with --staff.\n`)
    return guess
  }
  if (!context.isTerminal) {
    throw new WrongUsage(
      guess.length === 0
        ? 'It does not show who your staff are; say so with --staff anna@x.example,@x.example'
        : `Your staff seem to be ${list}. If that is right, add: --staff ${list}`,
    )
  }
  const question =
    guess.length === 0
      ? 'Who answers customers (addresses or @domains)? '
      : `Are these your staff: ${list}? [Enter = yes, or type who] `
  const answer = (await ask(question, context)).trim()
  if (answer === '' || /^(?:y|yes|ja|oui|si)$/i.test(answer)) {
    if (guess.length > 0) return guess
    throw new WrongUsage('Without knowing who your staff are, nothing can be learned.')
  }
  const staff = readStaff(answer)
  if (!staff) throw new WrongUsage(`"${answer}" is neither an address nor a domain such as @x.example.`)
  return staff
}

function progressOf(context: CliContext, label: string, total: number | undefined, from = 0) {
  return makeProgress({ label, total, from, output: context.stderr, isTerminal: context.isTerminal, nowMs: Date.now })
}

function text(option: unknown): string | undefined {
  return typeof option === 'string' ? option : undefined
}
