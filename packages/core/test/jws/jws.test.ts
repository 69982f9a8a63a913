import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRoot } from '../../src/ca/index.ts'
import {
  type Certificate,
  createPrivateKey,
  createSigner,
  decodeBase64Url,
  encodeBase64Url,
  encodeUtf8,
  TrustError,
} from '../../src/index.ts'
import {
  encodeX5c,
  isJwsType,
  jwsScheme,
  parseJws,
  parseX5c,
  signJws,
  verifyJws,
} from '../../src/jws/index.ts'

const part = (value: unknown) =>
  encodeBase64Url(encodeUtf8(typeof value === 'string' ? value : JSON.stringify(value)))
const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    return error instanceof TrustError ? error.code : String(error)
  }
  return 'none'
}

describe.each(['SM2', 'P-256', 'P-384', 'P-521', 'Ed25519', 'RSA'] as const)('a key of %s', (kind) => {
  test('signs what its public key verifies, and no other text', async () => {
    const key = await createPrivateKey(kind)
    for (const signing of kind === 'RSA' ? [createSigner(key)] : [key, createSigner(key)]) {
      const jws = parseJws(await signJws({ typ: 'x+jwt' }, '{"a":1}', signing))
      const algorithms = [jws.algorithm]
      expect(await verifyJws(jws, key.publicKey, { algorithms })).toBe(true)
      const other = { ...jws, signed: encodeUtf8('other') }
      expect(await verifyJws(other, key.publicKey, { algorithms })).toBe(false)
    }
  })
})

