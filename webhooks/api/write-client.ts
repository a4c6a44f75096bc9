import { writeFile } from 'node:fs/promises'
import type { JsonSchema, OpenApi, Operation } from './openapi.ts'
import { describeApi } from './openapi.ts'
import { routes } from './routes.ts'

/** Where the admin finds the types of the API. */
export const clientPath = new URL('../../admin/src/lib/api.ts', import.meta.url)

/** Writes the API's description as TypeScript: one interface for each named shape, one entry for each route. */
export function writeClient(api: OpenApi): string {
  const shapes = Object.entries(api.components.schemas)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, schema]) => `export type ${name} = ${typeOf(schema)}\n`)
  const entries = Object.entries(api.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => entryOf(method.toUpperCase(), path, operation)),
  )
  return [
    '// Made by `npm run client -w admin` from the routes of the REST API; a test says when it is stale.\n',
    ...shapes,
    `/** Every address of the API, with what it takes and gives. */\nexport interface Routes {\n${entries.join('\n')}\n}\n`,
  ].join('\n')
}

function entryOf(method: string, path: string, operation: Operation): string {
  const of = (place: 'path' | 'query') => {
    const parameters = operation.parameters.filter((parameter) => parameter.in === place)
    if (parameters.length === 0) return 'undefined'
    return `{ ${parameters.map((p) => `${p.name}${p.required ? '' : '?'}: ${typeOf(p.schema)}`).join('; ')} }`
  }
  const content = Object.entries(operation.responses).find(([status]) => status !== 'default')?.[1].content
  const reply = content?.['application/json']?.schema ?? content?.['text/event-stream']?.schema
  const sent = operation.requestBody?.content
  const body = sent?.['application/json']?.schema
  const bodyType = sent?.['application/octet-stream'] ? 'Blob' : body ? typeOf(body) : 'undefined'
  return `  /** ${operation.summary} */
  '${method} ${path}': {
    params: ${of('path')}
    query: ${of('query')}
    body: ${bodyType}
    reply: ${reply ? typeOf(reply) : 'undefined'}
  }`
}

function typeOf(schema: JsonSchema): string {
  const { $ref, type, anyOf, oneOf, enum: values, const: value } = schema
  if (typeof $ref === 'string') return $ref.slice($ref.lastIndexOf('/') + 1)
  if (value !== undefined) return literal(value)
  if (Array.isArray(values)) return values.map(literal).join(' | ')
  const options = anyOf ?? oneOf
  if (Array.isArray(options)) return options.map(typeOf).join(' | ')
  if (Array.isArray(type)) return type.map((one) => typeOf({ ...schema, type: one })).join(' | ')
  switch (type) {
    case 'object':
      return objectOf(schema)
    case 'array':
      if (Array.isArray(schema.prefixItems))
        return `[${schema.prefixItems.map((item) => typeOf(item as JsonSchema)).join(', ')}]`
      return `Array<${typeOf((schema.items ?? {}) as JsonSchema)}>`
    case 'integer':
    case 'number':
      return 'number'
    case 'string':
    case 'boolean':
    case 'null':
      return type
    default:
      return 'unknown'
  }
}

function objectOf({ properties, required = [], additionalProperties, propertyNames }: JsonSchema): string {
  if (properties && Object.keys(properties).length > 0) {
    const lines = Object.entries(properties).map(
      ([name, property]) => `${name}${required.includes(name) ? '' : '?'}: ${typeOf(property)}`,
    )
    return `{ ${lines.join('; ')} }`
  }
  if (typeof additionalProperties !== 'object') return 'Record<string, never>'
  const key = propertyNames ? typeOf(propertyNames as JsonSchema) : 'string'
  const record = `Record<${key}, ${typeOf(additionalProperties as JsonSchema)}>`
  return key === 'string' || required.length > 0 ? record : `Partial<${record}>`
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value)
}

if (import.meta.main) await writeFile(clientPath, writeClient(describeApi(routes)))
