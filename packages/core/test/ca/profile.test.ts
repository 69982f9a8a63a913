import {
  createPrivateKey,
  createSigner,
  decodeHex,
  explain,
  inspectPath,
  type PrivateKey,
  parsePrivateKey,
  type Role,
} from '@xinyin/core'
import {
  type CsrOptions,
  createCsr,
  createRoot,
  type IssueOptions,
  issueCertificate,
  PROFILES,
  type ProfileName,
  parseCsr,
  reviewCsr,
  type Subject,
} from '@xinyin/core/ca'
import {
  encodeBitString,
  encodeContext,
  encodeElement,
  encodeInteger,
  encodeNull,
  encodeOid,
  encodeSequence,
  encodeUtf8String,
} from '@xinyin/core/der'
import { skipRevocation } from '@xinyin/core/unsafe'
import { expect, test } from 'vitest'
import { type ForgedAttribute, forgeExtension, forgeName } from '../x509/forge.ts'

const [rootKey, key] = await Promise.all([createPrivateKey('SM2'), createPrivateKey('SM2')])
const ROOT_PERIOD = {
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2056-01-01T00:00:00Z'),
}
const root = await createRoot({
  subject: { country: 'CN', commonName: '某省根' },
  key: rootKey,
  ...ROOT_PERIOD,
})
const issuer = { certificate: root, key: rootKey }
const PERIOD = { notBefore: new Date('2026-06-01T00:00:00Z'), notAfter: new Date('2026-08-01T00:00:00Z') }
const subject: Subject = { country: 'CN', organization: '某局', commonName: '某局专用' }

const names = (profile: ProfileName) =>
  PROFILES[profile].requiresAlternativeName ? { subjectAltName: { dns: ['a.example'] } } : {}
const subjectFor = (profile: ProfileName): Subject =>
  profile === 'tls-server' ? { commonName: 'a.example' } : subject

test.each(Object.keys(PROFILES) as ProfileName[])(
  'a %s is issued for a request, and for a key and a subject',
  async (profile) => {
    const csr = (await createCsr({ subject: subjectFor(profile), key, ...names(profile) })).raw
    const forRequest = await issueCertificate({ issuer, profile, csr, ...PERIOD })
    const forKey = await issueCertificate({
      issuer,
      profile,
      publicKey: key.publicKey,
      subject: subjectFor(profile),
      ...names(profile),
      ...PERIOD,
    })
    for (const made of [forRequest, forKey]) {
      const wanted = PROFILES[profile]
      expect(made.publicKey.spki).toEqual(key.publicKey.spki)
      expect(made.subject.commonName).toBe(subjectFor(profile).commonName)
      expect([...(made.keyUsage ?? [])].sort()).toEqual([...wanted.keyUsage].sort())
      expect(made.extendedKeyUsage ?? []).toEqual(wanted.extendedKeyUsage)
      expect(made.basicConstraints?.ca === true).toBe(wanted.authority)
      expect(made.ocspNoCheck).toBe(wanted.ocspNoCheck)
    }
  },
)

test.each<[ProfileName, Role]>([
  ['seal-maker', 'seal-maker'],
  ['seal-signer', 'seal-signer'],
  ['licence-issuer', 'licence-issuer'],
  ['status-issuer', 'status-issuer'],
  ['time-stamper', 'time-stamper'],
])('a certificate made by the profile %s is good for its role', async (profile, role) => {
  const leaf = await issueCertificate({ issuer, profile, publicKey: key.publicKey, subject, ...PERIOD })
  const trust = { anchors: [{ certificate: root, roles: [role] }], intermediates: [] }
  const at = new Date('2026-07-01T00:00:00Z')
  const { verdict, checks } = await inspectPath(leaf, { trust, role, at, revocation: skipRevocation })
  expect(checks.filter(({ status }) => status === 'failed')).toEqual([])
  expect(verdict).toBe('passed')
})

test('the purpose of a time-stamper stands alone and is critical', async () => {
  const made = await issueCertificate({
    issuer,
    profile: 'time-stamper',
    publicKey: key.publicKey,
    subject,
    ...PERIOD,
  })
  expect(made.extendedKeyUsage).toEqual(['1.3.6.1.5.5.7.3.8'])
  expect(made.extensions.find(({ oid }) => oid === '2.5.29.37')?.critical).toBe(true)
})

