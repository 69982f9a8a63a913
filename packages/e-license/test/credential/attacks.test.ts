import { encodeBase64Url, encodeUtf8, joseScheme } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import { explain } from '../../src/checks.ts'
import { inspectSdJwt, type SdJwtPolicy } from '../../src/credential/inspect.ts'
import { issueSdJwt } from '../../src/credential/issue.ts'
import { encodePublicJwk } from '../../src/credential/jwk.ts'
import { parseSdJwt } from '../../src/credential/parse.ts'
import { presentSdJwt } from '../../src/credential/present.ts'
import { createTestIssuer, encodeText, forge, makeDisclosure } from './forge.ts'

const issuer = await createTestIssuer()
const holder = await createTestIssuer()
const at = new Date('2026-06-01T00:00:00Z')
const seconds = at.getTime() / 1000

async function failures(text: string, change: Partial<SdJwtPolicy> = {}) {
  const { verdict, checks } = await inspectSdJwt(text, { key: issuer.key, at, ...change })
  for (const check of checks) expect(explain(check, 'zh-CN') + explain(check, 'en')).not.toMatch(/[{}]/)
  const failed = checks.filter((check) => check.status === 'failed')
  expect(verdict).toBe(failed.length > 0 ? 'failed' : 'passed')
  return failed.map(({ id, code }) => `${id} ${code}`)
}

const name = makeDisclosure(['c2FsdA', 'name', '甲'])
const element = makeDisclosure(['c2FsdA', '甲'])

test('the forger’s sound work passes, so that each attack fails for its own reason', async () => {
  expect(await failures(await forge(issuer, { a: 1, _sd: [name.digest] }, [name.encoded]))).toEqual([])
  expect(await failures(await forge(issuer, { a: [{ '...': element.digest }] }, [element.encoded]))).toEqual(
    [],
  )
})

describe('sd-jwt.disclosures', () => {
  const nested = makeDisclosure(['c2FsdA', 'outer', { _sd: [name.digest] }])
  const twin = makeDisclosure(['cGVwcGVy', 'name', '甲'])
  const altered = makeDisclosure(['c2FsdA', 'name', '乙']).encoded
  test.each<[string, unknown, string[]]>([
    ['ERR_SDJWT_DISCLOSURE_UNREFERENCED', { a: 1 }, [name.encoded]],
    ['ERR_SDJWT_DISCLOSURE_UNREFERENCED', { _sd: [name.digest] }, [altered]],
    [
      'ERR_SDJWT_DISCLOSURE_UNREFERENCED',
      { a: [{ '...': element.digest }] },
      [makeDisclosure(['x', '乙']).encoded],
    ],
    // Its digest is only in a disclosure that is withheld.
    ['ERR_SDJWT_DISCLOSURE_UNREFERENCED', { _sd: [nested.digest] }, [name.encoded]],
    ['ERR_SDJWT_DISCLOSURE_REPEATED', { _sd: [name.digest] }, [name.encoded, name.encoded]],
    ['ERR_SDJWT_DIGEST_REPEATED', { _sd: [name.digest, name.digest] }, [name.encoded]],
    ['ERR_SDJWT_DIGEST_REPEATED', { _sd: ['decoy'], a: { _sd: ['decoy'] } }, []],
    ['ERR_SDJWT_DIGEST_REPEATED', { _sd: [name.digest, nested.digest] }, [name.encoded, nested.encoded]],
    ['ERR_SDJWT_DIGEST', { _sd: name.digest }, []],
    ['ERR_SDJWT_DIGEST', { _sd: [1] }, []],
    ['ERR_SDJWT_DIGEST', { a: [{ '...': 1 }] }, []],
    ['ERR_SDJWT_CLAIM_REPEATED', { name: '乙', _sd: [name.digest] }, [name.encoded]],
    ['ERR_SDJWT_CLAIM_REPEATED', { _sd: [name.digest, twin.digest] }, [name.encoded, twin.encoded]],
    ['ERR_SDJWT_DISCLOSURE_KIND', { _sd: [element.digest] }, [element.encoded]],
    ['ERR_SDJWT_DISCLOSURE_KIND', { a: [{ '...': name.digest }] }, [name.encoded]],
    ['ERR_SDJWT_RESERVED', { a: [{ '...': element.digest, b: 1 }] }, [element.encoded]],
    ['ERR_SDJWT_RESERVED', { '...': element.digest }, []],
    ['ERR_SDJWT_RESERVED', { a: { '...': element.digest } }, []],
    ['ERR_SDJWT_DIGEST_ALGORITHM', { _sd_alg: 'sha-1' }, []],
    ['ERR_SDJWT_DIGEST_ALGORITHM', { _sd_alg: 'toString' }, []],
    ['ERR_SDJWT_DIGEST_ALGORITHM', { _sd_alg: 256 }, []],
    ['ERR_SDJWT_DIGEST_ALGORITHM', { _sd_alg: null, _sd: [name.digest] }, [name.encoded]],
  ])('exactly this check fails with %s for %j', async (code, payload, disclosures) => {
    expect(await failures(await forge(issuer, payload, disclosures))).toEqual([`sd-jwt.disclosures ${code}`])
  })

  test('a disclosure cannot bring back the digest algorithm as a claim', async () => {
    const { digest, encoded } = makeDisclosure(['s', '_sd_alg', 'sha-1'])
    expect(await failures(await forge(issuer, { _sd: [digest] }, [encoded]))).toEqual([
      'sd-jwt.disclosures ERR_SDJWT_RESERVED',
    ])
    // Further down it is a name like any other (RFC 9901, 4.1.1).
    expect(await failures(await forge(issuer, { a: { _sd: [digest] } }, [encoded]))).toEqual([])
  })

  test('disclosures nested without end are refused before they exhaust the stack', async () => {
    const chain: string[] = []
    let inner = makeDisclosure(['s', 'end', 1])
    chain.push(inner.encoded)
    for (let i = 0; i < 900; i++) {
      inner = makeDisclosure(['s', 'next', { _sd: [inner.digest] }])
      chain.push(inner.encoded)
    }
    expect(await failures(await forge(issuer, { _sd: [inner.digest] }, chain))).toEqual([
      'sd-jwt.disclosures ERR_SDJWT_DEPTH',
    ])
  })
})

