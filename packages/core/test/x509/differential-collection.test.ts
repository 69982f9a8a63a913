import 'reflect-metadata'
import { X509Certificate as NodeCertificate } from 'node:crypto'
import { X509Certificate as PeculiarCertificate } from '@peculiar/x509'
import { type Certificate, CoreError, decodePem, encodeHex, parseCertificate } from '@xinyin/core'
import { parsePkcs12 } from '@xinyin/core/keys'
import { readCertificateFiles, readTruth, testCertificates, testTruth } from '@xinyin/testkit'
import { Certificate as PkijsCertificate } from 'pkijs'
import { expect } from 'vitest'

/** Readers of others: each returns what everyone can tell, or throws. */
const PEERS: Readonly<Record<string, (der: Uint8Array) => Facts>> = {
  node(der) {
    const { serialNumber, validFrom, validTo } = new NodeCertificate(der)
    return { serialNumber, notBefore: new Date(validFrom), notAfter: new Date(validTo) }
  },
  pkijs(der) {
    const { serialNumber, notBefore, notAfter, extensions = [] } = PkijsCertificate.fromBER(toBuffer(der))
    return {
      serialNumber: encodeHex(new Uint8Array(serialNumber.valueBlock.valueHexView)),
      notBefore: notBefore.value,
      notAfter: notAfter.value,
      extensions: extensions.map(({ extnID, critical, extnValue }) =>
        [extnID, critical, encodeHex(new Uint8Array(extnValue.valueBlock.valueHexView))].join(),
      ),
    }
  },
  peculiar(der) {
    const { serialNumber, notBefore, notAfter, extensions } = new PeculiarCertificate(toBuffer(der))
    return {
      serialNumber,
      notBefore,
      notAfter,
      extensions: extensions.map(({ type, critical, value }) =>
        [type, critical, encodeHex(new Uint8Array(value))].join(),
      ),
    }
  },
}

interface Facts {
  readonly serialNumber: string
  readonly notBefore: Date
  readonly notAfter: Date
  readonly extensions?: readonly string[]
}

const toBuffer = (der: Uint8Array) => Uint8Array.from(der).buffer

function factsOf({ serialNumber, notBefore, notAfter, extensions }: Certificate): Facts {
  return {
    serialNumber,
    notBefore,
    notAfter,
    extensions: extensions.map(({ oid, critical, value }) => [oid, critical, encodeHex(value)].join()),
  }
}

/** Hexadecimal of a number, without the zeros and the sign octet that only one side writes. */
const magnitude = (hex: string) => hex.toLowerCase().replace(/^0+(?=.)/, '')

function attempt<T>(read: () => T): T | string {
  try {
    return read()
  } catch (error) {
    return error instanceof CoreError ? error.code : 'refused'
  }
}

/** Every certificate of the collection that others read and we do not: the code, who reads it, and why we are right. */
const REFUSED_HERE: Readonly<Record<string, readonly [code: string, readers: string, why: string]>> = {
  'PKITS_data/certs/BadSignedCACert.crt': [
    'ERR_DER_VALUE',
    'node, pkijs, peculiar',
    'The signature ends in the middle of an octet; the suite wants its path refused.',
  ],
  'PKITS_data/certs/InvalidDSASignatureTest6EE.crt': [
    'ERR_DER_VALUE',
    'node, pkijs, peculiar',
    'The signature ends in the middle of an octet; the suite wants its path refused.',
  ],
  'badasn1time.pem': [
    'ERR_DER_VALUE',
    'node, pkijs, peculiar',
    'It ends at a UTCTime with a year of four digits: of what time that is, each reader has its own idea.',
  ],
  'belgian-eid-invalid-visiblestring.pem': [
    'ERR_CERTIFICATE_EXTENSION_VALUE',
    'node, pkijs, peculiar',
    'A notice of its policy has octets beyond ASCII in a VisibleString, so that nobody knows its text.',
  ],
  'custom/cp_invalid.pem': [
    'ERR_CERTIFICATE_EXTENSION_VALUE',
    'node, pkijs, peculiar',
    'A notice of its policy is a text where RFC 5280, 4.2.1.4 has a SEQUENCE. The others do not look.',
  ],
  'custom/inhibit_any_policy_negative.pem': [
    'ERR_CERTIFICATE_EXTENSION_VALUE',
    'node, pkijs, peculiar',
    'A limit below zero: whether it holds at once or never is for nobody to guess.',
  ],
  'custom/invalid_utf8_common_name.pem': [
    'ERR_BYTES_UTF8',
    'pkijs, peculiar',
    'A name that is no UTF-8: who reads it shows characters that are not there.',
  ],
  'custom/invalid_version.pem': [
    'ERR_CERTIFICATE_VERSION',
    'node, pkijs, peculiar',
    'Version 8, of which nobody knows what it means.',
  ],
  'custom/nc_ip_invalid_length.pem': [
    'ERR_CERTIFICATE_EXTENSION_VALUE',
    'node, pkijs, peculiar',
    'A constraint on addresses without its mask constrains nothing that one could name.',
  ],
  'custom/two_basic_constraints.pem': [
    'ERR_CERTIFICATE_EXTENSION_TWICE',
    'node, pkijs, peculiar',
    'Authority by the one, none by the other; RFC 5280, 4.2 forbids it.',
  ],
  'utf8-dnsname.pem': [
    'ERR_CERTIFICATE_EXTENSION_VALUE',
    'node, pkijs, peculiar',
    'A domain beyond ASCII in an IA5String; RFC 5280, 7.2 has it in the form of IDNA.',
  ],
  'v1_cert.pem': [
    'ERR_CERTIFICATE_ALGORITHMS',
    'node, pkijs, peculiar',
    'The signed part names another algorithm than the signature, against RFC 5280, 4.1.1.2.',
  ],
  'wosign-bc-invalid.pem': [
    'ERR_CERTIFICATE_EXTENSION_VALUE',
    'node, pkijs, peculiar',
    'A path length for what is no authority, against RFC 5280, 4.2.1.9.',
  ],
}

