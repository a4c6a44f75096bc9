/** Slack's limits, in characters and pieces: https://docs.slack.dev/reference/block-kit/blocks and its elements. */
export const limits = {
  /** Blocks of a message, and of a view (a form, the App Home): https://docs.slack.dev/reference/views */
  blocks: 50,
  viewBlocks: 100,
  text: 3000,
  header: 150,
  field: 2000,
  fields: 10,
  /** Elements of a row of buttons, and of a line of small print. */
  buttons: 25,
  contextElements: 10,
  /** A button's text, an option's text. */
  label: 75,
  /** A form's title and the texts of its buttons. */
  title: 24,
  /** An input's label and its hint. */
  inputLabel: 2000,
  input: 3000,
  /** Options of a select; an overflow menu holds five. */
  menu: 100,
  overflow: 5,
  /** What a button and an option carry. */
  buttonValue: 2000,
  optionValue: 150,
  metadata: 3000,
  blockId: 255,
} as const
