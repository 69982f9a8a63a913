import { createHash } from 'node:crypto'
import { decodeHex, encodeUtf8, parseCertificate, parseCertificates } from '@xinyin/core'
import {
  encodeBitString,
  encodeContext,
  encodeElement,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodePrintableString,
  encodeSequence,
  encodeUtf8String,
} from '@xinyin/core/der'
import { describeCertificate, describeName, describeOid } from '@xinyin/core/x509'
import { readTruth, testTruth } from '@xinyin/testkit'
import { expect, test } from 'vitest'
import { forge, forgeExtension, forgeName, type Parts } from './forge.ts'

const implicit = (number: number, content: Uint8Array) => encodeElement(0x80 | number, content)
const uri = (text: string) => implicit(6, encodeUtf8(text))

const EVERYTHING: Parts = {
  extensions: [
    forgeExtension('2.5.29.19', decodeHex('30060101ff020103'), true),
    forgeExtension('2.5.29.15', decodeHex('03020186'), true),
    forgeExtension('2.5.29.37', encodeSequence(encodeOid('1.3.6.1.5.5.7.3.8'), encodeOid('1.2.3')), true),
    forgeExtension('2.5.29.14', encodeOctetString(Uint8Array.of(1, 2))),
    forgeExtension(
      '2.5.29.35',
      encodeSequence(
        implicit(0, decodeHex('0304')),
        encodeContext(1, encodeElement(0xa4, forgeName(['CN', '某省根']))),
        implicit(2, Uint8Array.of(9)),
      ),
    ),
    forgeExtension(
      '2.5.29.17',
      encodeSequence(implicit(2, encodeUtf8('a.example')), implicit(7, decodeHex('c0000201'))),
    ),
    forgeExtension(
      '2.5.29.32',
      encodeSequence(
        encodeSequence(
          encodeOid('2.5.29.32.0'),
          encodeSequence(
            encodeSequence(
              encodeOid('1.3.6.1.5.5.7.2.2'),
              encodeSequence(encodeUtf8String('仅供\u202e测试')),
            ),
          ),
        ),
      ),
    ),
    forgeExtension('2.5.29.33', encodeSequence(encodeSequence(encodeOid('1.2.3'), encodeOid('1.2.4')))),
    forgeExtension('2.5.29.36', decodeHex('3003800102')),
    forgeExtension('2.5.29.54', encodeInteger(1)),
    forgeExtension(
      '2.5.29.30',
      encodeSequence(
        encodeContext(0, encodeSequence(implicit(7, decodeHex('0a000000ff000000')))),
        encodeContext(1, encodeSequence(implicit(2, encodeUtf8('b.example')))),
      ),
    ),
    forgeExtension(
      '2.5.29.31',
      encodeSequence(
        encodeSequence(
          encodeContext(0, encodeContext(0, uri('http://a.example/1.crl'))),
          implicit(1, decodeHex('0640')),
          encodeContext(2, encodeElement(0xa4, forgeName(['CN', '吊销']))),
        ),
      ),
    ),
    forgeExtension(
      '2.5.29.46',
      encodeSequence(
        encodeSequence(
          encodeContext(0, encodeContext(1, encodeSequence(encodeOid('2.5.4.3'), encodeUtf8String('分区')))),
        ),
        encodeSequence(encodeContext(2, encodeElement(0xa4, forgeName(['CN', '吊销'])))),
      ),
    ),
    forgeExtension(
      '1.3.6.1.5.5.7.1.1',
      encodeSequence(encodeSequence(encodeOid('1.3.6.1.5.5.7.48.1'), uri('http://a.example/ocsp'))),
    ),
    forgeExtension('1.3.6.1.5.5.7.1.3', encodeSequence(encodeSequence(encodeOid('0.4.0.1862.1.1')))),
    forgeExtension('1.3.6.1.5.5.7.48.1.5', encodeNull()),
    forgeExtension('1.2.156.10260.4.1.5', encodePrintableString('91330000MA0000000X')),
    forgeExtension('1.2.3.4', encodeNull()),
    forgeExtension('1.2.3.5', encodeOctetString(new Uint8Array(100))),
  ],
}

