#!/usr/bin/env node
import { connectors } from '#connectors/index.ts'
import { ConfigInvalid } from '#core/errors.ts'
import { runCommand } from './cli/lummy.ts'
import { readConfig } from './wire.ts'

/** The one place that reads the environment; everything else is handed what it needs. */
const environment = Object.assign({}, ...connectors.map((connector) => connector.environment))
try {
  const config = readConfig(process.env, environment)
  process.exitCode = await runCommand(process.argv.slice(2), config, {
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    isTerminal: Boolean(process.stdout.isTTY && process.stdin.isTTY),
  })
} catch (error) {
  if (!(error instanceof ConfigInvalid)) throw error
  process.stderr.write(`${error.message}\nEvery variable is described in .env.example.\n`)
  process.exitCode = 2
}
