// Says what to do when this is run by a Node that cannot run TypeScript files as they are.
// Plain JavaScript without dependencies: it has to work on that old Node.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Lummy needs Node 22.18 or newer to run; this is Node ${process.versions.node} (${process.execPath}).\n` +
      'A plain "npm ci" brings Node 24 along for every "npm run" script: run it without --omit=dev and without\n' +
      '--ignore-scripts, then start through npm ("npm start", "npm run lummy -- --help"), or install Node 24.',
  )
  process.exit(1)
}