describe('sd-jwt.form', () => {
  const jwt = async () => (await forge(issuer, { a: 1 })).slice(0, -1)
  test.each<[string, (jwt: string) => string]>([
    ['ERR_SDJWT_DISCLOSURE', (text) => `${text}~${makeDisclosure(['salt']).encoded}~`],
    ['ERR_SDJWT_DISCLOSURE', (text) => `${text}~${makeDisclosure(['salt', 'a', 1, 2]).encoded}~`],
    ['ERR_SDJWT_DISCLOSURE', (text) => `${text}~${makeDisclosure([1, 'a', 1]).encoded}~`],
    ['ERR_SDJWT_DISCLOSURE', (text) => `${text}~${makeDisclosure(['salt', 1, 1]).encoded}~`],
    ['ERR_SDJWT_DISCLOSURE', (text) => `${text}~${makeDisclosure({}).encoded}~`],
    ['ERR_SDJWT_DISCLOSURE', (text) => `${text}~${makeDisclosure(['salt', '__proto__', 1]).encoded}~`],
    ['ERR_SDJWT_RESERVED', (text) => `${text}~${makeDisclosure(['salt', '_sd', []]).encoded}~`],
    ['ERR_SDJWT_RESERVED', (text) => `${text}~${makeDisclosure(['salt', '...', 1]).encoded}~`],
    ['ERR_JSON_DUPLICATE', (text) => `${text}~${encodeText('["s","a",{"b":1,"b":2}]')}~`],
    ['ERR_JSON_DUPLICATE', (text) => `${text}~${encodeText('["s","a",{"b":1,"\\u0062":2}]')}~`],
    ['ERR_JSON_MEMBER', (text) => `${text}~${encodeText('["s","a",{"__proto__":{"b":1}}]')}~`],
    ['ERR_JSON_DEPTH', (text) => `${text}~${encodeText('['.repeat(100_000))}~`],
    ['ERR_JSON_SYNTAX', (text) => `${text}~${encodeText('["s","a",1] ]')}~`],
    ['ERR_JSON_SYNTAX', (text) => `${text}~~`],
    ['ERR_JSON_SYNTAX', (text) => `${text}~${encodeText('["s","a",{"\\x":1}]')}~`],
    ['ERR_JSON_SYNTAX', (text) => `${encodeText('[]')}${text.slice(text.indexOf('.'))}~`],
    ['ERR_JSON_SYNTAX', (text) => `${encodeText('null')}${text.slice(text.indexOf('.'))}~`],
    ['ERR_JSON_SYNTAX', (text) => text.replace(/\.[^.]*\./, `.${encodeText('[1]')}.`)],
    ['ERR_BYTES_UTF8', (text) => `${text}~${encodeBase64Url(Uint8Array.of(0x22, 0xff, 0x22))}~`],
    ['ERR_BYTES_BASE64', (text) => `${text}=~`],
    ['ERR_BYTES_BASE64', (text) => `${text}~ ${name.encoded}~`],
    ['ERR_JWS_FORM', (text) => `${text}~\n`],
    ['ERR_JWS_FORM', (text) => `${text}.a~`],
    ['ERR_JWS_FORM', (text) => `${text.slice(0, text.lastIndexOf('.'))}~`],
    ['ERR_JWS_FORM', () => ''],
    ['ERR_JWS_FORM', () => '~'],
    ['ERR_JWS_FORM', (text) => `${text}~x`],
    ['ERR_SDJWT_COUNT', (text) => `${text}${'~W10'.repeat(1001)}~`],
    ['ERR_SDJWT_SIZE', (text) => `${text}~${'A'.repeat(1 << 20)}~`],
    ['ERR_JWS_ALGORITHM', (text) => `${encodeText('{"typ":"dc+sd-jwt"}')}${text.slice(text.indexOf('.'))}~`],
  ])('exactly this check fails with %s (case %#)', async (code, change) => {
    expect(await failures(change(await jwt()))).toEqual([`sd-jwt.form ${code}`])
  })

  test.each([{ crit: ['b64'], b64: false }, { crit: [] }, { b64: true }])(
    'ERR_JWS_CRITICAL for %j',
    async (header) => {
      expect(await failures(await forge(issuer, { a: 1 }, [], header))).toEqual([
        'sd-jwt.form ERR_JWS_CRITICAL',
      ])
    },
  )

  test('a JWT of another type does not become an SD-JWT by losing its tilde', async () => {
    const text = (await forge(issuer, { a: 1 }, [], { typ: 'JWT' })).slice(0, -1)
    expect(await failures(text)).toEqual(['sd-jwt.form ERR_SDJWT_FORM'])
  })
})

