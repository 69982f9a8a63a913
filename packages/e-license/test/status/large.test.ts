import { encodeBase64Url, encodeUtf8, equalBytes, randomBytes } from '@xinyin/core'
import { signJwsInTurns } from '@xinyin/core/jws'
import { createRevocationChecker } from '@xinyin/core/revocation'
import { describe, expect, test, vi } from 'vitest'
import { parseJwtContent } from '../../src/status/content.ts'
import { parseJwtContentInTurns } from '../../src/status/content-in-turns.ts'
import {
  changeStatuses,
  createStatusList,
  createStatusListHandler,
  inspectStatusList,
  readStatus,
  type StatusList,
  type StatusListHandlerOptions,
  signStatusListCwt,
  signStatusListJwt,
} from '../../src/status/index.ts'
import { encodeMemory, parseMemory } from '../../src/status/memory.ts'
import { AT, after, createOffice, URI } from './office.ts'

const office = await createOffice('P-256')
const revocation = createRevocationChecker({ now: () => AT })
const options = { trust: office.trust, at: AT, uri: URI, revocation }

const random = (length: number) => {
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; at += 65_536) bytes.set(randomBytes(Math.min(65_536, length - at)), at)
  return bytes
}
const statementOf = (list: StatusList) => ({ uri: URI, list, issuedAt: AT, ttl: 300 })

describe('ten million places are within the limits, and read', () => {
  test.each([
    ['1 bit, at random', 1, true],
    ['4 bits, all valid', 4, false],
    ['8 bits, at random', 8, true],
  ] as const)(
    'with %s',
    async (_, bits, isRandom) => {
      const empty = createStatusList({ bits, size: 10_000_000 })
      const list = changeStatuses(isRandom ? { ...empty, bytes: random(empty.bytes.length) } : empty, [
        [9, 1],
      ])
      for (const token of [
        encodeUtf8(await signStatusListJwt(statementOf(list), office.signing)),
        await signStatusListCwt(statementOf(list), office.signing),
      ]) {
        const report = await inspectStatusList(token, options)
        expect(report.verdict).toBe('passed')
        expect(report.subject?.list.bytes.length).toBe(list.bytes.length)
        expect(readStatus(report.subject!.list, 9)).toBe(1)
        const changed = new Uint8Array(token)
        const at = Math.floor(token.length / 2)
        changed[at] = (changed[at] ?? 0) === 0x41 ? 0x42 : 0x41
        expect((await inspectStatusList(changed, options)).verdict).toBe('failed')
      }
    },
    60_000,
  )

  test('given as text as well', async () => {
    const list = { ...createStatusList({ bits: 8, size: 400_000 }), bytes: random(400_000) }
    const text = await signStatusListJwt(statementOf(list), office.signing)
    expect((await inspectStatusList(text, options)).verdict).toBe('passed')
    expect((await inspectStatusList(`${text}\r\n`, options)).verdict).toBe('passed')
    expect((await inspectStatusList(`${text}印`, options)).verdict).toBe('failed')
  })
})

describe('claims around a long list', () => {
  const lst = encodeBase64Url(random(300_000))
  const claims = `{"sub":"${URI}","iat":1780300000,"status_list":{"bits":4,"lst":"${lst}"}}`
  test('mean the same read in turns', async () => {
    expect(await parseJwtContentInTurns(encodeUtf8(claims))).toEqual(parseJwtContent(encodeUtf8(claims)))
    const spaced = claims.replaceAll(',', ' ,\n ').replace('"lst"', '"x":{"lst":"AAAA"},"lst"')
    expect(await parseJwtContentInTurns(encodeUtf8(spaced))).toEqual(parseJwtContent(encodeUtf8(spaced)))
  })

  test.each([
    ['under another name', claims.replace('"lst"', '"list"')],
    ['twice', claims.replace('"lst"', '"lst":"AAAA","lst"')],
    ['elsewhere', claims.replace('"lst":"', '"lst":"AAAA","x":"')],
    ['as a name', claims.replace(`"lst":"${lst}"`, `"lst":"AAAA","${lst}":1`)],
    ['behind a quote that is escaped', claims.replace('"lst":"', '"lst":"\\"')],
    ['with an escape in it', claims.replace('"lst":"', '"lst":"\\u0041AAA')],
    ['with a character that is none of it', claims.replace('"lst":"', '"lst":"=')],
    ['without its last quote', claims.replace(/"\}\}$/, '}}')],
    ['without quotes', claims.replace(`"${lst}"`, lst)],
    ['behind much else', claims.replace('{', `{"x":"${'.'.repeat(70_000)}",`)],
    ['before much else', claims.replace(/\}$/, `,"x":"${'.'.repeat(70_000)}"}`)],
    ['with one more member of that name behind it', claims.replace(/\}\}$/, ',"lst":"AAAA"}}')],
  ])('are refused where it stands %s', async (_, text) => {
    await expect(parseJwtContentInTurns(encodeUtf8(text))).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_(STATUS_LIST_CLAIM|JSON|BYTES)/),
    })
  })

  test('are those of a status list, and of no other JWT', async () => {
    const jws = await signJwsInTurns({ typ: 'jwt' }, encodeUtf8(claims), office.signing.signer)
    const report = await inspectStatusList(jws, options)
    expect(report.checks.find(({ id }) => id === 'status-list.format')?.code).toBe('ERR_STATUS_LIST_TYPE')
  })
})

