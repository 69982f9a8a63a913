import {
  CompactEncrypt,
  CompactSign,
  type CryptoKey,
  exportJWK,
  FlattenedEncrypt,
  generateKeyPair,
  type JWK,
} from 'jose'
import { describe, expect, test } from 'vitest'
import {
  createRelyingParty,
  explain,
  inspectSignedResponse,
  memoryStore,
  type RelyingPartyOptions,
} from '../../../src/index.ts'
import {
  type Bench,
  CLIENT,
  type Claims,
  codeOf,
  createBench,
  ISSUER,
  Jar,
  keyPair,
  mint,
  NOW,
  start,
} from '../../hostile-provider.ts'
import { begin as beginSigned, finish } from './signed-answers.ts'

const SIGNED = { alg: 'ES256', kid: 'k1' }
const text = (value: string) => new TextEncoder().encode(value)
const makeKeys = (alg: string) => generateKeyPair(alg, { extractable: true })

const elliptic = await makeKeys('ECDH-ES+A256KW')
const foreign = await makeKeys('ECDH-ES+A256KW')
const rsa = await makeKeys('RSA-OAEP-256')
const signing = await makeKeys('ES256')
const own: JWK = await exportJWK(elliptic.privateKey)
const ownRsa: JWK = await exportJWK(rsa.privateKey)

const oaep = { name: 'RSA-OAEP', publicExponent: new Uint8Array([1, 0, 1]) }
const makeRsa = async (modulusLength: number, hash: string) =>
  (await crypto.subtle.generateKey({ ...oaep, modulusLength, hash }, true, ['encrypt', 'decrypt'])).privateKey
const sha1 = await makeRsa(2048, 'SHA-1')
const short = await exportJWK(await makeRsa(1024, 'SHA-256'))
const idle = await crypto.subtle.importKey('jwk', ownRsa, { ...oaep, hash: 'SHA-256' }, false, ['unwrapKey'])

const ENCRYPTED = { alg: 'ECDH-ES+A256KW', enc: 'A256GCM', cty: 'JWT' }
const encrypt = (
  content: string,
  header: Record<string, unknown> = {},
  key: CryptoKey | Uint8Array = elliptic.publicKey,
) => new CompactEncrypt(text(content)).setProtectedHeader({ ...ENCRYPTED, ...header }).encrypt(key)

const begin = (options: Partial<RelyingPartyOptions> = {}) =>
  beginSigned({ responseDecryptionKey: own, ...options })

/** What the portal says of why, in facts that a log has. */
const factsOf = ({ errors }: Bench) => (errors.at(-1) as { facts: Record<string, unknown> }).facts

