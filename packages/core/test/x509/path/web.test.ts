import {
  encodeBitString,
  encodeContext,
  encodeElement,
  encodeInteger,
  encodeNull,
  encodeOid,
  encodeSequence,
} from '@xinyin/core/der'
import { describe, expect, test } from 'vitest'
import { forgeExtension, forgeName } from '../forge.ts'
import { alternativeNames, NAME, nameConstraints } from './chain.ts'
import {
  type Change,
  type Changes,
  EXTENSION,
  faultsOf,
  HOST,
  inspectServer,
  middleOf,
  PURPOSE,
  ROOT,
  rootOf,
  serverOf,
} from './web.ts'

const { constraints, usage, subjectKey, authorityKey, purposes } = EXTENSION
const text = (value: string) => new TextEncoder().encode(value)
const utc = (value: string) => encodeElement(0x17, text(value))
const generalized = (value: string) => encodeElement(0x18, text(value))
const period = (from: Uint8Array, to: Uint8Array): Change => ({
  parts: { validity: encodeSequence(from, to) },
})
const numbered = (...octets: readonly number[]): Change => ({
  parts: { serialNumber: encodeElement(2, Uint8Array.from(octets)) },
})
const having = (...extensions: readonly Uint8Array[]): Change => ({ extensions })
const lacking = (...without: readonly string[]): Change => ({ without })
const issuedBy = (...fields: readonly Uint8Array[]) => forgeExtension('2.5.29.35', encodeSequence(...fields))
const ISSUER = encodeElement(0xa1, encodeContext(4, ROOT))
const NUMBER = encodeElement(0x82, Uint8Array.of(5))
const OWN_KEY = encodeElement(0x80, Uint8Array.of(0xc2, 0))
const PLACES = encodeSequence(
  encodeSequence(encodeContext(0, encodeContext(0, NAME.uri('http://a.cn/d.crl')))),
)
const UNREADABLE = 'ERR_CERTIFICATE_EXTENSION_VALUE'

/** A key of RSA with as many bits, of which nobody has the other half. */
function rsaOf(bits: number): Change {
  const modulus = (1n << BigInt(bits - 1)) + 12345n
  const key = encodeSequence(encodeInteger(modulus), encodeInteger(65537))
  const algorithm = encodeSequence(encodeOid('1.2.840.113549.1.1.1'), encodeNull())
  return { parts: { spki: encodeSequence(algorithm, encodeBitString(key)) } }
}

