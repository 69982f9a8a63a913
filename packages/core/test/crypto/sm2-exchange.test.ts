import { beforeAll, describe, expect, test } from 'vitest'
import { curvePrivateKey } from '../../src/crypto/ec-private-key.ts'
import { agreeSm2Key, type Sm2ExchangeOptions } from '../../src/gm/index.ts'
import { confirmations, deriveKey, sharePoint } from '../../src/gm/sm2/exchange.ts'
import { sm3 } from '../../src/gm/sm3.ts'
import { createPrivateKey, decodeHex, encodeHex, encodeUtf8, type PrivateKey } from '../../src/index.ts'
import { describeEachProvider } from './each-provider.ts'

const key = (hex: string) => curvePrivateKey('SM2', decodeHex(hex))
const pointOf = ({ publicKey }: PrivateKey) => publicKey.point!

/** The worked example on the recommended curve (GB/T 32918.5-2017, A.3). */
const example = () => ({
  a: key('81eb26e941bb5af16df116495f90695272ae2cd63d6c4ae1678418be48230029'),
  b: key('785129917d45a9ea5437a59356b82338eaadda6ceb199088f14ae10defa229b5'),
  ra: key('d4de15474db74d06491c440d305e012400990f3e390c7e87153c12db2ea60bb3'),
  rb: key('7e07124814b309489125eaed101113164ebf0f3458c5bd88335c1f9d596243d6'),
})

type Change = Partial<Omit<Sm2ExchangeOptions, 'peer'>> & { peer?: Partial<Sm2ExchangeOptions['peer']> }

function exchange({ a, b, ra, rb }: ReturnType<typeof example>, ofA: Change = {}, ofB: Change = {}) {
  const one = agreeSm2Key({
    role: 'initiator',
    privateKey: a,
    ephemeral: ra,
    length: 16,
    ...ofA,
    peer: { publicKey: b.publicKey, ephemeral: pointOf(rb), ...ofA.peer },
  })
  const other = agreeSm2Key({
    role: 'responder',
    privateKey: b,
    ephemeral: rb,
    length: 16,
    ...ofB,
    peer: { publicKey: a.publicKey, ephemeral: pointOf(ra), ...ofB.peer },
  })
  return { one, other }
}

describeEachProvider('SM2 key exchange', () => {
  test('the example of the standard: points, key, S1 = SB, S2 = SA', () => {
    const keys = example()
    expect(encodeHex(pointOf(keys.ra))).toBe(
      '0464ced1bdbc99d590049b434d0fd73428cf608a5db8fe5ce07f15026940bae40e' +
        '376629c7ab21e7db260922499ddb118f07ce8eaae3e7720afef6a5cc062070c0',
    )
    const { one, other } = exchange(keys)
    expect(encodeHex(one.key)).toBe('6c89347354de2484c60b4ab1fde4c6e5')
    expect(other.key).toEqual(one.key)
    expect(encodeHex(other.confirmation)).toBe(
      'd3a0fe15dee185ceae907a6b595cc32a266ed7b3367e9983a896dc32fa20f8eb',
    )
    expect(encodeHex(one.confirmation)).toBe(
      '18c7894b3816df16cf07b05c5ec0bef5d655d58f779cc1b400a4f3884644db88',
    )
    expect(one.confirms(other.confirmation)).toBe(true)
    expect(other.confirms(one.confirmation)).toBe(true)
  })

  test('fresh keys agree, on keys of any length, the short one being the start of the long', async () => {
    const [a, b, ra, rb] = await Promise.all([1, 2, 3, 4].map(() => createPrivateKey('SM2')))
    const fresh = { a: a!, b: b!, ra: ra!, rb: rb! }
    const { one, other } = exchange(fresh, { length: 1024 }, { length: 33 })
    expect(one.key.length).toBe(1024)
    expect(other.key).toEqual(one.key.slice(0, 33))
    expect(one.confirms(other.confirmation)).toBe(true)
  })

  test('ids are bound in: another on one side, and nothing is confirmed', () => {
    const id = encodeUtf8('ALICE123@YAHOO.COM')
    const agreed = exchange(example(), { userId: id }, { peer: { userId: id } })
    expect(agreed.one.confirms(agreed.other.confirmation)).toBe(true)
    expect(agreed.other.key).toEqual(agreed.one.key)
    const empty = exchange(example(), { userId: new Uint8Array(0) }, { peer: { userId: new Uint8Array(0) } })
    expect(empty.one.confirms(empty.other.confirmation)).toBe(true)
    const split = exchange(example(), { userId: id })
    expect(split.one.key).not.toEqual(split.other.key)
    expect(split.one.confirms(split.other.confirmation)).toBe(false)
    expect(split.other.confirms(split.one.confirmation)).toBe(false)
  })

  test('who stands in between is not confirmed: own key, own ephemeral key, reflected confirmation', async () => {
    const mallory = await createPrivateKey('SM2')
    const keys = example()
    const swapped = exchange(keys, {}, { peer: { publicKey: mallory.publicKey } })
    expect(swapped.one.confirms(swapped.other.confirmation)).toBe(false)
    const other = exchange(example(), { peer: { ephemeral: pointOf(mallory) } })
    expect(other.one.confirms(other.other.confirmation)).toBe(false)
    const { one } = exchange(example())
    expect(one.confirms(one.confirmation)).toBe(false)
    expect(one.confirms(new Uint8Array(0))).toBe(false)
    expect(one.confirms(one.confirmation.subarray(1))).toBe(false)
  })

  test('both as initiator agree on nothing', () => {
    const { one, other } = exchange(example(), {}, { role: 'initiator' })
    expect(one.key).not.toEqual(other.key)
    expect(one.confirms(other.confirmation)).toBe(false)
  })
})