describe('an encrypted answer', () => {
  const agreed: [name: string, key: JWK | CryptoKey, header: Record<string, unknown>, to: CryptoKey][] = [
    ['ECDH-ES and A256GCM', own, { alg: 'ECDH-ES' }, elliptic.publicKey],
    ['ECDH-ES+A256KW and A128CBC-HS256', own, { enc: 'A128CBC-HS256' }, elliptic.publicKey],
    ['RSA-OAEP-256 and A128GCM', ownRsa, { alg: 'RSA-OAEP-256', enc: 'A128GCM' }, rsa.publicKey],
    ['a key that is no JWK', elliptic.privateKey, {}, elliptic.publicKey],
    ['a key that says which algorithm', { ...own, alg: 'ECDH-ES+A256KW' }, {}, elliptic.publicKey],
    ['a key that says what for', { ...own, use: 'enc', key_ops: ['deriveKey'] }, {}, elliptic.publicKey],
    [
      'an RSA key that says what for',
      { ...ownRsa, alg: 'RSA-OAEP-256', key_ops: ['unwrapKey'] },
      { alg: 'RSA-OAEP-256' },
      rsa.publicKey,
    ],
  ]
  test.each(agreed)('signs in with %s', async (_, responseDecryptionKey, header, to) => {
    const { bench, jar, claims } = await begin({ responseDecryptionKey })
    const response = await encrypt(await mint(claims, SIGNED), header, to)
    expect((await finish(bench, jar, { response })).status).toBe(303)
    expect([...jar.cookies.keys()]).toContain('__Host-xinyin-session')
    expect(bench.provider.form.last.get('code')).toBe('code')
  })

  test('of an error tells of it', async () => {
    const { bench, jar, claims } = await begin()
    const refused = { ...claims, code: undefined, error: 'access_denied' }
    const response = await encrypt(await mint(refused, SIGNED))
    expect(await codeOf(await finish(bench, jar, { response }))).toBe('ERR_SSO_SIGN_IN_REFUSED')
  })

  test('says which checks were made, in words for people', async () => {
    const { claims } = await begin()
    const expected = {
      issuer: ISSUER,
      clientId: CLIENT,
      algorithms: ['ES256'],
      keys: { find: async () => ({ code: 'ERR_SSO_KEY_UNKNOWN', facts: {} }) as const },
      now: NOW,
    }
    const response = await encrypt(await mint(claims, SIGNED))
    const opened = await inspectSignedResponse(response, { ...expected, decryptionKey: own })
    expect(opened.checks[0]).toMatchObject({ id: 'response.encryption', status: 'passed' })
    expect(opened.checks.at(-1)).toMatchObject({ id: 'response.signature', status: 'skipped' })
    expect(opened.subject).toEqual(JSON.parse(JSON.stringify(claims)))
    const shut = await inspectSignedResponse(response, expected)
    expect([shut.verdict, shut.subject, shut.checks.map(({ id, status }) => [id, status])]).toEqual([
      'failed',
      undefined,
      [
        ['response.encryption', 'failed'],
        ['response.signature', 'skipped'],
      ],
    ])
    expect(explain(shut, 'zh-CN')).toContain('应答未按与身份提供方的约定加密')
    expect(explain(shut, 'en')).toContain('not encrypted as was agreed')
  })
})