/** Each is as certificates of the Web have to be but for one thing. What is said of it: nothing where it passes. */
const PATHS: Readonly<Record<string, readonly (readonly [string, Changes, string])[]>> = {
  identifiers: [
    ['a root that names its own key', { root: having(authorityKey(0)) }, ''],
    ['a root that names another key', { root: having(authorityKey(1)) }, 'of the anchor: RFC 5280, 4.2.1.2'],
    ['a root that names no key', { root: having(issuedBy()) }, 'of the anchor: RFC 5280, 4.2.1.2'],
    [
      'a root that names its issuer alone',
      { root: having(issuedBy(ISSUER, NUMBER)) },
      'of the anchor: RFC 5280, 4.2.1.2',
    ],
    [
      'a root that names its issuer too',
      { root: having(issuedBy(OWN_KEY, ISSUER, NUMBER)) },
      'of the anchor: BR 7.1.2.1.3',
    ],
    ['half of the name of an issuer', { root: having(issuedBy(OWN_KEY, ISSUER)) }, UNREADABLE],
    [
      'a root that names its key critically',
      { root: having(authorityKey(0, true)) },
      'of the anchor: RFC 5280, 4.2.1.1',
    ],
    ['a root without an identifier', { root: lacking('2.5.29.14') }, 'of the anchor: RFC 5280, 4.2.1.2'],
    ['a server without an identifier', { server: lacking('2.5.29.14') }, ''],
    ['a critical identifier', { server: having(subjectKey(2, true)) }, 'RFC 5280, 4.2.1.2'],
    ['nothing of the issuer', { server: lacking('2.5.29.35') }, 'RFC 5280, 4.2.1.1'],
  ],
  'serial numbers': [
    ['20 octets', { server: numbered(0x7f, ...Array(19).fill(0xff)) }, ''],
    ['20 octets and one for the sign', { server: numbered(0, ...Array(20).fill(0xff)) }, 'RFC 5280, 4.1.2.2'],
    ['21 octets', { server: numbered(0x7f, ...Array(20).fill(0xff)) }, 'ERR_CERTIFICATE_SERIAL_NUMBER'],
    ['zero, of a root', { root: numbered(0) }, 'of the anchor: RFC 5280, 4.1.2.2'],
    ['zero, below it', { middle: numbered(0) }, 'RFC 5280, 4.1.2.2'],
    ['negative', { middle: numbered(0x80) }, 'RFC 5280, 4.1.2.2'],
  ],
  times: [
    ['both as UTCTime', { server: period(utc('260101000000Z'), utc('280101000000Z')) }, ''],
    ['2050 as GeneralizedTime', { root: period(utc('260101000000Z'), generalized('20500101000000Z')) }, ''],
    ['1949 as GeneralizedTime', { root: period(generalized('19491231000000Z'), utc('491231000000Z')) }, ''],
    ['no end', { root: period(utc('260101000000Z'), generalized('99991231235959Z')) }, ''],
    [
      'an end before 2050 as GeneralizedTime',
      { server: period(utc('260101000000Z'), generalized('20491231235959Z')) },
      'RFC 5280, 4.1.2.5',
    ],
    [
      'a beginning as GeneralizedTime',
      { root: period(generalized('19500101000000Z'), utc('491231000000Z')) },
      'of the anchor: RFC 5280, 4.1.2.5',
    ],
    [
      'a fraction',
      { server: period(utc('260101000000Z'), generalized('20500101000000.5Z')) },
      'ERR_DER_VALUE',
    ],
    ['no seconds', { server: period(utc('2601010000Z'), utc('280101000000Z')) }, 'ERR_DER_VALUE'],
    ['another zone', { server: period(utc('260101000000+0800'), utc('280101000000Z')) }, 'ERR_DER_VALUE'],
  ],
  authorities: [
    ['no authority', { middle: having(constraints(false)) }, 'ERR_PATH_NOT_AUTHORITY'],
    ['nothing about being one', { middle: lacking('2.5.29.19') }, 'ERR_PATH_NOT_AUTHORITY'],
    ['a root that is none', { root: lacking('2.5.29.19') }, 'ERR_PATH_NOT_AUTHORITY'],
    ['a root that is none but signs', { root: having(constraints(false)) }, 'ERR_PATH_NOT_AUTHORITY'],
    [
      'uncritically',
      { root: having(constraints(true, undefined, false)) },
      'of the anchor: RFC 5280, 4.2.1.9',
    ],
    [
      'uncritically, below the root',
      { middle: having(constraints(true, undefined, false)) },
      'RFC 5280, 4.2.1.9',
    ],
    ['that signs lists alone', { middle: having(usage(1, 2)) }, 'ERR_PATH_KEY_USAGE'],
    ['a root that signs lists alone', { root: having(usage(1, 2)) }, 'ERR_PATH_KEY_USAGE'],
    ['of no usage', { root: lacking('2.5.29.15') }, 'of the anchor: RFC 5280, 4.2.1.3'],
    ['of no usage, below the root', { middle: lacking('2.5.29.15') }, 'RFC 5280, 4.2.1.3'],
    ['a root above none', { root: having(constraints(true, 0)) }, 'ERR_PATH_LENGTH'],
    ['above none', { middle: having(constraints(true, 0)) }, ''],
    [
      'above more than the root allows',
      { root: having(constraints(true, 1)), middle: having(constraints(true, 5)) },
      '',
    ],
    ['above less than none', { middle: having(constraints(true, -1)) }, UNREADABLE],
    ['a server above none', { server: having(constraints(false, 0)) }, UNREADABLE],
    ['a server that is one', { server: having(constraints(true)) }, 'ERR_PATH_AUTHORITY'],
    ['a server that is none', { server: having(constraints(false)) }, ''],
    ['a server that signs certificates', { server: having(usage(2, 0x84)) }, 'RFC 5280, 4.2.1.9'],
  ],
  purposes: [
    ['a server and a client', { server: having(purposes([PURPOSE.server, PURPOSE.client])) }, ''],
    [
      'a server and anything',
      { server: having(purposes([PURPOSE.server, PURPOSE.any])) },
      'ERR_PATH_EXTENDED_KEY_USAGE',
    ],
    ['anything', { server: having(purposes([PURPOSE.any])) }, 'ERR_PATH_EXTENDED_KEY_USAGE'],
    ['a client', { server: having(purposes([PURPOSE.client])) }, 'ERR_PATH_EXTENDED_KEY_USAGE'],
    ['no purpose', { server: having(purposes([])) }, UNREADABLE],
    ['a critical purpose', { server: having(purposes([PURPOSE.server], true)) }, 'BR 7.1.2.7.6'],
    ['an authority over anything', { middle: having(purposes([PURPOSE.any], true)) }, ''],
    [
      'an authority over clients',
      { middle: having(purposes([PURPOSE.client])) },
      'ERR_PATH_EXTENDED_KEY_USAGE_ISSUER',
    ],
  ],
  extensions: [
    [
      'a binding one of the root',
      { root: having(forgeExtension('1.3.6.1.4.1.55555.1', encodeNull(), true)) },
      'ERR_PATH_CRITICAL_EXTENSION',
    ],
    [
      'one twice',
      { server: having(forgeExtension('1.2.3', encodeNull()), forgeExtension('1.2.3', encodeNull())) },
      'ERR_CERTIFICATE_EXTENSION_TWICE',
    ],
    [
      'binding places of deltas',
      { server: having(forgeExtension('2.5.29.46', PLACES, true)) },
      'RFC 5280, 4.2.1.15',
    ],
    [
      'places of the authority that are none',
      { server: having(forgeExtension('1.3.6.1.5.5.7.1.1', text('malformed'))) },
      UNREADABLE,
    ],
    [
      'uncritical constraints on names',
      { middle: having(nameConstraints([NAME.dns('example.cn')], [], false)) },
      'RFC 5280, 4.2.1.10',
    ],
    [
      'constraints on no names',
      {
        middle: having(forgeExtension('2.5.29.30', encodeSequence(encodeContext(0), encodeContext(1)), true)),
      },
      UNREADABLE,
    ],
    [
      'version 1',
      { server: { parts: { version: undefined, extensions: undefined } } },
      'RFC 5280, 4.1.2.1 ERR_PATH_NAME',
    ],
    [
      'version 2',
      { server: { parts: { version: encodeContext(0, encodeInteger(1)) } } },
      'ERR_CERTIFICATE_VERSION',
    ],
  ],
  keys: [
    ['whole octets', { server: rsaOf(2048) }, ''],
    ['a modulus of part of an octet', { server: rsaOf(2052) }, 'BR 6.1.5'],
    ['a short modulus', { server: rsaOf(2047) }, 'ERR_PATH_KEY'],
  ],
  names: [
    ['none at all', { server: lacking('2.5.29.17') }, 'ERR_PATH_NAME'],
    [
      'critical beside a subject',
      { server: having(forgeExtension('2.5.29.17', encodeSequence(NAME.dns(HOST)), true)) },
      'RFC 5280, 4.2.1.6',
    ],
    [
      'critical without a subject',
      {
        server: {
          subject: forgeName(),
          ...having(forgeExtension('2.5.29.17', encodeSequence(NAME.dns(HOST)), true)),
        },
      },
      '',
    ],
    ['uncritical without a subject', { server: { subject: forgeName() } }, 'RFC 5280, 4.2.1.6'],
    [
      'an authority without a subject',
      { middle: { subject: forgeName() }, server: { issuer: forgeName() } },
      'ERR_PATH_NO_ANCHOR',
    ],
    ...[
      'a_b.example.cn',
      '-a.example.cn',
      'a..example.cn',
      '.example.cn',
      'example.cn.',
      ' ',
      '',
      'a*.example.cn',
      '*.*.example.cn',
      'a.*.example.cn',
      `${'a.'.repeat(127)}cn`,
      'a\0.cn',
    ].map(
      (name) =>
        [
          `another one that is none: ${JSON.stringify(name)}`,
          { server: having(alternativeNames(NAME.dns(HOST), NAME.dns(name))) },
          'RFC 5280, 4.2.1.6',
        ] as const,
    ),
    ...['*.example.cn', 'localhost', 'xn--fiq228c.cn', `${'a'.repeat(63)}.cn`].map(
      (name) =>
        [
          `another one: ${name}`,
          { server: having(alternativeNames(NAME.dns(HOST), NAME.dns(name))) },
          '',
        ] as const,
    ),
  ],
}

