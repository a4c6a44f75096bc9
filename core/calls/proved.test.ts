import { describe, expect, test } from 'vitest'
import { isProved } from '#core/identity/proved.ts'
import { type Caller, caller } from '#core/testing/caller.ts'
import type { TestHouse } from '#core/testing/house.ts'
import { codesTo, holdsCode, personalAnswer, personalHouse, personalQuestion } from '#core/testing/proof.ts'

const ana = 'ana@mail.example'
const stored = (house: TestHouse) =>
  JSON.stringify(Object.values(house.store.rows(house.businessId)).map((table) => table.entries()))
const [waits, asksAddress] = ['Please tell me the code from the e-mail', 'Please tell me your e-mail address']

/** Somebody asks on the phone for what is theirs, and gives their address. */
async function asked(): Promise<{ house: TestHouse; phone: Caller; code: string }> {
  const house = await personalHouse()
  await house.mailCustomer(ana, 'Ana').says('Hello, are you open today?')
  const phone = caller(house)
  await phone.calls()
  const first = await phone.says(personalQuestion())
  expect(first.said.join()).toContain('tell us the e-mail address')
  expect(first.next.kind).toBe('listen')
  expect((await phone.says('It is ana at mail dot example')).said.join()).toContain('We have sent a code')
  await house.settle()
  const [code] = codesTo(house, ana)
  return { house, phone, code: code! }
}

describe('a caller who proves who they are', () => {
  test('by keys hears the answer in line, and no row holds the code', async () => {
    const { house, phone, code } = await asked()
    const heard = await phone.happens({ kind: 'digits', digits: code })
    expect(heard.said).toEqual([personalAnswer()])
    expect(heard.next.kind).toBe('listen')
    expect(holdsCode(stored(house), code)).toBe(false)
  })

  test('in words hears it, too', async () => {
    const { house, phone, code } = await asked()
    const names = 'zero one two three four five six seven eight nine'.split(' ')
    const words = [...code].map((digit) => names[Number(digit)]).join(' ')
    expect((await phone.says(words)).said).toEqual([personalAnswer()])
    expect(stored(house)).not.toContain(words)
  })

  test('has time to look, and is reminded', async () => {
    const { phone, code } = await asked()
    for (let times = 0; times < 5; times++) {
      const heard = await phone.happens({ kind: 'unclear' })
      expect(heard.said.join()).toContain(waits)
      expect(heard.next.kind).toBe('listen')
    }
    expect((await phone.happens({ kind: 'digits', digits: code })).said).toEqual([personalAnswer()])
  })

  test('is not reminded for ever', async () => {
    const { phone } = await asked()
    const heard = []
    for (let times = 0; times < 12; times++) heard.push((await phone.happens({ kind: 'unclear' })).next.kind)
    expect(heard.slice(0, 10)).toEqual(Array(10).fill('listen'))
    expect(heard[10]).toBe('message')
  })

  test('may press zero for a person instead', async () => {
    const { phone } = await asked()
    expect((await phone.happens({ kind: 'digits', digits: '0' })).next.kind).toBe('message')
  })

  test('who keys too slowly loses no try, and their keys are kept nowhere', async () => {
    const { house, phone, code } = await asked()
    for (let times = 0; times < 6; times++) {
      const heard = await phone.happens({ kind: 'digits', digits: code.slice(0, 3) })
      expect(heard.said.join()).toContain(waits)
    }
    expect(stored(house)).not.toContain(`"digits":"${code.slice(0, 3)}"`)
    expect((await phone.happens({ kind: 'digits', digits: code })).said).toEqual([personalAnswer()])
  })

  test('is told of a wrong code five times, then the right one is worth nothing', async () => {
    const { phone, code } = await asked()
    const wrong = code === '123456' ? '654321' : '123456'
    for (let times = 0; times < 4; times++)
      expect((await phone.happens({ kind: 'digits', digits: wrong })).said.join()).toContain('not right')
    expect((await phone.happens({ kind: 'digits', digits: wrong })).said.join()).toContain('not valid any more')
    expect((await phone.happens({ kind: 'digits', digits: code })).said.join()).not.toContain(personalAnswer())
  })

  test('by a code that was cut short is told so, instead of reaching a person', async () => {
    const { phone, code } = await asked()
    const heard = await phone.says(code.slice(0, 5))
    expect(heard.said.join()).toContain('not right')
    expect(heard.next.kind).toBe('listen')
    expect((await phone.says(code)).said).toEqual([personalAnswer()])
  })

  test('is let pass twice with other words, then a person takes over', async () => {
    const { phone } = await asked()
    for (let times = 0; times < 2; times++)
      expect((await phone.says('Hm, my inbox is a mess.')).said.join()).toContain(waits)
    expect((await phone.says('Hm, my inbox is a mess.')).next.kind).toBe('message')
  })

  test('has proved it until the call ends', async () => {
    const { house, phone, code } = await asked()
    await phone.happens({ kind: 'digits', digits: code })
    const isProvedNow = async () => isProved(house.scope, await phone.conversation(), house.clock.now())
    await house.pass(90 * 60_000)
    expect(await isProvedNow()).toBe(true)
    await phone.happens({ kind: 'ended', why: 'completed' })
    expect(await isProvedNow()).toBe(false)
  })

  test('in one call has proved nothing in the next', async () => {
    const { house, phone, code } = await asked()
    await phone.happens({ kind: 'digits', digits: code })
    await phone.happens({ kind: 'ended', why: 'completed' })
    const again = caller(house)
    await again.calls()
    const heard = await again.says(personalQuestion('AB-70418'))
    expect(heard.said.join()).not.toContain(personalAnswer('AB-70418'))
    expect(heard.said.join()).toContain('We have sent a code')
  })

  test('is reminded of the address while that is waited for', async () => {
    const house = await personalHouse()
    const phone = caller(house)
    await phone.calls()
    await phone.says(personalQuestion())
    expect((await phone.happens({ kind: 'unclear' })).said.join()).toContain(asksAddress)
  })
})

test('a code that comes back by mail is kept nowhere, and proves nothing there', async () => {
  const { house, phone, code } = await asked()
  await house.mailCustomer(ana, 'Ana').says(`Here it is: ${code}`)
  expect(holdsCode(stored(house), code)).toBe(false)
  expect((await phone.happens({ kind: 'unclear' })).said.join()).toContain(waits)
})
