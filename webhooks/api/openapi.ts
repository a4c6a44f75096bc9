import { z } from 'zod'
import type { Route } from './route.ts'
import { problem } from './schemas/shared.ts'

export interface OpenApi {
  openapi: '3.1.0'
  info: { title: string; version: string; description: string }
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, object> }
}
export interface Operation {
  summary: string
  security: Record<string, string[]>[]
  parameters: { name: string; in: 'path' | 'query'; required: boolean; schema: JsonSchema }[]
  requestBody?: { required: true; content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: JsonSchema }> }>
  'x-who': Route['who']
}
export interface JsonSchema {
  [key: string]: unknown
  properties?: Record<string, JsonSchema>
  required?: string[]
  $defs?: Record<string, JsonSchema>
}

/** Describes the routes as OpenAPI 3.1. */
export function describeApi(routes: readonly Route[]): OpenApi {
  const schemas: Record<string, JsonSchema> = {}
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => lifted(schema, io, schemas)
  const failure = { description: 'Refused', content: { 'application/json': { schema: schemaOf(problem, 'output') } } }
  const paths: OpenApi['paths'] = {}
  for (const route of routes) {
    const place = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[place] ??= {}
    paths[place][route.method.toLowerCase()] = {
      summary: route.summary,
      security: route.who === 'anyone' ? [] : [{ bearer: [] }],
      'x-who': route.who,
      parameters: [
        ...parametersOf(route.params && schemaOf(route.params, 'input'), 'path'),
        ...parametersOf(route.query && schemaOf(route.query, 'input'), 'query'),
      ],
      ...(route.body && {
        requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } },
      }),
      ...(route.upload && {
        requestBody: {
          required: true,
          content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
        },
      }),
      responses: {
        ...(route.reply
          ? {
              [route.status ?? 200]: {
                description: 'Done',
                content: {
                  [route.stream ? 'text/event-stream' : 'application/json']: {
                    schema: schemaOf(route.reply, 'output'),
                  },
                },
              },
            }
          : { 204: { description: 'Done' } }),
        default: failure,
      },
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Lummy', version: '1', description: 'The REST API that the admin uses. Times are ISO 8601 UTC.' },
    paths,
    components: { schemas, securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  }
}

/** A JSON schema whose named parts moved to `schemas`. */
function lifted(schema: z.ZodType, io: 'input' | 'output', schemas: Record<string, JsonSchema>): JsonSchema {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema
  const pointed = JSON.parse(JSON.stringify(made).replaceAll('#/$defs/', '#/components/schemas/')) as JsonSchema
  const { $schema: _, $defs, ...rest } = pointed
  for (const [name, part] of Object.entries($defs ?? {})) schemas[name] = withoutId(part)
  const name = z.globalRegistry.get(schema)?.id
  if (typeof name !== 'string') return rest
  if (!rest.$ref) schemas[name] = withoutId(rest)
  return { $ref: `#/components/schemas/${name}` }
}

function withoutId({ id: _, ...schema }: JsonSchema): JsonSchema {
  return schema
}

function parametersOf(schema: JsonSchema | undefined, place: 'path' | 'query'): Operation['parameters'] {
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (schema?.required ?? []).includes(name),
    schema: property,
  }))
}