test('a long list is remembered', async () => {
  const memory = { uri: URI, token: random(500_000), resolvedAt: AT }
  const text = await encodeMemory(memory)
  const { token, ...rest } = await parseMemory(text, URI)
  expect(equalBytes(token, memory.token)).toBe(true)
  expect(rest).toEqual({ uri: URI, resolvedAt: AT })
  for (const bad of [text.slice(0, -1), text.slice(1), text.replace('"token":"', '"token":"='), '{}', ''])
    await expect(parseMemory(bad, URI)).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_MEMORY' })
  await expect(parseMemory(text, `${URI}0`)).rejects.toMatchObject({ code: 'ERR_STATUS_LIST_MEMORY' })
})

describe('while a change is signed', () => {
  /** A device that signs when the test lets it. */
  const setUp = async (change: Partial<StatusListHandlerOptions> = {}) => {
    let now = AT
    let list = createStatusList({ bits: 4, size: 1000 })
    const waiting: ((isGood: boolean) => void)[] = []
    const { signer } = office.signing
    const sign = vi.fn(async (message: Uint8Array) => {
      if (sign.mock.calls.length > 1 && !(await new Promise<boolean>((resolve) => waiting.push(resolve))))
        throw new Error('the device is gone')
      return signer.sign(message)
    })
    const onError = vi.fn()
    const handle = createStatusListHandler({
      find: () => list,
      signing: { ...office.signing, signer: { ...signer, sign } },
      now: () => now,
      patience: 0.05,
      onError,
      ...change,
    })
    const ask = async () => {
      const response = await handle(new Request(URI))
      const caching = response.headers.get('cache-control')
      const body = new Uint8Array(await response.arrayBuffer())
      if (response.status !== 200) return { status: response.status, caching }
      const report = await inspectStatusList(body, { ...options, at: now })
      return { value: readStatus(report.subject!.list, 7), caching }
    }
    await ask()
    return {
      ask,
      sign,
      onError,
      set: (value: number) => {
        list = changeStatuses(list, [[7, value]])
      },
      pass: (seconds: number) => {
        now = after(seconds)
      },
      let: async (isGood = true) => {
        await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0))
        waiting.shift()?.(isGood)
      },
    }
  }

  test('the list before is given, not to be kept; then the new one', async () => {
    const bench = await setUp()
    bench.set(3)
    expect(await bench.ask()).toEqual({ value: 0, caching: 'public, max-age=0' })
    await bench.let()
    await vi.waitFor(async () =>
      expect(await bench.ask()).toEqual({ value: 3, caching: 'public, max-age=300' }),
    )
  })

  test('it is not given for longer than it may be: whoever asks waits', async () => {
    const bench = await setUp({ staleness: 10 })
    bench.set(3)
    await bench.ask()
    bench.pass(9)
    expect(await bench.ask()).toMatchObject({ value: 0 })
    bench.pass(10)
    const told = bench.ask()
    await bench.let()
    expect(await told).toMatchObject({ value: 3 })
  })

  test('changes that come meanwhile are signed together', async () => {
    const bench = await setUp()
    for (const value of [1, 2, 3, 12]) {
      bench.set(value)
      expect(await bench.ask()).toMatchObject({ value: 0 })
    }
    await bench.let()
    await vi.waitFor(async () => expect(await bench.ask()).toMatchObject({ value: 1 }))
    await bench.let()
    await vi.waitFor(async () => expect(await bench.ask()).toMatchObject({ value: 12 }))
    expect(bench.sign).toHaveBeenCalledTimes(3)
  })

  test('a device that is gone is told, and after a while there is no answer', async () => {
    const bench = await setUp({ staleness: 10, patience: 5 })
    bench.set(3)
    const told = bench.ask()
    await bench.let(false)
    expect(await told).toMatchObject({ value: 0 })
    expect(bench.onError).toHaveBeenCalledOnce()
    bench.pass(11)
    const refused = bench.ask()
    await bench.let(false)
    expect(await refused).toMatchObject({ status: 500, caching: 'no-store' })
  })

  test('with a staleness of nothing nobody gets the list before', async () => {
    const bench = await setUp({ staleness: 0 })
    bench.set(3)
    const told = bench.ask()
    await bench.let()
    expect(await told).toMatchObject({ value: 3 })
  })

  test('what an earlier question found does not take the place of what a later one did', async () => {
    const before = createStatusList({ bits: 4, size: 1000 })
    const later = changeStatuses(before, [[7, 3]])
    const finds = [new Promise<StatusList>((resolve) => setTimeout(resolve, 60, before)), later, later]
    const { signing } = office
    const handle = createStatusListHandler({ find: () => finds.shift(), signing, now: () => AT })
    const slow = handle(new Request(URI))
    await handle(new Request(URI))
    const told = async (response: Response) =>
      readStatus(
        (await inspectStatusList(new Uint8Array(await response.arrayBuffer()), options)).subject!.list,
        7,
      )
    expect(await told(await slow)).toBe(3)
    expect(await told(await handle(new Request(URI)))).toBe(3)
  })

  test.each([{ staleness: -1 }, { patience: Number.NaN }])('a wrong call is told: %j', (change) => {
    const { signing } = office
    expect(() => createStatusListHandler({ find: () => undefined, signing, ...change })).toThrow(RangeError)
  })
})