describe('attacks on encrypted answers', () => {
  const attacks: [
    name: string,
    code: string,
    reason: string | undefined,
    make: (signed: string, claims: Claims) => Promise<string> | string,
  ][] = [
    [
      'one that is signed and not encrypted (downgrade)',
      'ERR_SSO_RESPONSE_ENCRYPTION',
      'not encrypted',
      (signed) => signed,
    ],
    [
      'one that anybody could have encrypted, unsigned',
      'ERR_SSO_TOKEN_FORM',
      undefined,
      (_, claims) => encrypt(JSON.stringify(claims), { cty: undefined }),
    ],
    [
      'one that is encrypted and signed by nobody (alg none)',
      'ERR_SSO_TOKEN_ALGORITHM',
      undefined,
      (_, claims) =>
        encrypt(
          `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`,
        ),
    ],
    [
      'one that is encrypted and signed by somebody else',
      'ERR_SSO_TOKEN_SIGNATURE',
      undefined,
      async (_, claims) => encrypt(await mint(claims, SIGNED, (await keyPair('ES256', 'evil')).privateKey)),
    ],
    [
      'one that is encrypted and signed with the public key as a secret',
      'ERR_SSO_TOKEN_ALGORITHM',
      undefined,
      async (_, claims) =>
        encrypt(
          await new CompactSign(text(JSON.stringify(claims)))
            .setProtectedHeader({ alg: 'HS256' })
            .sign(text(JSON.stringify(await exportJWK(elliptic.publicKey)))),
        ),
    ],
    [
      'one that is encrypted for another key',
      'ERR_SSO_RESPONSE_ENCRYPTION',
      'it does not decrypt',
      (signed) => encrypt(signed, {}, foreign.publicKey),
    ],
    [
      'one that is encrypted for a key of another kind',
      'ERR_SSO_RESPONSE_ENCRYPTION',
      'it does not decrypt',
      (signed) => encrypt(signed, { alg: 'RSA-OAEP-256' }, rsa.publicKey),
    ],
    [
      'one that is encrypted twice',
      'ERR_SSO_TOKEN_FORM',
      undefined,
      async (signed) => encrypt(await encrypt(signed)),
    ],
    [
      'one whose bytes were changed',
      'ERR_SSO_RESPONSE_ENCRYPTION',
      'it does not decrypt',
      async (signed) => {
        const [header, key, iv, content = '', tag] = (await encrypt(signed)).split('.')
        const changed = (content[0] === 'A' ? 'B' : 'A') + content.slice(1)
        return [header, key, iv, changed, tag].join('.')
      },
    ],
    [
      'one with white space behind it',
      'ERR_SSO_RESPONSE_ENCRYPTION',
      'it does not decrypt',
      async (signed) => `${await encrypt(signed)} `,
    ],
    ['five dots and nothing else', 'ERR_SSO_RESPONSE_ENCRYPTION', 'it does not decrypt', () => '....'],
    [
      'one without end',
      'ERR_SSO_CALLBACK_PARAMETER',
      undefined,
      (signed) => encrypt(signed + 'x'.repeat(8_192)),
    ],
  ]
  test.each(attacks)('%s', async (_, code, reason, make) => {
    const { bench, jar, claims } = await begin()
    const response = await make(await mint(claims, SIGNED), claims)
    expect(await codeOf(await finish(bench, jar, { response }))).toBe(code)
    if (reason !== undefined) expect(factsOf(bench)['reason']).toBe(reason)
    expect(bench.provider.asked).not.toContain('/token')
    expect(jar.cookies.has('__Host-xinyin-session')).toBe(false)
  })

  /** The same, found by a state that stands beside it: then the answer itself is what is refused. */
  test.each(attacks)('%s, with the state beside it', async (_, code, __, make) => {
    const { bench, jar, claims, asked } = await begin()
    const response = await make(await mint(claims, SIGNED), claims)
    expect(await codeOf(await finish(bench, jar, { response, state: asked.get('state') ?? '' }))).toBe(code)
    expect(bench.provider.asked).not.toContain('/token')
  })

  const headers: [name: string, reason: string, header: Record<string, unknown>][] = [
    ['is packed, and may be a bomb', 'header of the JWE', { zip: 'DEF' }],
    ['demands what is not understood', 'header of the JWE', { crit: ['exp'], exp: 1 }],
    ['is made by a shared secret', 'alg of the JWE', { alg: 'dir' }],
    ['is made by RSA1_5', 'alg of the JWE', { alg: 'RSA1_5' }],
    ['is made by RSA-OAEP with SHA-1', 'alg of the JWE', { alg: 'RSA-OAEP' }],
    [
      'is made by a password with a billion rounds',
      'alg of the JWE',
      { alg: 'PBES2-HS256+A128KW', p2c: 1e9, p2s: 'AAAAAAAAAAA' },
    ],
    ['says no algorithm', 'alg of the JWE', { alg: undefined }],
    ['says two algorithms', 'alg of the JWE', { alg: ['ECDH-ES+A256KW'] }],
    ['says what is no algorithm', 'alg of the JWE', { alg: 'constructor' }],
    ['hides its content in a way that is on no list', 'enc of the JWE', { enc: 'A192GCM' }],
    ['does not hide its content', 'enc of the JWE', { enc: 'none' }],
    ['says no content algorithm', 'enc of the JWE', { enc: undefined }],
  ]
  test.each(headers)('one whose envelope %s', async (_, reason, change) => {
    const started = performance.now()
    const { bench, jar, asked, claims } = await begin()
    const [header = '', ...rest] = (await encrypt(await mint(claims, SIGNED))).split('.')
    const changed = { ...JSON.parse(Buffer.from(header, 'base64url').toString()), ...change }
    const response = [Buffer.from(JSON.stringify(changed)).toString('base64url'), ...rest].join('.')
    const answer = await finish(bench, jar, { response, state: asked.get('state') ?? '' })
    expect(await codeOf(answer)).toBe('ERR_SSO_RESPONSE_ENCRYPTION')
    expect(factsOf(bench)['reason']).toBe(reason)
    expect(bench.provider.asked).not.toContain('/token')
    expect(performance.now() - started).toBeLessThan(5000)
  })

  test('one that was made with `zip`', async () => {
    const { bench, jar, claims } = await begin()
    const packed = new FlattenedEncrypt(text(await mint(claims, SIGNED)))
      .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', zip: 'DEF' })
      .encrypt(elliptic.publicKey)
    const { protected: header, encrypted_key, iv, ciphertext, tag } = await packed
    const response = [header, encrypted_key, iv, ciphertext, tag].join('.')
    expect(await codeOf(await finish(bench, jar, { response }))).toBe('ERR_SSO_RESPONSE_ENCRYPTION')
  })

  test('one of six parts', async () => {
    const { bench, jar, asked, claims } = await begin()
    const response = `${await encrypt(await mint(claims, SIGNED))}.AA`
    expect(await codeOf(await finish(bench, jar, { response }))).toBe('ERR_SSO_TOKEN_FORM')
    const answer = await finish(bench, jar, { response, state: asked.get('state') ?? '' })
    expect(await codeOf(answer)).toBe('ERR_SSO_RESPONSE_ENCRYPTION')
  })

  test('one by an algorithm that the key is not for', async () => {
    const { bench, jar, asked, claims } = await begin({ responseDecryptionKey: { ...own, alg: 'ECDH-ES' } })
    const response = await encrypt(await mint(claims, SIGNED))
    const answer = await finish(bench, jar, { response, state: asked.get('state') ?? '' })
    expect(await codeOf(answer)).toBe('ERR_SSO_RESPONSE_ENCRYPTION')
    expect(factsOf(bench)['reason']).toBe('alg of the JWE')
  })

  test('one where none was agreed on', async () => {
    const { bench, jar, asked, claims } = await begin({ responseDecryptionKey: undefined as never })
    const response = await encrypt(await mint(claims, SIGNED))
    for (const beside of [{}, { state: asked.get('state') ?? '' }]) {
      const answer = await finish(bench, jar, { response, ...beside })
      expect(await codeOf(answer)).toBe('ERR_SSO_RESPONSE_ENCRYPTION')
      expect(factsOf(bench)['reason']).toBe('encrypted')
    }
  })

  test('a plain answer, unsigned and not encrypted', async () => {
    const { bench, jar, asked } = await begin()
    const plain = { code: 'code', state: asked.get('state') ?? '', iss: ISSUER }
    expect(await codeOf(await finish(bench, jar, plain))).toBe('ERR_SSO_RESPONSE_UNSIGNED')
  })
})

