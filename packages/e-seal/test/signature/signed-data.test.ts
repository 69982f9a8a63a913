import type { Trust } from '@xinyin/core'
import { encodeContext, encodeInteger, encodeOid, encodeSequence, encodeSetOf } from '@xinyin/core/der'
import { describe, expect, test } from 'vitest'
import { inspectOfd, parseOfdPackage } from '../../src/carriers/ofd/index.ts'
import { isSignedData } from '../../src/signature/signed-data.ts'
import { forge } from '../attacks/forge.ts'
import { repack } from '../document.ts'
import { AT, createProvince } from '../province.ts'

const province = await createProvince()
const trust: Trust = province.trust
const GBT_35275 = '1.2.156.10197.6.1.4.2.2'

const signedData = (oid = GBT_35275, version = 1) =>
  encodeSequence(
    encodeOid(oid),
    encodeContext(0, encodeSequence(encodeInteger(version), encodeSetOf(), encodeSequence(), encodeSetOf())),
  )

test('signed data is told by its shape', () => {
  expect(isSignedData(signedData())).toBe(true)
  expect(isSignedData(signedData('1.2.840.113549.1.7.2'))).toBe(true)
  expect(isSignedData(signedData('1.2.156.10197.6.1.4.2.1'))).toBe(false)
  expect(isSignedData(signedData(GBT_35275, 2))).toBe(false)
  expect(isSignedData(encodeSequence())).toBe(false)
  expect(isSignedData(new Uint8Array(0))).toBe(false)
})

describe('a signature of type Sign', () => {
  const inspect = async (value: Uint8Array | undefined, changes: Parameters<typeof repack>[1] = {}) => {
    const sealed = await forge(province, { covers: (file) => !file.endsWith('Signatures.xml') })
    const typed = repack(sealed, {
      'Doc_0/Signs/Signatures.xml': (xml) => xml.replace('<ofd:Signature ', '<ofd:Signature Type="Sign" '),
      'Doc_0/Signs/Sign_0/SignedValue.dat':
        value ?? parseOfdPackage(sealed).files.get('Doc_0/Signs/Sign_0/SignedValue.dat'),
      ...changes,
    })
    return inspectOfd(typed, { trust, at: AT })
  }

  test('is recognised, and said not to be supported', async () => {
    const report = await inspect(signedData())
    expect(report.verdict).toBe('indeterminate')
    expect(report.checks.find(({ id }) => id === 'signature.structure')).toMatchObject({
      status: 'indeterminate',
      code: 'ERR_SIGNATURE_TYPE_UNSUPPORTED',
    })
  })

  test('fails when a file is not as it was, all the same', async () => {
    const report = await inspect(signedData(), { 'Doc_0/Attachs/data.xml': '<changed/>' })
    expect(report.verdict).toBe('failed')
    expect(report.checks.find(({ status }) => status === 'failed')).toMatchObject({ code: 'ERR_OFD_DIGEST' })
  })

  test('does not hold a signature with a seal, nor the other way round', async () => {
    const held = await inspect(undefined)
    expect(held.checks.find(({ status }) => status === 'failed')).toMatchObject({
      code: 'ERR_SIGNATURE_STRUCTURE',
    })
    const other = await inspectOfd(await forge(province, { value: () => signedData() }), { trust, at: AT })
    expect(other.checks.find(({ status }) => status === 'failed')).toMatchObject({
      code: 'ERR_SEAL_STRUCTURE',
    })
  })
})