describe('sd-jwt.type', () => {
  test.each([
    'JWT',
    'sd-jwt2',
    'kb+jwt',
    '',
    1,
    'dc+sd-jwt ',
    'text/dc+sd-jwt',
    'application/application/sd-jwt',
  ])('ERR_SDJWT_TYPE for %j', async (typ) => {
    expect(await failures(await forge(issuer, {}, [], { typ }))).toEqual(['sd-jwt.type ERR_SDJWT_TYPE'])
  })
  test('another type than the expected one', async () => {
    const text = await forge(issuer, {}, [], { typ: 'vc+sd-jwt' })
    expect(await failures(text)).toEqual([])
    expect(await failures(text, { type: 'dc+sd-jwt' })).toEqual(['sd-jwt.type ERR_SDJWT_TYPE'])
  })
  test.each(['application/dc+sd-jwt', 'DC+SD-JWT', 'Application/dc+SD-JWT'])(
    '%s is dc+sd-jwt (RFC 7515, 4.1.9)',
    async (typ) => {
      const text = await forge(issuer, {}, [], { typ })
      expect(await failures(text)).toEqual([])
      expect(await failures(text, { type: 'dc+sd-jwt' })).toEqual([])
    },
  )
})

describe('sd-jwt.signature', () => {
  test('another issuer’s', async () => {
    expect(await failures(await forge(holder, {}))).toEqual(['sd-jwt.signature ERR_SDJWT_SIGNATURE'])
  })

  test.each([
    ['none', 'ERR_JWS_ALGORITHM'],
    ['HS256', 'ERR_JWS_ALGORITHM'],
    ['toString', 'ERR_JWS_ALGORITHM'],
    ['ES384', 'ERR_SDJWT_SIGNATURE'],
    ['SM2', 'ERR_SDJWT_SIGNATURE'],
    ['EdDSA', 'ERR_SDJWT_SIGNATURE'],
  ])('alg %s', async (alg, code) => {
    const [, payload, signature] = (await forge(issuer, {})).split('.')
    const header = encodeText(JSON.stringify({ alg, typ: 'dc+sd-jwt' }))
    expect(await failures(`${header}.${payload}.${signature}`)).toEqual([`sd-jwt.signature ${code}`])
  })

  test('a key that the header itself brings is of no account', async () => {
    const privateKey = await createTestIssuer()
    const text = await forge(privateKey, {}, [], { jwk: { kty: 'EC' }, jku: 'https://example.com' })
    expect(await failures(text)).toEqual(['sd-jwt.signature ERR_SDJWT_SIGNATURE'])
  })

  test.each(['P-384', 'P-521', 'Ed25519', 'SM2'] as const)('issuers with a key of %s', async (kind) => {
    const other = await createTestIssuer(kind)
    const text = await issueSdJwt({ claims: { a: 1, b: 2 }, selective: ['/b'], signer: other.signer })
    expect(await failures(text, { key: other.key })).toEqual([])
    expect(await failures(text)).toEqual(['sd-jwt.signature ERR_SDJWT_SIGNATURE'])
  })
})

