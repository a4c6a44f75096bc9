/** Whether a key belongs to a field, an open dialog or the browser, or was used already, so that no shortcut may take it. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return true
  const target = event.target instanceof HTMLElement ? event.target : undefined
  return Boolean(target?.closest('input, textarea, select, [contenteditable]')) || isDialogOpen()
}

/** Whether a dialog stands over the page: then nothing below it hears a key. */
export const isDialogOpen = () => document.querySelector('dialog[open]') !== null
