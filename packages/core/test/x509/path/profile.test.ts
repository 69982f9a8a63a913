import { type Certificate, inspectPath, type PathReport, parseCertificate } from '@xinyin/core'
import {
  encodeBoolean,
  encodeElement,
  encodeInteger,
  encodeOctetString,
  encodeSequence,
} from '@xinyin/core/der'
import { skipRevocation } from '@xinyin/core/unsafe'
import { expect, test } from 'vitest'
import { forge, forgeExtension, forgeName } from '../forge.ts'
import { alternativeNames, chainOf, type Member, NAME, nameConstraints } from './chain.ts'
import { NOON, trusting } from './province.ts'

const HOST = alternativeNames(NAME.dns('a.gov.cn'))
const LEAF: Member = { extensions: [HOST] }

async function inspect(
  certificates: readonly Certificate[],
  target: 'server' | 'signer',
): Promise<PathReport> {
  const [root, ...below] = certificates
  const leaf = below.at(-1)
  if (root === undefined || leaf === undefined) throw new Error('no chain')
  const role = target === 'server' ? 'tls-server' : 'seal-signer'
  const name = target === 'server' ? { name: { dns: 'a.gov.cn' } } : {}
  return inspectPath(leaf, {
    trust: trusting(root, below.slice(0, -1), [role]),
    role,
    target,
    at: NOON,
    revocation: skipRevocation,
    ...name,
  })
}

const KEY_IDENTIFIER = encodeOctetString(Uint8Array.of(0xc2, 1))
const AUTHORITY_IDENTIFIER = encodeSequence(encodeElement(0x80, Uint8Array.of(0xc2, 0)))
const CA = encodeSequence(encodeBoolean(true))
const SKIP = encodeSequence(encodeElement(0x80, Uint8Array.of(5)))
const ACCESS = encodeSequence(
  encodeSequence(encodeElement(6, Uint8Array.of(0x2b, 6, 1, 5, 5, 7, 0x30, 1)), NAME.uri('http://a.gov.cn')),
)
const usage = (...octets: readonly number[]) => forgeExtension('2.5.29.15', Uint8Array.of(3, ...octets), true)

test('path.profile: what keeps to the rules', async () => {
  const report = await inspect(await chainOf({}, {}, LEAF), 'server')
  expect(report.verdict).toBe('passed')
  expect(report.checks.map(({ id }) => id)).toContain('path.profile')
  const unnamed = {
    subject: forgeName(),
    extensions: [forgeExtension('2.5.29.17', encodeSequence(NAME.dns('a.gov.cn')), true)],
  }
  expect((await inspect(await chainOf({}, {}, unnamed), 'server')).verdict).toBe('passed')
})

/** A member in the middle or at the end that breaks one rule. */
test.each<[string, string, Member, Member]>([
  [
    'a critical key identifier of the authority',
    '4.2.1.1',
    { extensions: [forgeExtension('2.5.29.35', AUTHORITY_IDENTIFIER, true)] },
    LEAF,
  ],
  [
    'an authority whose issuer it does not name',
    '4.2.1.1',
    {
      isBare: true,
      extensions: [
        forgeExtension('2.5.29.19', CA, true),
        usage(2, 1, 6),
        forgeExtension('2.5.29.14', KEY_IDENTIFIER),
      ],
    },
    LEAF,
  ],
  ['a server whose issuer it does not name', '4.2.1.1', {}, { isBare: true, extensions: [HOST] }],
  [
    'a critical key identifier',
    '4.2.1.2',
    { extensions: [forgeExtension('2.5.29.14', KEY_IDENTIFIER, true)] },
    LEAF,
  ],
  [
    'an authority without a key identifier',
    '4.2.1.2',
    {
      isBare: true,
      extensions: [
        forgeExtension('2.5.29.19', CA, true),
        usage(2, 1, 6),
        forgeExtension('2.5.29.35', AUTHORITY_IDENTIFIER),
      ],
    },
    LEAF,
  ],
  [
    'an authority without key usage',
    '4.2.1.3',
    {
      isBare: true,
      extensions: [
        forgeExtension('2.5.29.19', CA, true),
        forgeExtension('2.5.29.14', KEY_IDENTIFIER),
        forgeExtension('2.5.29.35', AUTHORITY_IDENTIFIER),
      ],
    },
    LEAF,
  ],
  [
    'a server without a subject whose names are not critical',
    '4.2.1.6',
    {},
    { ...LEAF, subject: forgeName() },
  ],
  [
    'an authority that is one uncritically',
    '4.2.1.9',
    { extensions: [forgeExtension('2.5.29.19', CA)] },
    LEAF,
  ],
  ['a server that signs certificates', '4.2.1.9', {}, { extensions: [HOST, usage(2, 2, 0x84)] }],
  [
    'a server that constrains names',
    '4.2.1.10',
    {},
    { extensions: [HOST, nameConstraints([NAME.dns('cn')])] },
  ],
  [
    'uncritical constraints on policies',
    '4.2.1.11',
    { extensions: [forgeExtension('2.5.29.36', SKIP)] },
    LEAF,
  ],
  [
    'an uncritical inhibition of anyPolicy',
    '4.2.1.14',
    { extensions: [forgeExtension('2.5.29.54', encodeInteger(5))] },
    LEAF,
  ],
  [
    'critical access to the authority',
    '4.2.2.1',
    {},
    { extensions: [HOST, forgeExtension('1.3.6.1.5.5.7.1.1', ACCESS, true)] },
  ],
  [
    'critical access to the subject',
    '4.2.2.2',
    {},
    { extensions: [HOST, forgeExtension('1.3.6.1.5.5.7.1.11', ACCESS, true)] },
  ],
])('path.profile: %s', async (_what, clause, middle, leaf) => {
  const certificates = await chainOf({}, middle, leaf)
  const report = await inspect(certificates, 'server')
  expect(report.checks.filter(({ status }) => status === 'failed')).toMatchObject([
    { id: 'path.profile', code: 'ERR_PATH_PROFILE', facts: { clause: `RFC 5280, ${clause}` } },
  ])
  // Nothing hangs on it for who signs.
  expect((await inspect(certificates, 'signer')).verdict).toBe('passed')
})

test.each([
  ['4.1.2.1', { version: undefined, extensions: undefined }, false],
  ['4.1.2.2', { serialNumber: encodeInteger(0) }, true],
  ['4.1.2.2', { serialNumber: Uint8Array.of(2, 1, 0x80) }, true],
])('path.profile: version and serial number, clause %s', async (clause, parts, isNamed) => {
  const key = (await import('./province.ts')).KEYS.root
  const name = forgeName(['CN', '0'])
  const extensions = [
    forgeExtension('2.5.29.19', CA, true),
    usage(2, 1, 6),
    forgeExtension('2.5.29.14', KEY_IDENTIFIER),
  ]
  const root = parseCertificate(await forge({ key, issuer: name, subject: name, extensions }))
  const named = isNamed ? { extensions: [HOST, forgeExtension('2.5.29.35', AUTHORITY_IDENTIFIER)] } : {}
  const leaf = parseCertificate(await forge({ key, issuer: name, ...named, ...parts } as never))
  const report = await inspect([root, leaf], 'server')
  expect(report.checks.find(({ id }) => id === 'path.profile')).toMatchObject({
    status: 'failed',
    facts: { clause: `RFC 5280, ${clause}` },
  })
})
