import { type Certificate, createPrivateKey, inspectPath, parseCertificate } from '@xinyin/core'
import { encodeBitString, encodeInteger, encodeSequence } from '@xinyin/core/der'
import { skipRevocation } from '@xinyin/core/unsafe'
import { describe, expect, test } from 'vitest'
import { forge, forgeExtension, forgeName } from '../x509/forge.ts'
import {
  AUTHORITY,
  alternativeNames,
  chainOf,
  mappings,
  NAME,
  nameConstraints,
  policies,
  policyConstraints,
} from '../x509/path/chain.ts'
import { NOON, trusting } from '../x509/path/province.ts'
import { measured } from './measure.ts'

const OPTIONS = { role: 'seal-signer', at: NOON, revocation: skipRevocation } as const
const LARGE = { maxBytes: 16 * 1024 * 1024, maxElements: 1_000_000 }

const inspect = ([root, ...others]: readonly Certificate[], more: object = {}) => {
  const [leaf, ...above] = others.toReversed()
  if (root === undefined || leaf === undefined) throw new Error('no chain')
  return measured(() => inspectPath(leaf, { trust: trusting(root, above), ...OPTIONS, ...more }))
}

const numbered = (count: number, make: (n: number) => Uint8Array) =>
  Array.from({ length: count }, (_, n) => make(n))

describe('names and constraints upon them', () => {
  test('10,000 of each are refused by their number, whatever limits are set', async () => {
    const names = numbered(10_000, (n) => NAME.dns(`h${n}.example.cn`))
    for (const extension of [alternativeNames(...names), nameConstraints(names)]) {
      const der = await forge({ extensions: [extension] })
      const { code, milliseconds } = await measured(() => parseCertificate(der, LARGE))
      expect(code).toBe('ERR_CERTIFICATE_EXTENSION_VALUE')
      expect(milliseconds).toBeLessThan(1000)
    }
  })

  test('as many as there may be end in bounded work, with a code', async () => {
    const bases = numbered(1000, (n) => NAME.dns(`a${n}.example.cn`))
    const bound = [
      nameConstraints(
        bases,
        numbered(1000, (n) => NAME.email(`x${n}@a.cn`)),
      ),
    ]
    const names = [alternativeNames(...numbered(1000, (n) => NAME.dns(`h.a${n}.example.cn`)))]
    const chain = await chainOf({}, { extensions: bound }, { extensions: bound }, { extensions: names })
    const { value, milliseconds } = await inspect(chain)
    expect(value?.verdict).toBe('indeterminate')
    expect(value?.checks[0]).toMatchObject({ code: 'ERR_PATH_EFFORT' })
    expect(milliseconds).toBeLessThan(1500)
  })

  test('a name of 10,000 labels, and a constraint as long, are compared in time', async () => {
    const long = `${'a.'.repeat(10_000)}cn`
    const chain = await chainOf(
      {},
      { extensions: [nameConstraints([NAME.dns(long.slice(2)), NAME.uri('.cn')])] },
      { extensions: [alternativeNames(NAME.dns(long), NAME.uri(`http://${long}/${'%41'.repeat(10_000)}`))] },
    )
    const { value, milliseconds } = await inspect(chain)
    expect(value?.checks.some(({ id }) => id === 'path.name-constraints')).toBe(true)
    expect(milliseconds).toBeLessThan(1000)
  })
})

describe('policies', () => {
  const oid = (n: number) => `1.2.156.${n}`

  test('each mapped to each, at every level, do not multiply (RFC 9618)', async () => {
    const all = Array.from({ length: 16 }, (_, n) => oid(n))
    const pairs = all.flatMap((from) => all.map((to) => [from, to] as const))
    const level = { extensions: [policies(...all), mappings(...pairs)] }
    const chain = await chainOf({}, level, level, level, {
      extensions: [policies(...all), policyConstraints(0)],
    })
    const { value, milliseconds } = await inspect(chain, { policies: { requireExplicit: true } })
    expect(value?.verdict).toBe('passed')
    expect(milliseconds).toBeLessThan(1000)
  })

  test('as many as there may be, mapped at every level, end in bounded work', async () => {
    const all = Array.from({ length: 256 }, (_, n) => oid(n))
    const pairs = all.map((from, n) => [from, oid((n * 7 + 1) % 256)] as const)
    const level = { extensions: [policies(...all), mappings(...pairs)] }
    const chain = await chainOf({}, level, level, level, { extensions: [policies(...all)] })
    const { value, milliseconds } = await inspect(chain, {
      policies: { requireExplicit: true, acceptable: ['1.3.9'] },
    })
    expect(value?.verdict).not.toBe('passed')
    expect(milliseconds).toBeLessThan(2000)
  })
})

describe('a certificate with an RSA key of 16,384 bits', () => {
  test('in a path costs no signature', async () => {
    const rsa = encodeSequence(encodeInteger(1n << 16_383n), encodeInteger(65_537))
    const key = await createPrivateKey('RSA')
    const { spki } = key.publicKey
    // `rsaEncryption`, behind the header of the whole.
    const algorithm = spki.subarray(4, 19)
    const long = encodeSequence(algorithm, encodeBitString(rsa))
    const subject = forgeName(['CN', '长'])
    const middle = parseCertificate(await forge({ subject, spki: long, extensions: [AUTHORITY] }))
    const leaf = parseCertificate(
      await forge({ key, issuer: subject, extensions: [forgeExtension('1.2.3', encodeInteger(1))] }),
    )
    const { value, milliseconds } = await inspect([middle, leaf])
    expect(value?.verdict).not.toBe('passed')
    expect(milliseconds).toBeLessThan(300)
  })
})