test('a certificate says where to ask about it and its issuer', async () => {
  const made = await issueCertificate({
    issuer,
    profile: 'sub-authority',
    publicKey: key.publicKey,
    subject,
    pathLength: 0,
    policies: ['1.2.3'],
    crlUrls: ['http://a.example/crl'],
    ocspUrls: ['http://a.example/ocsp'],
    issuerUrls: ['http://a.example/root.cer'],
    serialNumber: '1234',
    ...PERIOD,
  })
  expect(made).toMatchObject({
    serialNumber: '1234',
    basicConstraints: { ca: true, pathLength: 0 },
    certificatePolicies: [{ policy: '1.2.3' }],
    cRLDistributionPoints: [{ name: { kind: 'full', names: [{ value: 'http://a.example/crl' }] } }],
  })
  expect(made.authorityInfoAccess?.map(({ location }) => location.value)).toEqual([
    'http://a.example/ocsp',
    'http://a.example/root.cer',
  ])
})

test('what the authority says takes the place of what the request says', async () => {
  const csr = (
    await createCsr({ subject: { commonName: 'b.example' }, key, subjectAltName: { dns: ['b.example'] } })
  ).raw
  const made = await issueCertificate({
    issuer,
    profile: 'tls-server',
    csr,
    subject: { commonName: 'a.example' },
    subjectAltName: { dns: ['a.example'], ip: ['192.0.2.1'] },
    ...PERIOD,
  })
  expect(made.subject.text).toBe('CN=a.example')
  expect(made.subjectAltName).toEqual([
    { kind: 'dns', value: 'a.example' },
    { kind: 'ip', value: 'c0000201' },
  ])
})

test.each(Object.keys(PROFILES) as ProfileName[])('no %s gets the name of its issuer', async (profile) => {
  const named = { country: 'CN', organization: '某省', commonName: '某省 根' }
  const certificate = await createRoot({ subject: named, key: rootKey, ...ROOT_PERIOD })
  const allowed = { ...PROFILES[profile], allowedSubject: ['country', 'organization'] } as const
  // Names are compared without regard to the width of spaces.
  const own = { ...named, commonName: '某省  根' }
  const common = { issuer: { certificate, key: rootKey }, profile: allowed, ...PERIOD }
  const { raw } = await createCsr({ subject: own, key, ...names(profile) })
  await expect(issueCertificate({ ...common, csr: raw })).rejects.toMatchObject({
    code: 'ERR_REQUEST_SUBJECT_ISSUER',
  })
  const { publicKey } = key
  await expect(issueCertificate({ ...common, publicKey, subject: own, ...names(profile) })).rejects.toThrow(
    TypeError,
  )
})

test('names and wishes of a request pass review when the profile has them', async () => {
  const { raw } = await createCsr({
    subject: { commonName: 'a.example', state: '浙江省' },
    key,
    keyUsage: ['digitalSignature'],
    extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'],
    subjectAltName: { dns: ['*.a.example'], ip: ['2001:db8::1'] },
    extensions: [{ oid: '1.2.3', critical: false, value: encodeNull() }],
  })
  const report = await reviewCsr(raw, 'tls-server')
  expect(report.verdict).toBe('passed')
  expect(report.subject).toMatchObject({
    subject: { commonName: 'a.example', state: '浙江省' },
    subjectAltName: { dns: ['*.a.example'], ip: ['2001:db8::1'] },
    notGranted: ['1.2.3'],
  })
  const made = await issueCertificate({ issuer, profile: 'tls-server', csr: raw, ...PERIOD })
  expect(made.extensions.some(({ oid }) => oid === '1.2.3')).toBe(false)
})

/** A request of any name and any extensions, signed with the key. */
async function forgeRequest(attributes: readonly ForgedAttribute[], ...extensions: Uint8Array[]) {
  return signRequest(key, forgeName(...attributes), extensions)
}

async function signRequest(own: PrivateKey, name: Uint8Array, extensions: Uint8Array[], algorithm?: string) {
  const signer = createSigner(own)
  const requested = encodeSequence(
    encodeOid('1.2.840.113549.1.9.14'),
    encodeElement(0x31, encodeSequence(...extensions)),
  )
  const info = encodeSequence(
    encodeInteger(0),
    name,
    own.publicKey.spki,
    ...(extensions.length === 0 ? [] : [encodeContext(0, requested)]),
  )
  const identifier = encodeSequence(encodeOid(algorithm ?? signer.algorithm))
  return encodeSequence(info, identifier, encodeBitString(await signer.sign(info)))
}

const GOOD: readonly ForgedAttribute[] = [
  ['C', 'CN'],
  ['O', '某局'],
  ['CN', '某局专用'],
]
const san = (tag: number, text: string) =>
  forgeExtension('2.5.29.17', encodeSequence(encodeElement(tag, new TextEncoder().encode(text))))
const csr = async (options: Partial<CsrOptions>) => (await createCsr({ subject, key, ...options })).raw

