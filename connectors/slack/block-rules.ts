import { limits } from './limits.ts'

/**
 * Says what Slack would refuse of a message's or a view's blocks; nothing = it takes them. For tests and stand-ins: the
 * platform answers `invalid_blocks` and names little. https://docs.slack.dev/reference/block-kit/blocks
 */
export function brokenRules(blocks: readonly object[], most: number = limits.viewBlocks): string[] {
  const broken: string[] = []
  const ids = new Set<string>()
  if (blocks.length > most) broken.push(`${blocks.length} blocks, ${most} at most`)
  for (const [index, block] of (blocks as Block[]).entries()) {
    const say = (what: string) => broken.push(`block ${index} (${block.type}): ${what}`)
    const id = block.block_id
    if (id !== undefined && (id.length > limits.blockId || ids.has(id)))
      say(`the id "${id}" is too long, or not unique`)
    if (id !== undefined) ids.add(id)
    const longest = block.type === 'header' ? limits.header : limits.text
    if (block.text !== undefined) length(block.text.text, 1, longest, 'its text', say)
    if (block.type === 'section' && block.text === undefined && block.fields === undefined) say('no text')
    const inRow = block.type === 'context' ? limits.contextElements : limits.buttons
    count(block.elements, inRow, 'elements', say)
    count(block.fields, limits.fields, 'fields', say)
    for (const field of block.fields ?? []) length(field.text, 1, limits.field, 'a field', say)
    if (block.label !== undefined) length(block.label.text, 1, limits.inputLabel, 'its label', say)
    if (block.hint !== undefined) length(block.hint.text, 1, limits.inputLabel, 'its hint', say)
    const inside = [...(block.elements ?? []), ...[block.element, block.accessory].flatMap((one) => one ?? [])]
    const names = inside.flatMap(({ action_id }) => action_id ?? [])
    if (new Set(names).size < names.length) say('two elements of one action id')
    for (const element of inside) elementRules(element, say)
  }
  return broken
}

/** The same of a whole view: its title and buttons, what travels with it, and that a form with inputs can be sent. */
export function brokenViewRules(view: View): string[] {
  const broken = brokenRules(view.blocks)
  const say = (what: string) => broken.push(what)
  for (const part of ['title', 'submit', 'close'] as const)
    if (view[part] !== undefined) length(view[part].text, 1, limits.title, `its ${part}`, say)
  if (view.type === 'modal' && view.title === undefined) say('no title')
  if ((view.private_metadata?.length ?? 0) > limits.metadata) say('too much metadata')
  const hasInput = (view.blocks as Block[]).some(({ type }) => type === 'input')
  if (hasInput && view.submit === undefined) say('inputs, and no button to send them')
  return broken
}

function elementRules(element: Element, say: Say): void {
  const { type, options } = element
  if (type === 'mrkdwn' || type === 'plain_text') length(textOf(element), 1, limits.text, 'small print', say)
  if (type === 'button') length(textOf(element), 1, limits.label, 'a button', say)
  length(element.value ?? '', 0, limits.buttonValue, 'what a button carries', say)
  length(element.initial_value ?? '', 0, limits.input, 'what stands in an input', say)
  if (options === undefined) return
  count(options, type === 'overflow' ? limits.overflow : limits.menu, 'options', say)
  if (options.length === 0) say(`a ${type} without options`)
  for (const option of options) {
    length(option.text.text, 1, limits.label, 'an option', say)
    length(option.value, 1, limits.optionValue, 'what an option carries', say)
  }
}

function length(text: string, least: number, most: number, what: string, say: Say): void {
  if (text.length < least) say(`${what} is empty`)
  if (text.length > most) say(`${what} has ${text.length} characters, ${most} at most`)
}

function count(list: readonly unknown[] | undefined, most: number, what: string, say: Say): void {
  if ((list?.length ?? 0) > most) say(`${list?.length} ${what}, ${most} at most`)
}

const textOf = ({ text }: Element) => (typeof text === 'string' ? text : (text?.text ?? ''))

type Say = (what: string) => void

interface Text {
  text: string
}

interface Element {
  type: string
  action_id?: string
  value?: string
  initial_value?: string
  text?: string | Text
  options?: { text: Text; value: string }[]
}

interface Block {
  type: string
  block_id?: string
  text?: Text
  fields?: Text[]
  elements?: Element[]
  element?: Element
  accessory?: Element
  label?: Text
  hint?: Text
}

interface View {
  type: string
  title?: Text
  submit?: Text
  close?: Text
  private_metadata?: string
  blocks: readonly object[]
}