describe('sd-jwt.time', () => {
  test.each<[string, object]>([
    ['ERR_SDJWT_EXPIRED', { exp: seconds - 61 }],
    ['ERR_SDJWT_NOT_YET_VALID', { nbf: seconds + 61 }],
    ['ERR_SDJWT_ISSUED_LATER', { iat: seconds + 61 }],
    ['ERR_SDJWT_TIME', { exp: '2027-01-01' }],
    ['ERR_SDJWT_TIME', { exp: null }],
    ['ERR_SDJWT_TIME', { exp: 1e300 }],
    ['ERR_SDJWT_TIME', { iat: true }],
  ])('%s for %j', async (code, payload) => {
    expect(await failures(await forge(issuer, payload))).toEqual([`sd-jwt.time ${code}`])
  })
  test('clocks may differ by a minute', async () => {
    expect(
      await failures(await forge(issuer, { exp: seconds - 59, nbf: seconds + 59, iat: seconds + 59 })),
    ).toEqual([])
    expect(await failures(await forge(issuer, { exp: seconds - 59 }), { clockSkew: 0 })).toEqual([
      'sd-jwt.time ERR_SDJWT_EXPIRED',
    ])
  })
  test('an expiry that is disclosed counts as well', async () => {
    const expiry = makeDisclosure(['s', 'exp', seconds - 61])
    const forgeAs = (typ: string) => forge(issuer, { _sd: [expiry.digest] }, [expiry.encoded], { typ })
    expect(await failures(await forgeAs('example+sd-jwt'))).toEqual(['sd-jwt.time ERR_SDJWT_EXPIRED'])
  })
})

test.each(['iss', 'nbf', 'exp', 'cnf', 'vct', 'vct#integrity', 'status'])(
  'a credential whose %s could have been withheld',
  async (claim) => {
    const { digest, encoded } = makeDisclosure(['s', claim, seconds])
    const types = ['dc+sd-jwt', 'vc+sd-jwt', 'application/dc+sd-jwt', 'Application/VC+SD-JWT']
    for (const typ of types)
      expect(await failures(await forge(issuer, { _sd: [digest] }, [encoded], { typ }))).toEqual([
        'sd-jwt.disclosures ERR_SDJWT_NOT_SELECTIVE',
      ])
    const claims = { [claim]: 1 }
    const issue = issueSdJwt({ claims, selective: [`/${claim}`], signer: issuer.signer })
    await expect(issue).rejects.toThrow(TypeError)
  },
)

