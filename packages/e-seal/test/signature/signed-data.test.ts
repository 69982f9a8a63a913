import type { Trust } from '@xinyin/core'
import { encodeContext, encodeInteger, encodeOid, encodeSequence, encodeSetOf } from '@xinyin/core/der'
import { describe, expect, test } from 'vitest'
import { inspectOfd, parseOfdPackage } from '../../src/carriers/ofd/index.ts'
import { createDataSignature } from '../../src/index.ts'
import { isSignedData } from '../../src/signature/signed-data.ts'
import { forge } from '../attacks/forge.ts'
import { repack } from '../document.ts'
import { AT, createProvince } from '../province.ts'

const province = await createProvince()
const { office, signerRoot } = province
const trust: Trust = {
  ...province.trust,
  anchors: [...province.trust.anchors, { certificate: signerRoot.certificate, roles: ['document-signer'] }],
}
const FOLDER = 'Doc_0/Signs/Sign_0'
const GBT_35275 = '1.2.156.10197.6.1.4.2.2'

const signedData = (oid = GBT_35275) =>
  encodeSequence(
    encodeOid(oid),
    encodeContext(
      0,
      encodeSequence(
        encodeInteger(1),
        encodeSetOf(),
        encodeSequence(encodeOid('1.2.156.10197.6.1.4.2.1')),
        encodeSetOf(),
      ),
    ),
  )

test('signed data is told by its shape', () => {
  expect(isSignedData(signedData())).toBe(true)
  expect(isSignedData(signedData('1.2.840.113549.1.7.2'))).toBe(true)
  expect(isSignedData(signedData('1.2.156.10197.6.1.4.2.1'))).toBe(false)
  expect(isSignedData(encodeSequence())).toBe(false)
  expect(isSignedData(new Uint8Array(0))).toBe(false)
})

describe('a signature of type Sign', () => {
  /** The document with the signed value that is made for its description, which says that it is of that type. */
  const typed = async (
    make: (description: Uint8Array) => Promise<Uint8Array | undefined>,
    describe: (xml: string) => string = (xml) => xml.replace(/<ofd:Seal>.*<\/ofd:Seal>/, ''),
  ) => {
    const sealed = await forge(province, {
      covers: (file) => !file.endsWith('Signatures.xml'),
      sealCopy: new Uint8Array(0),
      describe,
    })
    const { files } = parseOfdPackage(sealed)
    const value = await make(files.get(`${FOLDER}/Signature.xml`) ?? new Uint8Array(0))
    return repack(sealed, {
      'Doc_0/Signs/Signatures.xml': (xml) => xml.replace('<ofd:Signature ', '<ofd:Signature Type="Sign" '),
      [`${FOLDER}/SignedValue.dat`]: value ?? files.get(`${FOLDER}/SignedValue.dat`),
    })
  }
  const sign = (variant: 'attributes' | 'content') => (data: Uint8Array) =>
    createDataSignature({ ...office, data, variant, time: AT })
  const check = async (bytes: Uint8Array) => {
    const report = await inspectOfd(bytes, { trust, at: AT })
    const wrong = report.checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')
    return { report, wrong: wrong.map(({ id, status, code }) => `${id} ${status} ${code}`) }
  }

  test.each(['attributes', 'content'] as const)('passes, by %s', async (variant) => {
    const { report, wrong } = await check(await typed(sign(variant)))
    expect(wrong).toEqual([])
    expect(report.verdict).toBe('passed')
    expect(report.subject?.signatures).toMatchObject([
      { type: 'Sign', sealName: undefined, maker: undefined, signer: office.certificate.subject },
    ])
    const skipped = report.checks.filter(({ facts }) => facts['because'] === 'seal').map(({ id }) => id)
    expect(skipped).toEqual(expect.arrayContaining(['seal.maker-signature', 'ofd.property-info']))
  })

  test('is over no other description', async () => {
    const { wrong } = await check(
      await typed((description) => sign('content')(Uint8Array.of(...description, 0x20))),
    )
    expect(wrong).toEqual(['signature.data-hash failed ERR_SIGNATURE_DATA_HASH'])
  })

  test('fails when a file is not as it was', async () => {
    const bytes = await typed(sign('attributes'))
    const { wrong } = await check(repack(bytes, { 'Doc_0/Attachs/data.xml': '<changed/>' }))
    expect(wrong).toEqual(['ofd.references failed ERR_OFD_DIGEST'])
  })

  test('vouches for no seal that is shown beside it', async () => {
    const { wrong } = await check(await typed(sign('attributes'), (xml) => xml))
    expect(wrong).toEqual(['ofd.seal-copy indeterminate ERR_OFD_SEAL_UNSIGNED'])
  })

  test('does not hold a signature with a seal, nor the other way round', async () => {
    expect((await check(await typed(async () => undefined))).wrong).toEqual([
      'signature.structure failed ERR_SIGNATURE_STRUCTURE',
    ])
    const other = await check(await forge(province, { value: () => signedData() }))
    expect(other.wrong).toEqual(['signature.structure failed ERR_SEAL_STRUCTURE'])
  })

  test('without a signer is none', async () => {
    expect((await check(await typed(async () => signedData()))).wrong).toEqual([
      'signature.structure failed ERR_SIGNATURE_SIGNERS',
    ])
  })
})