/** The rows as lines, without the fingerprints. */
async function lines(parts: Parts, language: 'en' | 'zh-CN') {
  const rows = describeCertificate(parseCertificate(await forge(parts)), language)
  return rows.slice(0, -2).map(({ label, value }) => `${label}: ${value}`)
}

test('a certificate is described in English', async () => {
  expect(await lines(EVERYTHING, 'en')).toEqual([
    'Subject: CN=测试,O=某省,C=CN',
    'Issuer: CN=测试,O=某省,C=CN',
    'Serial number: 1267',
    'Version: 3',
    'Valid from: 2026-01-01T00:00:00Z',
    'Valid until: 2036-01-01T00:00:00Z',
    'Public key: P-256, 256 bits',
    'Signed with: ECDSA with SHA-256',
    'Basic constraints: yes, at most 3 below it (critical)',
    'Key usage: digital signature, certificate signing, revocation list signing (critical)',
    'Extended key usage: time stamping, 1.2.3 (critical)',
    'Subject key identifier: 0102',
    'Authority key identifier: 0304; CN=某省根 09',
    'Subject alternative name: a.example, 192.0.2.1',
    'Certificate policies: any policy 仅供\\e2\\80\\ae测试',
    'Policy mappings: 1.2.3 counts as 1.2.4',
    'Policy constraints: a policy is required (certificates exempt: 2)',
    'Inhibit any policy: certificates exempt: 1',
    'Name constraints: permitted: 10.0.0.0/8; excluded: b.example',
    'CRL distribution points: http://a.example/1.crl, for: key compromise, signed by CN=吊销',
    'Freshest CRL: 分区; -, signed by CN=吊销',
    'Authority information access: OCSP http://a.example/ocsp',
    'Qualified certificate statements: 0.4.0.1862.1.1',
    'OCSP no check: yes',
    'Taxation number: 91330000MA0000000X',
    '1.2.3.4: 0500',
    '1.2.3.5: 102 octets',
  ])
})

test('a certificate is described in Chinese', async () => {
  expect(await lines(EVERYTHING, 'zh-CN')).toEqual([
    '主体: CN=测试,O=某省,C=CN',
    '颁发者: CN=测试,O=某省,C=CN',
    '序列号: 1267',
    '版本: 3',
    '有效期起: 2026-01-01T00:00:00Z',
    '有效期止: 2036-01-01T00:00:00Z',
    '公钥: P-256，256 位',
    '签名算法: ECDSA（SHA-256）',
    '基本限制: 是，其下至多 3 级（关键）',
    '密钥用法: 数字签名、证书签名、CRL 签名（关键）',
    '扩展密钥用法: 时间戳、1.2.3（关键）',
    '主体密钥标识符: 0102',
    '颁发机构密钥标识符: 0304；CN=某省根 09',
    '主体替代名称: a.example、192.0.2.1',
    '证书策略: 任意策略 仅供\\e2\\80\\ae测试',
    '策略映射: 1.2.3 等同 1.2.4',
    '策略限制: 须有策略（豁免 2 张证书）',
    '禁止任意策略: 豁免 1 张证书',
    '名称限制: 允许：10.0.0.0/8；排除：b.example',
    'CRL 分发点: http://a.example/1.crl，原因：密钥泄露，签发者 CN=吊销',
    '最新 CRL: 分区；-，签发者 CN=吊销',
    '颁发机构信息访问: OCSP http://a.example/ocsp',
    '合格证书声明: 0.4.0.1862.1.1',
    'OCSP 免查: 是',
    '企业税号: 91330000MA0000000X',
    '1.2.3.4: 0500',
    '1.2.3.5: 102 字节',
  ])
})

test('the fingerprints are those of the whole certificate', async () => {
  const certificate = parseCertificate(await forge())
  const hash = (name: string) => createHash(name).update(certificate.raw).digest('hex')
  expect(describeCertificate(certificate, 'en').slice(-2)).toEqual([
    { label: 'SM3 fingerprint', value: hash('sm3') },
    { label: 'SHA-256 fingerprint', value: hash('sha256') },
  ])
})