describe('the peer’s ephemeral key', () => {
  let a: PrivateKey
  let b: PrivateKey
  beforeAll(async () => {
    a = await createPrivateKey('SM2')
    b = await createPrivateKey('SM2')
  })
  const agreeWith = async (ephemeral: Uint8Array) =>
    agreeSm2Key({
      role: 'initiator',
      privateKey: a,
      ephemeral: await createPrivateKey('SM2'),
      peer: { publicKey: b.publicKey, ephemeral },
      length: 16,
    })

  test.each<[string, (point: Uint8Array) => Uint8Array]>([
    ['nothing', () => new Uint8Array(0)],
    ['infinity', () => Uint8Array.of(0)],
    ['off the curve', (point) => point.with(64, (point[64] ?? 0) ^ 1)],
    ['the compressed form', (point) => point.slice(0, 33).with(0, 3)],
    ['zeros', () => new Uint8Array(65).with(0, 4)],
    ['an octet too many', (point) => Uint8Array.from([...point, 0])],
  ])('that is %s is refused', async (_, change) => {
    await expect(agreeWith(change(pointOf(b)))).rejects.toThrow(
      expect.objectContaining({ code: 'ERR_KEY_POINT' }),
    )
  })

  test('that cancels the peer’s key leaves no shared point', async () => {
    // With R = [-1/x̄]P the sum P + [x̄]R is infinity; x̄ depends on R, so such an R cannot be computed, only stubbed.
    const { a, ra, rb } = example()
    expect(
      sharePoint(new Uint8Array(32), new Uint8Array(32), pointOf(ra), {
        point: pointOf(a),
        ephemeral: pointOf(rb),
      }),
    ).toBeUndefined()
  })
})

describe('wrong calls', () => {
  const call = async (change: Partial<Sm2ExchangeOptions>) => {
    const privateKey = await createPrivateKey('SM2')
    return agreeSm2Key({
      role: 'initiator',
      privateKey,
      ephemeral: await createPrivateKey('SM2'),
      peer: { publicKey: privateKey.publicKey, ephemeral: pointOf(privateKey) },
      length: 16,
      ...change,
    })
  }

  test.each([0, 1025, 1.5])('a length of %d', async (length) => {
    await expect(call({ length })).rejects.toThrow(/^length:/)
  })

  test('keys of another kind, another role', async () => {
    const other = await createPrivateKey('P-256')
    await expect(call({ privateKey: other })).rejects.toThrow(/^privateKey:/)
    await expect(call({ ephemeral: other })).rejects.toThrow(/^ephemeral:/)
    await expect(
      call({ peer: { publicKey: other.publicKey, ephemeral: new Uint8Array(65) } }),
    ).rejects.toThrow(/^peer|^publicKey:/)
    await expect(call({ role: 'A' as 'initiator' })).rejects.toThrow(/^role:/)
  })

  test('an ephemeral key twice', async () => {
    const ephemeral = await createPrivateKey('SM2')
    await call({ ephemeral })
    await expect(call({ ephemeral })).rejects.toThrow(/^ephemeral: used/)
  })
})

test('the parts of the exchange are those of the standard', () => {
  expect(encodeHex(deriveKey(sm3, 40, encodeUtf8('abc')))).toBe(
    encodeHex(sm3(encodeUtf8('abc'), Uint8Array.of(0, 0, 0, 1))) +
      encodeHex(sm3(encodeUtf8('abc'), Uint8Array.of(0, 0, 0, 2))).slice(0, 16),
  )
  const party = { z: new Uint8Array(32), point: new Uint8Array(65), ephemeral: new Uint8Array(65) }
  const { ofInitiator, ofResponder } = confirmations(sm3, { x: party.z, y: party.z }, party, party)
  expect(ofInitiator).not.toEqual(ofResponder)
})