/** Every certificate that we read and others do not: who refuses it, and why it is read. There is none. */
const REFUSED_THERE: Readonly<Record<string, readonly [refusers: string, why: string]>> = {}

testCertificates(
  'each certificate that we refuse and others read is explained, and the other way round',
  () => {
    const refusedHere: Record<string, unknown> = {}
    const refusedThere: Record<string, unknown> = {}
    let count = 0
    for (const { name, bytes } of readCertificateFiles()) {
      for (const der of certificatesIn(bytes)) {
        count++
        const ours = attempt(() => factsOf(parseCertificate(der)))
        const theirs = Object.entries(PEERS).map(([peer, read]) => [peer, attempt(() => read(der))] as const)
        const readers = theirs.filter(([, facts]) => typeof facts !== 'string').map(([peer]) => peer)
        const refusers = theirs.filter(([, facts]) => typeof facts === 'string').map(([peer]) => peer)
        if (typeof ours === 'string') {
          if (readers.length > 0) refusedHere[name] = [ours, readers.join(', ')]
          continue
        }
        if (refusers.length > 0) refusedThere[name] = [refusers.join(', ')]
        for (const [peer, facts] of theirs)
          if (typeof facts !== 'string') expectSame(ours, facts, `${peer}: ${name}`)
      }
    }
    const withoutWhy = (table: Readonly<Record<string, readonly string[]>>) =>
      Object.fromEntries(Object.entries(table).map(([name, row]) => [name, row.slice(0, -1)]))
    expect(refusedHere).toEqual(withoutWhy(REFUSED_HERE))
    expect(refusedThere).toEqual(withoutWhy(REFUSED_THERE))
    expect(count).toBeGreaterThan(500)
  },
  60_000,
)

testTruth('pkijs reads the certificates of the national authorities as we do', () => {
  for (const file of ['sm2-roots/root.pem', 'sm2-roots/issued.pem']) {
    for (const { der } of decodePem(readTruth(file))) {
      for (const [peer, read] of Object.entries(PEERS)) {
        expectSame(factsOf(parseCertificate(der)), read(der), `${peer}: ${file}`)
      }
    }
  }
})

testTruth('the certificates of the signer and the root of real seals are read alike', async () => {
  for (const [file, password] of [
    ['seal/user.p12', '777777'],
    ['seal/root.p12', '123456'],
  ] as const) {
    const { keys, certificates } = await parsePkcs12(readTruth(file), password)
    const all = [...keys.flatMap((key) => key.certificates), ...certificates]
    expect(all.length).toBeGreaterThan(0)
    for (const certificate of all) {
      for (const [peer, read] of Object.entries(PEERS)) {
        expectSame(factsOf(certificate), read(certificate.raw), `${peer}: ${file}`)
      }
    }
  }
})

function expectSame(ours: Facts, theirs: Facts, message: string): void {
  // Node writes a negative number with a sign, the others in two's complement.
  if (!theirs.serialNumber.startsWith('-')) {
    expect(magnitude(theirs.serialNumber), message).toBe(magnitude(ours.serialNumber))
  }
  expect(theirs.notBefore, message).toEqual(ours.notBefore)
  expect(theirs.notAfter, message).toEqual(ours.notAfter)
  if (theirs.extensions !== undefined) expect(theirs.extensions, message).toEqual(ours.extensions)
}

/** The certificates of a file, DER or PEM; a file of other things has none. */
function certificatesIn(bytes: Uint8Array): Uint8Array[] {
  if (bytes[0] === 0x30) return [bytes]
  const blocks = attempt(() => decodePem(bytes))
  if (typeof blocks === 'string') return []
  return blocks.filter(({ label }) => label === 'CERTIFICATE').map(({ der }) => der)
}
