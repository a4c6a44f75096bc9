import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

interface Service {
  image?: string
  command?: string[]
  environment?: Record<string, string>
  healthcheck?: { test: string[] }
  depends_on?: Record<string, { condition: string }>
  volumes?: string[]
}

describe('docker-compose.yml', () => {
  const text = read('docker-compose.yml')
  const { services, volumes } = parse(text, { merge: true }) as {
    services: Record<string, Service>
    volumes: Record<string, unknown>
  }

  test('names hub, worker, listen, PostgreSQL with pgvector and Redis', () => {
    expect(Object.keys(services).sort()).toEqual(['hub', 'listen', 'postgres', 'redis', 'worker'])
    expect(services.postgres?.image).toMatch(/^pgvector\/pgvector:pg\d+$/)
    expect(services.redis?.image).toMatch(/^redis:7/)
    expect(services.hub?.command).toEqual(['node', 'webhooks/main.ts', 'start', 'hub'])
    expect(services.worker?.command).toEqual(['node', 'webhooks/main.ts', 'start', 'worker'])
    expect(services.listen?.command).toEqual(['node', 'webhooks/main.ts', 'start', 'listen'])
  })

  test('starts our processes only over a database and a queue that are well', () => {
    for (const name of ['hub', 'worker', 'listen']) {
      expect(services[name]?.depends_on).toMatchObject({
        postgres: { condition: 'service_healthy' },
        redis: { condition: 'service_healthy' },
      })
    }
    // The image asks /healthz, which only a hub has.
    for (const name of ['worker', 'listen']) expect(services[name]?.healthcheck?.test).toContain('process.kill(1, 0)')
    expect(services.postgres?.healthcheck?.test).toContain('pg_isready')
    expect(services.redis?.healthcheck?.test).toContain('ping')
  })

  test('gives no secret a default', () => {
    const references = [...text.matchAll(/\$\{([A-Z_]+)(:[?-])?([^}]*)\}/g)]
    const secret = references.filter(([, name]) => /SECRET|PASSWORD|KEY|TOKEN/.test(name ?? ''))
    expect(secret.map(([, name]) => name)).toEqual(expect.arrayContaining(['LUMMY_SECRET_KEY', 'POSTGRES_PASSWORD']))
    for (const [all, , kind, rest] of secret) {
      expect(kind === ':?' || (kind === ':-' && rest === ''), all).toBe(true)
    }
  })

  test('keeps in named volumes what must outlive a container', () => {
    const used = Object.values(services).flatMap((service) => service.volumes ?? [])
    for (const volume of used) expect(Object.keys(volumes)).toContain(volume.split(':')[0])
    expect(services.postgres?.volumes).toHaveLength(1)
    expect(services.hub?.volumes).toEqual(services.worker?.volumes)
  })
})

describe('Dockerfile', () => {
  const text = read('Dockerfile')
  const lastStage = text.slice(text.lastIndexOf('\nFROM '))

  test('runs as a plain user, without development packages, and tells whether it is well', () => {
    expect(lastStage).toMatch(/^USER node$/m)
    expect(lastStage).toMatch(/^HEALTHCHECK [\s\S]*\/healthz/m)
    expect(lastStage).toMatch(/^CMD \["node", "webhooks\/main\.ts", "start"\]$/m)
    expect(text).toMatch(/^RUN npm ci --omit=dev$/m)
  })

  test('copies every folder that the server imports from, and only paths that exist', () => {
    const copied = [...lastStage.matchAll(/^COPY (?!--)(.+) \S+$/gm)].flatMap(([, paths]) => paths?.split(' ') ?? [])
    const { imports } = JSON.parse(read('package.json')) as { imports: Record<string, string> }
    const needed = Object.values(imports).map((path) => path.replace(/^\.\/(.+)\/\*$/, '$1'))
    expect(copied).toEqual(expect.arrayContaining(needed))
    for (const path of copied) expect(existsSync(new URL(`../../${path}`, import.meta.url)), path).toBe(true)
  })

  test('uses the Node of the development packages', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: { node: string } }
    const majors = [...text.matchAll(/^FROM node:(\d+)/gm)].map(([, major]) => major)
    expect(new Set(majors)).toEqual(new Set([devDependencies.node.split('.')[0]]))
  })
})

describe('the start', () => {
  const check = (version: string) => {
    const program = `Object.defineProperty(process.versions, 'node', { value: '${version}' }); await import('./.ci/node.mjs')`
    try {
      execFileSync(process.execPath, ['--input-type=module', '-e', program], {
        cwd: new URL('../../', import.meta.url),
        stdio: 'pipe',
      })
      return ''
    } catch (error) {
      return String((error as { stderr: Buffer }).stderr)
    }
  }

  test('says in a sentence what to do when an old Node runs it', () => {
    expect(check('20.20.2')).toContain('Lummy needs Node 22.18 or newer to run; this is Node 20.20.2')
    expect(check('24.0.0')).toBe('')
  })

  test('every script of package.json begins with that check or needs none', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['start', 'test', 'check', 'bench', 'lummy']))
    for (const [name, command] of Object.entries(scripts)) {
      if (!command.startsWith('npm run')) expect(command, name).toContain('.ci/node.mjs')
    }
  })
})