test.each([
  [
    'of an unknown algorithm',
    encodeSequence(encodeSequence(encodeOid('1.2.3')), encodeBitString(new Uint8Array(4))),
    '1.2.3, not acceptable (ERR_KEY_ALGORITHM)',
  ],
  [
    'that is too short',
    encodeSequence(
      encodeSequence(encodeOid('1.2.840.113549.1.1.1'), encodeNull()),
      encodeBitString(encodeSequence(encodeInteger(15), encodeInteger(3))),
    ),
    'RSA, not acceptable (ERR_KEY_RSA)',
  ],
])('a key %s is said to be so', async (_what, spki, expected) => {
  expect(await lines({ spki }, 'en')).toContain(`Public key: ${expected}`)
})

test('an RSA key is described by the bits of its modulus', async () => {
  const modulus = (1n << 2047n) + 1n
  const spki = encodeSequence(
    encodeSequence(encodeOid('1.2.840.113549.1.1.1'), encodeNull()),
    encodeBitString(encodeSequence(encodeInteger(modulus), encodeInteger(65537))),
  )
  expect(await lines({ spki }, 'zh-CN')).toContain('公钥: RSA，2048 位')
})

test('a TeletexString is also shown as GB 18030, where it is that', async () => {
  const teletex = (...octets: number[]) => encodeElement(0x14, Uint8Array.from(octets))
  // 湖南 in GB 18030.
  const gb = await lines({ subject: forgeName(['CN', teletex(0xba, 0xfe, 0xc4, 0xcf)]) }, 'en')
  expect(gb.slice(0, 2)).toEqual(['Subject: CN=ºþÄÏ', 'Subject, read as GB 18030: 湖南'])
  // U+202E, which turns the text after it around.
  const turned = await lines(
    { subject: forgeName(['CN', teletex(0x41, 0x81, 0x36, 0xa7, 0x31, 0x42)]) },
    'en',
  )
  expect(turned[1]).toBe('Subject, read as GB 18030: A\\e2\\80\\aeB')
  const latin = await lines({ subject: forgeName(['CN', teletex(0x43, 0x61, 0x66, 0xe9)]) }, 'en')
  expect(latin.slice(0, 2)).toEqual(['Subject: CN=Café', 'Issuer: CN=测试,O=某省,C=CN'])
  const ascii = await lines({ issuer: forgeName(['CN', teletex(0x43)]) }, 'zh-CN')
  expect(ascii.slice(1, 3)).toEqual(['颁发者: CN=C', '序列号: 1267'])
})

test.each([
  ['c0000200ffffff00', '192.0.2.0/24'],
  ['c0000200ff00ff00', '192.0.2.0/255.0.255.0'],
  ['20010db8000000000000000000000001', '2001:db8::1'],
  ['00000000000000000000000000000000', '::'],
  ['20010000000000010000000000000001', '2001:0:0:1::1'],
  ['20010001000200030004000500060000', '2001:1:2:3:4:5:6:0'],
  [`20010db8${'0'.repeat(24)}ffffffff${'0'.repeat(24)}`, '2001:db8::/32'],
])('the address %s is written %s', (value, expected) => {
  expect(describeName({ kind: 'ip', value })).toBe(expected)
})

test('identifiers without a name are themselves', () => {
  expect(describeOid('1.2.3', 'en')).toBe('1.2.3')
  expect(describeOid('constructor', 'en')).toBe('constructor')
  expect(describeOid('1.3.6.1.5.5.7.3.8', 'zh-CN')).toBe('时间戳')
})

testTruth('the certificates of the national authorities are described, with every extension in words', () => {
  for (const certificate of parseCertificates(readTruth('sm2-roots/issued.pem'))) {
    const rows = describeCertificate(certificate, 'zh-CN')
    expect(rows.find(({ label }) => label === '公钥')?.value).toBe('SM2，256 位')
    expect(rows.every(({ value }) => value !== '' && !value.includes('{'))).toBe(true)
  }
})
