/** One field of a form made from a connector's JSON schema. */
export interface FormField {
  name: string
  label: string
  hint: string
  kind: 'text' | 'secret' | 'number' | 'flag' | 'choice' | 'list'
  choices: string[]
  isRequired: boolean
  initial: string | boolean
}

type Schema = Record<string, unknown>

/** The fields that a JSON schema of an object asks for. */
export function fieldsOf(schema: Schema, secrets: readonly string[]): FormField[] {
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  return Object.entries((schema['properties'] ?? {}) as Record<string, Schema>).map(([name, property]) => {
    const kind = kindOf(property, secrets.includes(name))
    const initial = property['default']
    return {
      name,
      label: labelOf(name),
      hint: typeof property['description'] === 'string' ? property['description'] : '',
      kind,
      choices: Array.isArray(property['enum']) ? property['enum'].map(String) : [],
      isRequired: required.includes(name) && initial === undefined,
      initial:
        kind === 'flag'
          ? initial === true
          : Array.isArray(initial)
            ? initial.join('\n')
            : initial === undefined
              ? ''
              : String(initial),
    }
  })
}

/** What was entered, as the connector's settings; empty fields are left out. */
export function settingsOf(
  fields: readonly FormField[],
  entered: Record<string, string | boolean>,
): Record<string, unknown> {
  const settings: Record<string, unknown> = {}
  for (const { name, kind } of fields) {
    const value = entered[name]
    if (typeof value === 'boolean') settings[name] = value
    else if (value === undefined || value.trim() === '') continue
    else if (kind === 'number') settings[name] = Number(value)
    else if (kind === 'list') settings[name] = value.split(/[\s,]+/).filter((part) => part !== '')
    else settings[name] = value.trim()
  }
  return settings
}

function kindOf(property: Schema, isSecret: boolean): FormField['kind'] {
  if (isSecret) return 'secret'
  if (Array.isArray(property['enum'])) return 'choice'
  const options = (property['anyOf'] ?? property['oneOf']) as Schema[] | undefined
  const type = property['type'] ?? options?.map((option) => option['type'])
  const has = (name: string) => type === name || (Array.isArray(type) && type.includes(name))
  if (has('array')) return 'list'
  if (has('boolean')) return 'flag'
  if (has('integer') || has('number')) return 'number'
  return 'text'
}

/** "allowedOrigins" → "Allowed origins". */
function labelOf(name: string): string {
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
