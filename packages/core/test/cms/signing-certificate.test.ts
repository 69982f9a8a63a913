import { createHash } from 'node:crypto'
import { decodeHex, digest } from '@xinyin/core'
import { CMS_ATTRIBUTE, inspectSignedData } from '@xinyin/core/cms'
import {
  encodeContext,
  encodeElement,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '@xinyin/core/der'
import { skipRevocation } from '@xinyin/core/unsafe'
import { expect, test } from 'vitest'
import {
  algorithm,
  attribute,
  createParty,
  forgeMessage,
  forgeSigner,
  NOON,
  properAttributes,
  root,
  TRUST,
} from './forge.ts'

const party = await createParty('P-256')
const { certificate } = party
const { type, digest: content } = properAttributes(party)

const SHA1 = new Uint8Array(createHash('sha1').update(certificate.raw).digest())
const SHA256 = digest('SHA-256', certificate.raw)
const V1 = CMS_ATTRIBUTE.signingCertificate
const V2 = CMS_ATTRIBUTE.signingCertificateV2

const signing = (oid: string, ...ids: readonly Uint8Array[]) =>
  attribute(oid, encodeSequence(encodeSequence(...ids)))
const id = (...fields: readonly Uint8Array[]) => encodeSequence(...fields)
const hash = encodeOctetString
const serialNumber = (hex = certificate.serialNumber) => encodeElement(2, decodeHex(hex))
const directory = (name: Uint8Array) => encodeContext(4, name)
const issuerSerial = (names: readonly Uint8Array[], number = serialNumber()) =>
  encodeSequence(encodeSequence(...names), number)
const issuer = directory(root.subject.raw)

async function check(...attributes: readonly Uint8Array[]) {
  const signer = await forgeSigner({ party, attributes: [type, content, ...attributes] })
  const message = forgeMessage({ certificates: [certificate.raw], signers: [signer] })
  const report = await inspectSignedData(message, { trust: TRUST, at: NOON, revocation: skipRevocation })
  // No other check stands against it.
  const others = report.checks.filter(({ id }) => id !== 'cms.signing-certificate')
  expect(others.filter(({ status }) => status === 'failed')).toEqual([])
  return report.checks.find(({ id }) => id === 'cms.signing-certificate')
}

test.each<[string, Uint8Array[], string]>([
  ['SHA-1, the first version', [signing(V1, id(hash(SHA1)))], 'SHA-1'],
  ['SHA-256 unsaid', [signing(V2, id(hash(SHA256)))], 'SHA-256'],
  ['SHA-256 said', [signing(V2, id(algorithm('2.16.840.1.101.3.4.2.1'), hash(SHA256)))], 'SHA-256'],
  ['SM3', [signing(V2, id(algorithm('1.2.156.10197.1.401'), hash(digest('SM3', certificate.raw))))], 'SM3'],
  ['issuer and number', [signing(V2, id(hash(SHA256), issuerSerial([issuer])))], 'SHA-256'],
  ['both versions', [signing(V1, id(hash(SHA1))), signing(V2, id(hash(SHA256)))], 'SHA-1, SHA-256'],
  ['others after it', [signing(V2, id(hash(SHA256)), id(hash(SHA1)))], 'SHA-256'],
  [
    'policies after it',
    [
      attribute(
        V2,
        encodeSequence(encodeSequence(id(hash(SHA256))), encodeSequence(encodeSequence(encodeOid('1.2.3')))),
      ),
    ],
    'SHA-256',
  ],
])('names the certificate: %s', async (_, attributes, name) => {
  expect(await check(...attributes)).toMatchObject({ status: 'passed', facts: { digest: name } })
})

const NAMED = 'ERR_CMS_SIGNING_CERTIFICATE'
test.each<[string, Uint8Array[], string]>([
  ['nothing', [], 'ERR_CMS_SIGNING_CERTIFICATE_MISSING'],
  ['another digest', [signing(V2, id(hash(digest('SHA-256'))))], NAMED],
  ['another algorithm', [signing(V2, id(algorithm('1.2.156.10197.1.401'), hash(SHA256)))], NAMED],
  ['SHA-1 in the second version', [signing(V2, id(hash(SHA1)))], NAMED],
  ['SHA-256 in the first version', [signing(V1, id(hash(SHA256)))], NAMED],
  [
    'another issuer',
    [signing(V2, id(hash(SHA256), issuerSerial([directory(certificate.subject.raw)])))],
    NAMED,
  ],
  ['another number', [signing(V2, id(hash(SHA256), issuerSerial([issuer], serialNumber('01'))))], NAMED],
  ['two issuers', [signing(V2, id(hash(SHA256), issuerSerial([issuer, issuer])))], NAMED],
  [
    'an issuer of another form',
    [signing(V2, id(hash(SHA256), issuerSerial([encodeElement(0x82, Uint8Array.of(97))])))],
    NAMED,
  ],
  ['the second but not the first', [signing(V1, id(hash(SHA256))), signing(V2, id(hash(SHA256)))], NAMED],
  ['the first but not the second', [signing(V1, id(hash(SHA1))), signing(V2, id(hash(SHA1)))], NAMED],
  ['itself among others only', [signing(V2, id(hash(digest('SHA-256'))), id(hash(SHA256)))], NAMED],
  [
    'an unknown algorithm',
    [signing(V2, id(algorithm('1.3.14.3.2.26'), hash(SHA1)))],
    'ERR_CMS_DIGEST_ALGORITHM',
  ],
  ['none in its list', [signing(V2)], 'ERR_CMS_ATTRIBUTE_VALUES'],
  ['no list', [attribute(V2, encodeInteger(1))], 'ERR_DER_TAG'],
  [
    'something after it',
    [attribute(V2, encodeSequence(encodeSequence(id(hash(SHA256))), encodeInteger(1)))],
    'ERR_DER_TAG',
  ],
])('does not: %s', async (_, attributes, code) => {
  expect(await check(...attributes)).toMatchObject({ status: 'failed', code })
})