describe('among several providers, an encrypted answer', () => {
  const OTHER = 'https://op2.example'
  const twoKeys = async (first: JWK | undefined, second: JWK | undefined, callback?: string) => {
    const bench = await createBench()
    const shared = {
      clientId: CLIENT,
      clientKey: await exportJWK((await keyPair('ES256', 'client')).privateKey),
    }
    const own = (key: JWK | undefined) => ({
      signedResponses: true,
      ...(key && { responseDecryptionKey: key }),
    })
    const errors: unknown[] = []
    const clock = () => new Date(NOW * 1000)
    const sso = createRelyingParty({
      origin: 'https://portal.example',
      store: memoryStore({ clock }),
      clock,
      fetch: bench.provider.fetch,
      onError: (error) => errors.push(error),
      providers: [
        { ...shared, ...own(first), issuer: OTHER, ...(callback ? { callback } : {}) },
        { ...shared, ...own(second), issuer: ISSUER },
      ],
    })
    return { ...bench, sso, errors }
  }
  const signIn = async (bench: Bench, make: (signed: string) => Promise<string>, issuer = ISSUER) => {
    const jar = new Jar()
    const asked = await start(bench, jar, `?issuer=${encodeURIComponent(issuer)}`)
    expect(asked.get('state')).toMatch(/^[\w-]{22}$/)
    const claims = { iss: issuer, aud: CLIENT, exp: NOW + 60, code: 'code', state: asked.get('state') }
    return finish(bench, jar, { response: await make(await mint(claims, SIGNED)) })
  }

  test('finds its sign-in, whichever key it is for', async () => {
    const other = await exportJWK(foreign.privateKey)
    expect((await signIn(await twoKeys(other, own), encrypt)).status).toBe(303)
    expect((await signIn(await twoKeys({ ...own }, own), encrypt)).status).toBe(303)
  })

  test('attack: for the key of another of them is refused', async () => {
    const bench = await twoKeys(await exportJWK(foreign.privateKey), own)
    const answer = await signIn(bench, (signed) => encrypt(signed, {}, foreign.publicKey))
    expect(await codeOf(answer)).toBe('ERR_SSO_RESPONSE_ENCRYPTION')
    expect(factsOf(bench)['reason']).toBe('it does not decrypt')
  })

  test('attack: for the key of another, where none was agreed on with this one, is refused', async () => {
    const bench = await twoKeys(own, undefined)
    expect(await codeOf(await signIn(bench, encrypt))).toBe('ERR_SSO_RESPONSE_ENCRYPTION')
    expect(factsOf(bench)['reason']).toBe('encrypted')
  })

  test('attack: of one whose answers arrive elsewhere is not opened', async () => {
    const bench = await twoKeys(own, undefined, 'other')
    bench.provider.answers.set('/.well-known/openid-configuration', () =>
      Response.json(JSON.parse(JSON.stringify(bench.provider.metadata).replaceAll(ISSUER, OTHER))),
    )
    expect(await codeOf(await signIn(bench, encrypt, OTHER))).toBe('ERR_SSO_RESPONSE_ENCRYPTION')
    expect(factsOf(bench)['reason']).toBe('encrypted')
  })
})

