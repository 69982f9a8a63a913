import { encodeBase64, encodeUtf8 } from '@xinyin/core'
import { createIdentifier, issueLicence } from '@xinyin/e-license'
import { createOfdPackage, parseOfdPackage } from '@xinyin/e-seal/ofd'
import { createProvince } from '@xinyin/sandbox'
import type { Fixture } from './fixture.ts'
import { makeSealedFixture } from './make-sealed-fixture.ts'

const AT = new Date('2026-06-01T04:00:00Z')
const TYPE_CODE = '11100000000013338W009'

/** The position of a byte of content, well inside: for a ZIP past its local headers, for a token in its payload. */
function tamper(bytes: Uint8Array, marker: string): Uint8Array {
  const changed = bytes.slice()
  const at = Buffer.from(bytes).indexOf(marker)
  if (at < 0) throw new Error(`Nothing to tamper with: ${marker} is not there.`)
  changed[at] = (changed[at] ?? 0) ^ 0x01
  return changed
}

/** The same in a sound archive, so that it is the seal that has to notice. */
function tamperInside(ofd: Uint8Array, marker: string): Uint8Array {
  const entries = [...parseOfdPackage(ofd).files].map(([name, bytes]) => ({ name, bytes }))
  const place = entries.findIndex(({ bytes }) => Buffer.from(bytes).includes(marker))
  return createOfdPackage(
    entries.map((entry, index) =>
      index === place ? { ...entry, bytes: tamper(entry.bytes, marker) } : entry,
    ),
  )
}

/** A licence in both forms, made here on Node, and a copy of each with one byte changed. */
export async function makeFixture(): Promise<Fixture> {
  const province = await createProvince({ now: AT })
  const { office, seal, sealSigner, licenceIssuer, trustFiles } = province
  const number = 'TEST2026060101'
  const { ofd, sdJwt } = await issueLicence(
    {
      name: '建筑工程施工许可证',
      typeCode: TYPE_CODE,
      number,
      identifier: createIdentifier({
        typeCode: TYPE_CODE,
        issuerCode: office.code,
        serial: number,
        version: 1,
      }),
      issuers: [office],
      issuedOn: '2026-06-01',
      holders: [{ name: office.name, code: office.code, codeType: '001' }],
      validFrom: '2026-06-01',
      validUntil: '2027-05-31',
      extensions: {},
    },
    {
      seal,
      sealSigner: sealSigner.signer,
      sealCertificate: sealSigner.certificate,
      issuerSigner: licenceIssuer.signer,
      issuerCertificates: [licenceIssuer.certificate, ...licenceIssuer.chain],
      at: AT,
    },
  )
  const token = encodeUtf8(sdJwt)
  const input = (name: string, bytes: Uint8Array, expected: 'passed' | 'failed') => ({
    name,
    base64: encodeBase64(bytes),
    expected,
  })
  return {
    at: new Date(AT.getTime() + 60_000).toISOString(),
    trust: trustFiles.map(({ name, bytes }) => ({ name, base64: encodeBase64(bytes) })),
    inputs: [
      input('licence as OFD', ofd, 'passed'),
      input('licence as OFD, one byte changed', tamper(ofd, number), 'failed'),
      input('licence as OFD, changed and packed again', tamperInside(ofd, number), 'failed'),
      input('licence as SD-JWT', token, 'passed'),
      input('licence as SD-JWT, one byte changed', tamper(token, sdJwt.slice(-24, -12)), 'failed'),
    ],
    sealed: await makeSealedFixture(),
  }
}