test.each<[string, string, string, ProfileName, () => Promise<Uint8Array>]>([
  ['what is no request', 'request.format', 'ERR_DER_TAG', 'seal-maker', async () => decodeHex('3000')],
  [
    'a request that another key signed',
    'request.possession',
    'ERR_REQUEST_SIGNATURE',
    'seal-maker',
    async () => {
      const raw = (await csr({})).slice()
      raw[raw.length - 1] = (raw.at(-1) ?? 0) ^ 1
      return raw
    },
  ],
  [
    'a request signed with SHA-1',
    'request.possession',
    'ERR_REQUEST_ALGORITHM',
    'seal-maker',
    () => signRequest(key, forgeName(...GOOD), [], '1.2.840.10045.4.1'),
  ],
  [
    'a key of another kind',
    'request.key',
    'ERR_REQUEST_KEY',
    'seal-maker',
    async () => csr({ key: await createPrivateKey('Ed25519') }),
  ],
  [
    'a subject without its organisation',
    'request.subject',
    'ERR_REQUEST_SUBJECT_MISSING',
    'seal-maker',
    () => csr({ subject: { country: 'CN', commonName: 'a' } }),
  ],
  [
    'an attribute that the profile does not have',
    'request.subject',
    'ERR_REQUEST_SUBJECT_ATTRIBUTE',
    'seal-maker',
    () => csr({ subject: { ...subject, serialNumber: '1' } }),
  ],
  [
    'an attribute that no certificate has',
    'request.subject',
    'ERR_REQUEST_SUBJECT_ATTRIBUTE',
    'seal-maker',
    () => forgeRequest([...GOOD, ['1.2.3', 'a']]),
  ],
  [
    'an attribute twice',
    'request.subject',
    'ERR_REQUEST_SUBJECT_TWICE',
    'seal-maker',
    () => forgeRequest([...GOOD, ['CN', '另一个']]),
  ],
  ...(
    [
      ['an empty value', ''],
      ['a value of 65 characters', '某'.repeat(65)],
      ['a value that turns the direction of text', 'a\u202eb'],
      ['a value with a line break', 'a\nb'],
      ['a value with spaces around', ' a'],
      ['a value that is no text', encodeNull()],
    ] as const
  ).map(([what, value]): [string, string, string, ProfileName, () => Promise<Uint8Array>] => [
    what,
    'request.subject',
    'ERR_REQUEST_SUBJECT_VALUE',
    'seal-maker',
    () =>
      forgeRequest([
        ['C', 'CN'],
        ['O', '某局'],
        ['CN', value],
      ]),
  ]),
  [
    'a country that is none',
    'request.subject',
    'ERR_REQUEST_SUBJECT_VALUE',
    'seal-maker',
    () =>
      forgeRequest([
        ['C', encodeUtf8String('中国')],
        ['O', '某局'],
        ['CN', 'a'],
      ]),
  ],
  [
    'a name of a kind that the profile does not have',
    'request.alternative-names',
    'ERR_REQUEST_NAME_KIND',
    'tls-server',
    () => csr({ subject: { commonName: 'a' }, subjectAltName: { email: ['a@a.example'] } }),
  ],
  [
    'a name of a kind that no certificate has',
    'request.alternative-names',
    'ERR_REQUEST_NAME_KIND',
    'tls-server',
    () => forgeRequest([['CN', 'a']], san(0xa5, '')),
  ],
  ...[
    'a..example',
    '-a.example',
    'a.*.example',
    `${'a'.repeat(64)}.example`,
    'a.example ',
    '*',
    '*.cn',
    '*.GOV.cn',
    '192.0.2.1',
  ].map((domain): [string, string, string, ProfileName, () => Promise<Uint8Array>] => [
    `the domain ${domain}`,
    'request.alternative-names',
    'ERR_REQUEST_NAME_VALUE',
    'tls-server',
    () => forgeRequest([['CN', 'a']], san(0x82, domain)),
  ]),
  [
    'a web address of another scheme',
    'request.alternative-names',
    'ERR_REQUEST_NAME_VALUE',
    'licence-issuer',
    () => forgeRequest(GOOD, san(0x86, 'javascript:alert(1)')),
  ],
  [
    'a web address of characters that none has',
    'request.alternative-names',
    'ERR_REQUEST_NAME_VALUE',
    'licence-issuer',
    () => forgeRequest(GOOD, san(0x86, 'https://a.example\\@b.example')),
  ],
  [
    'a server without a name',
    'request.alternative-names',
    'ERR_REQUEST_NAME_MISSING',
    'tls-server',
    () => csr({ subject: { commonName: 'a.example' } }),
  ],
  [
    'a leaf that wants to be an authority',
    'request.extensions',
    'ERR_REQUEST_AUTHORITY',
    'seal-signer',
    () => forgeRequest(GOOD, forgeExtension('2.5.29.19', decodeHex('30030101ff'), true)),
  ],
  [
    'a key usage beyond the profile',
    'request.extensions',
    'ERR_REQUEST_KEY_USAGE',
    'seal-signer',
    () => csr({ keyUsage: ['digitalSignature', 'keyCertSign'] }),
  ],
  [
    'a purpose beyond the profile',
    'request.extensions',
    'ERR_REQUEST_PURPOSE',
    'seal-signer',
    () => csr({ extendedKeyUsage: ['1.3.6.1.5.5.7.3.8'] }),
  ],
  [
    'an extension that is insisted on',
    'request.extensions',
    'ERR_REQUEST_EXTENSION',
    'seal-signer',
    () => csr({ extensions: [{ oid: '1.2.3', critical: true, value: encodeNull() }] }),
  ],
  [
    'an extension that is malformed',
    'request.extensions',
    'ERR_CERTIFICATE_EXTENSION_VALUE',
    'seal-signer',
    () => forgeRequest(GOOD, forgeExtension('2.5.29.17', encodeNull())),
  ],
])('review refuses %s: %s', async (_what, id, code, profile, make) => {
  const raw = await make()
  const report = await reviewCsr(raw, profile)
  expect(report.checks.filter(({ status }) => status === 'failed')).toMatchObject([{ id, code }])
  // Both languages have a sentence for it.
  for (const language of ['en', 'zh-CN'] as const)
    expect(explain(report, language)).not.toMatch(/\{|ERR_REQUEST/)
  await expect(issueCertificate({ issuer, profile, csr: raw, ...PERIOD })).rejects.toThrow(
    expect.objectContaining({ code, message: expect.not.stringContaining('{') }),
  )
})

test('a short RSA key is refused by its size', async () => {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: Uint8Array.of(1, 0, 1),
  }
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const short = parsePrivateKey(new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)))
  const report = await reviewCsr(await csr({ key: short }), 'seal-maker')
  expect(report.checks.find(({ id }) => id === 'request.key')).toMatchObject({
    code: 'ERR_REQUEST_KEY_SIZE',
    facts: { found: 2048, minimum: 3072 },
  })
  const publicKey = short.publicKey
  await expect(
    issueCertificate({ issuer, profile: 'seal-maker', publicKey, subject, ...PERIOD }),
  ).rejects.toThrow(RangeError)
  const own = { ...PROFILES['seal-maker'], minimumRsaBits: 2048 }
  expect((await reviewCsr(await csr({ key: short }), own)).verdict).toBe('passed')
})

