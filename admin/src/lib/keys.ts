/** Whether a key belongs to a field, an open dialog or the browser, so that no shortcut may take it. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true
  const target = event.target instanceof HTMLElement ? event.target : undefined
  return Boolean(target?.closest('input, textarea, select, [contenteditable], dialog[open]'))
}
