const key = 'lummy-link'

/** Keeps the token of a one-time link, in this tab, until its reader has signed in. */
export function rememberLink(token: string | null): void {
  if (token) sessionStorage.setItem(key, token)
}

/** Gives it back, once. */
export function takeLink(): string | null {
  const token = sessionStorage.getItem(key)
  sessionStorage.removeItem(key)
  return token
}
