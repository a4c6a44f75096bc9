import type { Desk } from './desk.ts'
import { patience } from './page.ts'

/** The owner makes the account, and invites a teammate who accepts by the link. */
export async function openAccounts({ olive, ben, look, ownerLink }: Desk): Promise<void> {
  await olive.page.goto(ownerLink)
  await olive.keys.fill('Your name', 'Olive Fern')
  await olive.keys.fill('Company', 'Fern & Oak')
  await olive.keys.fill('E-mail', 'olive@fern.example')
  await olive.keys.fill('Password', 'a quiet green house')
  await olive.keys.press('Enter')
  await olive.sees('Nobody has written yet')
  await look('01-empty', olive)

  await olive.keys.press('g', 't')
  await olive.keys.fill('Name', 'Ben Frost')
  await olive.keys.fill('E-mail', 'ben@fern.example')
  await olive.keys.press('Enter')
  const link = await olive.page.getByText(/\/accept\?token=/).textContent(patience)
  await olive.keys.standsOn('button', 'Copy')
  await look('02-invited', olive)

  await ben.page.goto(link ?? '')
  await ben.keys.fill('Password', 'a frosty white house')
  await ben.keys.press('Enter')
  await ben.sees('Nobody has written yet')
  // Seen in the other browser without reloading.
  await olive.misses(/^invited$/)
}

/** Settings say what is wrong where it is wrong, and are saved. */
export async function changeSettings({ olive, look }: Desk): Promise<void> {
  await olive.keys.press('g', 's')
  await olive.keys.fill('Web chat', '2', 'spinbutton')
  await olive.keys.reach('checkbox', 'Always open')
  await olive.keys.press('Space')
  await olive.keys.reach('textbox', 'Monday, open until')
  await olive.keys.fill('First answer', '30', 'spinbutton')
  await olive.keys.fill('Time zone', 'Mars/Olympus', 'combobox')
  await olive.keys.press('Enter')
  await olive.sees('not an IANA time zone')
  await olive.keys.standsOn('combobox', 'Time zone')
  await look('03-wrong', olive)
  await olive.keys.fill('Time zone', 'Europe/Oslo', 'combobox')
  await olive.keys.press('Enter')
  await olive.sees('Saved.')
  await olive.misses('not an IANA time zone')
  await look('04-saved', olive)
}

/** Somebody goes away and comes back, and everybody sees it. */
export async function goAway({ olive, ben, look }: Desk): Promise<void> {
  await ben.keys.press('Escape', 'g', 't')
  await olive.keys.press('Escape', 'g', 't')
  await ben.keys.push('button', 'Away…')
  await ben.keys.standsOn('textbox', 'Away until')
  await ben.keys.type('whenever')
  await ben.keys.press('Enter')
  await ben.sees('Until when?')
  await ben.keys.standsOn('textbox', 'Away until')
  await ben.keys.press('ControlOrMeta+a')
  await ben.keys.type('3 days')
  await ben.keys.press('Enter')
  await olive.sees(/^away until/)
  await ben.keys.standsOn('button', 'I am back')
  await look('24-away', ben)
  await ben.keys.press('Enter')
  await olive.misses(/^away until/)
  await ben.keys.standsOn('button', 'Away…')
}

/** The keys are listed by a key; the list keeps the focus, and gives it back. */
export async function listKeys({ ben, look }: Desk): Promise<void> {
  await ben.keys.press('?')
  await ben.keys.standsOn('button', 'Close')
  await look('25-keys', ben)
  await ben.keys.press('Escape')
  await ben.keys.standsOn('button', 'Away…')
}

/** Somebody leaves: what they taught is unlearned, and their name goes. */
export async function forgetFormer({ olive, look }: Desk): Promise<void> {
  const { keys } = olive
  await keys.press('Escape', 'g', 't')
  await keys.push('button', 'Unlearn what Olive Fern taught')
  await olive.sees('what their replies showed of your voice')
  await keys.standsOn('button', 'Keep')
  await look('46-unlearn', olive)
  await keys.press('Enter')
  await keys.push('button', 'Unlearn what Ben Frost taught')
  await olive.sees('Nothing was learned from their replies.')
  await keys.standsOn('button', 'Keep')
  await keys.press('Enter')
  await keys.standsOn('button', 'Unlearn what Ben Frost taught')
  await keys.press('Tab', 'Enter')
  await olive.sees('Remove Ben Frost?')
  await keys.push('button', /^Remove$/)
  await olive.sees('Former teammates')
  await look('47-former', olive)
  await keys.push('button', 'Unlearn what Ben Frost taught')
  await keys.standsOn('button', 'Keep')
  await keys.push('button', 'Unlearn and forget', { back: true })
  await olive.sees('and the name is gone')
  await olive.misses('Former teammates')
  await olive.misses('Ben Frost')
}