describe('a key for encrypted answers', () => {
  const { d: _, ...publicPart } = own
  // With any of these every answer would be refused, and nobody would know before the first came.
  test.each<[name: string, key: unknown]>([
    ['that says it signs', { ...own, alg: 'ES256' }],
    ['that is for signatures', { ...own, use: 'sig' }],
    ['whose operations are others', { ...own, key_ops: ['sign'] }],
    ['whose operations are no list', { ...own, key_ops: 'sign' }],
    ['of an algorithm that is none of ours', { ...ownRsa, alg: 'RSA-OAEP' }],
    ['of another kind than its algorithm', { ...own, alg: 'RSA-OAEP-256' }],
    ['of a curve for signatures', { kty: 'OKP', crv: 'Ed25519', x: own.x, d: own.d }],
    ['of a curve that nobody agrees keys on', { ...own, crv: 'secp256k1' }],
    ['of a curve that is of another kind', { ...own, kty: 'OKP' }],
    ['of another hash', sha1],
    ['of RSA that is short', short],
    ['that may do nothing', idle],
  ])('%s is refused at the start', async (_, responseDecryptionKey) => {
    const options = { signedResponses: true, responseDecryptionKey }
    await expect(createBench(options as never)).rejects.toMatchObject({
      code: 'ERR_SSO_CONFIGURATION',
      facts: { problems: expect.stringContaining('must be a private key') },
    })
  })

  test.each([
    [
      'without signed answers',
      { signedResponses: false, responseDecryptionKey: own },
      'needs signedResponses',
    ],
    ['that is public', { responseDecryptionKey: publicPart }, 'must be a private key'],
    ['that is public and no JWK', { responseDecryptionKey: elliptic.publicKey }, 'must be a private key'],
    ['that signs', { responseDecryptionKey: signing.privateKey }, 'must be a private key'],
    [
      'that is a shared secret',
      { responseDecryptionKey: { kty: 'oct', k: 'AAAA' } },
      'must be a private key',
    ],
    ['that is text', { responseDecryptionKey: 'key' }, 'must be a private key'],
    [
      'for user information that is public',
      { userInfo: { answers: 'signed', decryptionKey: publicPart } },
      'must be a private key',
    ],
  ])('%s is refused at the start', async (_, options, problem) => {
    await expect(createBench({ signedResponses: true, ...(options as object) })).rejects.toMatchObject({
      code: 'ERR_SSO_CONFIGURATION',
      facts: { problems: expect.stringContaining(problem) },
    })
  })
})