const { publicKey } = key
const later = new Date('2057-01-01T00:00:00Z')
test.each<[string, RegExp, Partial<IssueOptions>]>([
  ['an unknown profile', /^profile:/, { profile: 'toString' as ProfileName }],
  ['neither a request nor a key', /^csr:/, {}],
  ['a key without a subject', /^csr:/, { publicKey }],
  [
    'a period longer than the profile has',
    /^notAfter:/,
    { publicKey, subject, notAfter: new Date('2046-01-01') },
  ],
  [
    'a period beyond the issuer',
    /^notAfter:/,
    { publicKey, subject, notBefore: new Date('2056-12-01'), notAfter: later },
  ],
  ['a period before the issuer', /^notAfter:/, { publicKey, subject, notBefore: new Date('2025-12-01') }],
  [
    'a subject without its organisation',
    /^subject.organization:/,
    { publicKey, subject: { country: 'CN', commonName: 'a' } },
  ],
  [
    'a subject with a number',
    /^subject.serialNumber:/,
    { publicKey, subject: { ...subject, serialNumber: '1' } },
  ],
  [
    'a name that the profile does not have',
    /^subjectAltName.dns:/,
    { publicKey, subject, subjectAltName: { dns: ['a.example'] } },
  ],
  [
    'a server without a name',
    /^subjectAltName:/,
    { publicKey, subject: { commonName: 'a' }, profile: 'tls-server' },
  ],
  ['a path length for a leaf', /^pathLength:/, { publicKey, subject, pathLength: 0 }],
])('a wrong call is refused: %s', async (_what, message, options) => {
  await expect(issueCertificate({ issuer, profile: 'seal-maker', ...PERIOD, ...options })).rejects.toThrow(
    message,
  )
})

test('a key of another kind, and a key beside a request, are wrong calls', async () => {
  const other = await createPrivateKey('Ed25519')
  await expect(
    issueCertificate({ issuer, profile: 'seal-maker', publicKey: other.publicKey, subject, ...PERIOD }),
  ).rejects.toThrow(/^publicKey:/)
  await expect(
    issueCertificate({ issuer, profile: 'seal-maker', csr: await csr({}), publicKey, ...PERIOD }),
  ).rejects.toThrow(/^publicKey:/)
  expect(parseCsr(await csr({})).subject.text).toBe('CN=某局专用,O=某局,C=CN')
})