describe('a JWS in compact form', async () => {
  const key = await createPrivateKey('P-256')
  const good = await signJws({ typ: 'x+jwt' }, '{"a":1}', key)
  const [head = '', payload = '', signature = ''] = good.split('.')

  test('is taken apart', () => {
    const jws = parseJws(encodeUtf8(good))
    expect(jws).toMatchObject({ header: { alg: 'ES256', typ: 'x+jwt' }, algorithm: 'ES256' })
    expect(jws.signed).toEqual(encodeUtf8(`${head}.${payload}`))
    expect(jws.signature).toEqual(decodeBase64Url(signature))
  })

  test.each([
    ['nothing', '', 'ERR_JWS_FORM'],
    ['two parts', `${head}.${payload}`, 'ERR_JWS_FORM'],
    ['four parts', `${good}.AA`, 'ERR_JWS_FORM'],
    ['no header', `.${payload}.${signature}`, 'ERR_JWS_FORM'],
    ['padding', `${head}.${payload}.${signature}=`, 'ERR_BYTES_BASE64'],
    ['a line end', `${good}\n`, 'ERR_BYTES_BASE64'],
    ['white space within', `${head}. ${payload}.${signature}`, 'ERR_BYTES_BASE64'],
    ['bits beyond the last octet', `${head}.${payload}.${signature.slice(0, -1)}B`, 'ERR_BYTES_BASE64'],
    [
      'a member twice',
      `${part('{"alg":"ES256","alg":"none"}')}.${payload}.${signature}`,
      'ERR_JSON_DUPLICATE',
    ],
    ['no algorithm', `${part({ typ: 'x' })}.${payload}.${signature}`, 'ERR_JWS_ALGORITHM'],
    ['an algorithm that is a list', `${part({ alg: ['ES256'] })}.${payload}.`, 'ERR_JWS_ALGORITHM'],
    ['crit', `${part({ alg: 'ES256', crit: ['x'], x: 1 })}.${payload}.`, 'ERR_JWS_CRITICAL'],
    ['crit of nothing', `${part({ alg: 'ES256', crit: [] })}.${payload}.`, 'ERR_JWS_CRITICAL'],
    ['b64', `${part({ alg: 'ES256', b64: true })}.${payload}.`, 'ERR_JWS_CRITICAL'],
    ['a header that is a list', `${part('[]')}.${payload}.`, 'ERR_JSON_SYNTAX'],
    ['a header of many levels', `${part({ alg: 'ES256', a: [[[[[1]]]]] })}.${payload}.`, 'ERR_JSON_DEPTH'],
    ['a header of many characters', `${part({ alg: 'x'.repeat(70_000) })}.${payload}.`, 'ERR_JWS_SIZE'],
  ])('with %s is refused', (_, jws, code) => {
    expect(codeOf(() => parseJws(jws))).toBe(code)
    expect(codeOf(() => parseJws(encodeUtf8(jws)))).toBe(code)
  })

  test('of more than so many octets is refused before it is read', () => {
    expect(codeOf(() => parseJws(good, { maxBytes: good.length }))).toBe('none')
    expect(codeOf(() => parseJws(good, { maxBytes: good.length - 1 }))).toBe('ERR_JWS_SIZE')
    expect(() => parseJws(good, { maxBytes: Number.NaN })).toThrow(RangeError)
  })

  test('that is anything at all gives an error with a code', () => {
    const character = fc.constantFrom('.', 'e', 'y', 'J', 'A', '_', '=', '\u4e2d')
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 60 }), (text) =>
        /^(ERR_|none)/.test(codeOf(() => parseJws(text))),
      ),
    )
  })

  test('is accepted for the algorithms that are asked for alone', async () => {
    const jws = parseJws(good)
    await expect(verifyJws(jws, key.publicKey, { algorithms: ['SM2'] })).rejects.toMatchObject({
      code: 'ERR_JWS_ALGORITHM',
    })
    await expect(verifyJws({ ...jws, algorithm: 'none' }, key.publicKey)).rejects.toMatchObject({
      code: 'ERR_JWS_ALGORITHM',
    })
    await expect(
      verifyJws({ ...jws, algorithm: 'HS256' }, key.publicKey, { algorithms: ['HS256'] }),
    ).rejects.toMatchObject({ code: 'ERR_JWS_ALGORITHM' })
    const sm2 = await createPrivateKey('SM2')
    expect(await verifyJws(jws, sm2.publicKey)).toBe(false)
    expect(jwsScheme('none')).toBeUndefined()
  })

  test('is of a media type, however it is written', () => {
    expect(isJwsType({ header: { typ: 'APPLICATION/statuslist+JWT' } }, 'statuslist+jwt')).toBe(true)
    expect(isJwsType({ header: { typ: 'statuslist+cwt' } }, 'statuslist+jwt')).toBe(false)
    expect(isJwsType({ header: {} }, 'statuslist+jwt')).toBe(false)
    expect(isJwsType({ header: { typ: 1 } }, 'statuslist+jwt')).toBe(false)
  })

  test('cannot be told to be of another algorithm than its key', async () => {
    await expect(signJws({ alg: 'none' }, '', key)).rejects.toThrow(/^header: /)
  })
})

describe('certificates in a header', async () => {
  const key = await createPrivateKey('P-256')
  const certificate: Certificate = await createRoot({
    subject: { country: 'CN', commonName: 'root' },
    key,
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2027-01-01T00:00:00Z'),
  })
  const { x5c } = encodeX5c([certificate]) as { readonly x5c: [string] }

  test('are read', () => expect(parseX5c({ x5c })[0].raw).toEqual(certificate.raw))

  test.each([
    ['none', {}],
    ['an empty list', { x5c: [] }],
    ['one that is no list', { x5c: x5c[0] }],
    ['one that is a number', { x5c: [1] }],
    ['one in base64url', { x5c: [x5c[0].replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')] }],
    ['one that is cut', { x5c: [x5c[0].slice(0, 40)] }],
    ['one that is too long', { x5c: ['A'.repeat(40_000)] }],
    ['eleven', { x5c: Array.from({ length: 11 }, () => x5c[0]) }],
    ['a second that is none', { x5c: [x5c[0], 'AAAA'] }],
  ])('are refused: %s', (_, header) => {
    expect(codeOf(() => parseX5c(header))).toBe('ERR_JWS_CERTIFICATE')
  })
})
