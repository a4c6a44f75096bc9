/**
 * Keeps the focus from being lost in `root`: when what has it goes away, `fallback` gets it; what was switched off under
 * it gets it back when it is switched on again. Whoever is elsewhere is left alone.
 */
export function keepFocus(fallback: () => HTMLElement | null | undefined) {
  return (root: HTMLElement) => {
    let last: HTMLElement | undefined
    const remember = ({ target }: FocusEvent) => {
      last = target instanceof HTMLElement && root.contains(target) ? target : undefined
    }
    const forget = () => {
      last = undefined
    }
    const watch = new MutationObserver(() => {
      if (!last || document.activeElement !== document.body || document.querySelector('dialog[open]')) return
      if (!last.isConnected) fallback()?.focus()
      else if (!last.matches(':disabled')) last.focus()
    })
    watch.observe(root, { childList: true, subtree: true, attributeFilter: ['disabled'] })
    document.addEventListener('focusin', remember)
    document.addEventListener('pointerdown', forget)
    return () => {
      watch.disconnect()
      document.removeEventListener('focusin', remember)
      document.removeEventListener('pointerdown', forget)
    }
  }
}

/** Takes the focus, but from nobody: only when nothing has it. */
export function takeFocus(element: HTMLElement | undefined): void {
  if (document.activeElement === document.body && !document.querySelector('dialog[open]')) element?.focus()
}

/** For a field that appears because somebody asked for it. */
export const focused = (element: HTMLElement) => element.focus()