describe.each(Object.entries(PATHS))('certificates of the Web: %s', (_what, paths) => {
  test.each(paths)('%s', async (_what, changes, faults) => {
    expect(await faultsOf(changes)).toBe(faults)
  })
})

test('what came to be an anchor without signing itself names its issuer, or that it does not is told', async () => {
  const [root, server] = [await middleOf(), await serverOf()]
  expect((await inspectServer(server, root, [])).verdict).toBe('passed')
  const unnamed = await middleOf({ without: ['2.5.29.35'] })
  expect(
    (await inspectServer(server, unnamed, [])).checks.find(({ id }) => id === 'path.profile'),
  ).toMatchObject({
    status: 'passed',
    facts: { anchorClause: 'RFC 5280, 4.2.1.1' },
  })
})

test('authorities that issue to each other end no search, and none of them is a server', async () => {
  const OTHER = forgeName(['CN', '另一'])
  const below = { subject: OTHER, key: 3 }
  const pool = [
    await middleOf({ issuer: OTHER, issuerKey: 3 }),
    await middleOf({ ...below, issuer: forgeName(['CN', '运营']), issuerKey: 1 }),
  ]
  const [root, server] = [await rootOf(), await serverOf()]
  expect((await inspectServer(server, root, pool)).verdict).toBe('indeterminate')
  expect((await inspectServer(server, root, [...pool, await middleOf(below)])).verdict).toBe('passed')
  const named = having(alternativeNames(NAME.dns(HOST)))
  expect((await inspectServer(await middleOf(named), root, [])).verdict).toBe('failed')
  const own = await rootOf(named)
  expect((await inspectServer(own, own, [])).verdict).toBe('failed')
})

test('an authority that issued to itself takes no place, and its names are not constrained', async () => {
  const own = await middleOf({ subject: ROOT, ...having(alternativeNames(NAME.dns('b.cn'))) })
  const server = await serverOf({ issuer: ROOT })
  const root = await rootOf(having(constraints(true, 0), nameConstraints([NAME.dns('example.cn')])))
  expect((await inspectServer(server, root, [own])).verdict).toBe('passed')
})

test('where one path is constrained, another one counts', async () => {
  const constrained = await middleOf(having(nameConstraints([NAME.dns('b.cn')])))
  const [root, server] = [await rootOf(), await serverOf()]
  expect((await inspectServer(server, root, [constrained])).verdict).toBe('failed')
  expect((await inspectServer(server, root, [constrained, await middleOf()])).verdict).toBe('passed')
})
