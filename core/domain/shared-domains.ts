/** Mail providers of everybody: an address there says nothing of whom it belongs to. */
export const sharedDomains: ReadonlySet<string> = new Set([
  ...['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com', 'icloud.com'],
  ...['me.com', 'aol.com', 'gmx.de', 'gmx.net', 'gmx.com', 'web.de', 'mail.com', 'proton.me', 'protonmail.com'],
])