describe('key binding', async () => {
  const audience = 'https://bank.example'
  const nonce = 'n-0S6_WzA2Mj'
  const issued = await issueSdJwt({
    claims: { a: 1, b: 2 },
    selective: ['/a', '/b'],
    signer: issuer.signer,
    holderKey: holder.key,
  })
  const present = (change: object = {}) =>
    presentSdJwt(issued, {
      disclose: ['/a'],
      keyBinding: { signer: holder.signer, audience, nonce, at, ...change },
    })
  const keyBinding = { audience, nonce }

  test('proves the holder to this verifier', async () => {
    expect(await failures(await present(), { keyBinding })).toEqual([])
  })
  test.each<[string, object]>([
    ['sd-jwt.presentation ERR_SDJWT_AUDIENCE', { audience: 'https://other.example' }],
    ['sd-jwt.presentation ERR_SDJWT_NONCE', { nonce: 'another' }],
    ['sd-jwt.presentation ERR_SDJWT_STALE', { at: new Date(at.getTime() - 361_000) }],
    ['sd-jwt.presentation ERR_SDJWT_STALE', { at: new Date(at.getTime() + 61_000) }],
    ['sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_SIGNATURE', { signer: issuer.signer }],
  ])('%s for %j', async (failure, change) => {
    expect(await failures(await present(change), { keyBinding })).toEqual([failure])
  })
  test('none where one is demanded', async () => {
    expect(await failures(issued, { keyBinding })).toEqual([
      'sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_MISSING',
    ])
  })
  test('one of another presentation', async () => {
    const [mine = '', other = ''] = [await present(), await presentSdJwt(issued, { disclose: 'all' })]
    expect(await failures(other + mine.slice(mine.lastIndexOf('~') + 1))).toEqual([
      'sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_DIGEST',
    ])
  })
  test('a credential that names no key, or one that is none', async () => {
    const { point } = holder.key
    const good = encodePublicJwk(holder.key)
    const jwks = [
      { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' },
      // The same point, but parted in the wrong place.
      { ...good, x: encodeBase64Url(point!.subarray(1, 32)), y: encodeBase64Url(point!.subarray(32)) },
      { ...good, d: 'AA' },
      { ...good, kty: 'OKP' },
      { ...good, crv: 'toString' },
      { kty: 'OKP', crv: 'Ed25519', x: 'AA' },
    ]
    for (const claims of [{}, { cnf: { kid: '1' } }, ...jwks.map((jwk) => ({ cnf: { jwk } }))]) {
      const text = await forge(issuer, claims)
      const bound = await presentSdJwt(text, {
        disclose: [],
        keyBinding: { signer: holder.signer, audience, nonce },
      })
      expect(await failures(bound)).toEqual(['sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_KEY'])
    }
  })
  test.each(['P-384', 'P-521', 'Ed25519', 'SM2'] as const)('a holder with a key of %s', async (kind) => {
    const other = await createTestIssuer(kind)
    const { signer } = issuer
    const text = await issueSdJwt({ claims: { a: 1 }, selective: ['/a'], signer, holderKey: other.key })
    const bind = (by: typeof other) =>
      presentSdJwt(text, { disclose: 'all', keyBinding: { signer: by.signer, audience, nonce, at } })
    expect(await failures(await bind(other), { keyBinding })).toEqual([])
    expect(await failures(await bind(holder), { keyBinding })).toEqual([
      'sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_SIGNATURE',
    ])
  })
  /** What the holder signs as his proof, with something in it otherwise. */
  async function bindWith(change: object): Promise<string> {
    const { presented, keyBinding: good } = parseSdJwt(await present())
    const payload = encodeText(JSON.stringify({ ...good!.payload, ...change }))
    const signed = `${encodeText(JSON.stringify(good!.header))}.${payload}`
    const signature = await joseScheme('ES256')!.sign(holder.signer, encodeUtf8(signed))
    return `${presented}${signed}.${encodeBase64Url(signature)}`
  }
  test.each<[string, object]>([
    ['sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_PERIOD', { exp: seconds - 61 }],
    ['sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_PERIOD', { nbf: seconds + 61 }],
    ['sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_FORM', { exp: '2030-01-01' }],
    ['sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_FORM', { nbf: 1e300 }],
    ['sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_DIGEST', { sd_hash: 'x' }],
  ])('%s for a proof that says %j', async (failure, change) => {
    expect(await failures(await bindWith(change), { keyBinding })).toEqual([failure])
  })
  test('a proof for a list of verifiers is none (RFC 9901, 4.3)', async () => {
    expect(await failures(await bindWith({ aud: [audience] }))).toEqual([
      'sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_FORM',
    ])
  })
  test('a proof with a period of its own is good within it', async () => {
    const period = { nbf: seconds + 59, exp: seconds - 59 }
    expect(await failures(await bindWith(period), { keyBinding })).toEqual([])
  })
  test('one whose algorithm is none', async () => {
    const { presented, keyBinding: good } = parseSdJwt(await present())
    const header = encodeText(JSON.stringify({ ...good!.header, alg: 'none' }))
    const binding = `${header}${good!.compact.slice(good!.compact.indexOf('.'))}`
    expect(await failures(presented + binding)).toEqual(['sd-jwt.key-binding ERR_JWS_ALGORITHM'])
  })
  test.each(['typ', 'iat', 'aud', 'nonce', 'sd_hash'])('one without %s', async (missing) => {
    const text = await present()
    const { presented, keyBinding: good } = parseSdJwt(text)
    const header = Object.fromEntries(Object.entries(good!.header).filter(([member]) => member !== missing))
    const payload = Object.fromEntries(Object.entries(good!.payload).filter(([member]) => member !== missing))
    const signed = `${encodeText(JSON.stringify(header))}.${encodeText(JSON.stringify(payload))}`
    const signature = await joseScheme('ES256')!.sign(holder.signer, encodeUtf8(signed))
    expect(await failures(`${presented}${signed}.${encodeBase64Url(signature)}`)).toEqual([
      'sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_FORM',
    ])
  })
})
