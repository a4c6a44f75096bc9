import { families } from './families.ts'
import type { MeasureOptions } from './figure.ts'

/** Measures one family in a process of its own: its name and options as words, its figures as a message. */
const [name = '', options = '{}'] = process.argv.slice(2)
const open = families[name]
if (!open) throw new Error(`there is no family ${name}`)
const family = await open()
const figures = await family.measure(JSON.parse(options) as MeasureOptions)
process.send?.(figures, () => process.exit(0))
