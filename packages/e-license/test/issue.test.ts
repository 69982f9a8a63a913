import { parseOfdPackage } from '@xinyin/e-seal/ofd'
import { describe, expect, test } from 'vitest'
import { inspectSdJwt } from '../src/credential/inspect.ts'
import { presentSdJwt } from '../src/credential/present.ts'
import { selectiveClaims } from '../src/metadata/claims.ts'
import { inspectLicence, verifyLicence } from '../src/verify/inspect.ts'
import { createTestIssuer } from './credential/forge.ts'
import { AT, issueIn } from './province.ts'
import { SAMPLE } from './sample.ts'
import { failures, ofd, province, sdJwt, trust } from './verify/authority.ts'

describe('presentation', () => {
  test('what the holder withholds is missing, and the rest passes', async () => {
    const shown = await presentSdJwt(sdJwt, { disclose: ['/holders/0/name', '/extensions/GCMC'] })
    const licence = await verifyLicence(shown, { trust, at: AT })
    expect(licence.number).toBeUndefined()
    expect(licence).toMatchObject({ identifier: undefined, issuedOn: undefined })
    expect(licence.holders).toEqual([{ name: SAMPLE.holders[0]!.name }])
    expect(licence.extensions).toEqual({ GCMC: SAMPLE.extensions['GCMC'] })
    const nothing = await verifyLicence(await presentSdJwt(sdJwt, { disclose: [] }), { trust, at: AT })
    expect(nothing).toMatchObject({ name: SAMPLE.name, holders: [], holder: undefined, extensions: {} })
  })
  test('with proof of possession', async () => {
    const holder = await createTestIssuer()
    const issued = await issueIn(province, SAMPLE, { holderKey: holder.key })
    const keyBinding = { audience: 'https://bank.example', nonce: '1' }
    const shown = await presentSdJwt(issued.sdJwt, {
      disclose: 'all',
      keyBinding: { ...keyBinding, signer: holder.signer, at: AT },
    })
    expect(await failures(shown, { keyBinding })).toEqual([])
    expect(await failures(issued.sdJwt, { keyBinding })).toEqual([
      'sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_MISSING',
    ])
    expect(await failures(shown, { keyBinding: { ...keyBinding, nonce: '2' } })).toEqual([
      'sd-jwt.presentation ERR_SDJWT_NONCE',
    ])
  })
  test('an OFD does not stand in for the proof that was demanded', async () => {
    expect(await failures(ofd, { keyBinding: { audience: 'https://bank.example', nonce: '1' } })).toEqual([
      'licence.form ERR_SDJWT_KEY_BINDING_MISSING',
    ])
  })
  test('every selective claim can be chosen by itself', async () => {
    for (const pointer of selectiveClaims(SAMPLE))
      expect(await failures(await presentSdJwt(sdJwt, { disclose: [pointer] }))).toEqual([])
    await expect(presentSdJwt(sdJwt, { disclose: ['/vct'] })).rejects.toThrow(TypeError)
  })
})

describe('changed bytes', () => {
  test('no change to a byte of the OFD’s names and contents passes', async () => {
    for (let i = 0; i < 120; i++) {
      const at = Math.floor((i / 120) * ofd.length)
      const changed = ofd.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      const { verdict } = await inspectLicence(changed, { trust, at: AT })
      if (verdict === 'passed') {
        // Only a field of the archive that carries neither a name nor content may differ.
        const [before, after] = [parseOfdPackage(ofd).files, parseOfdPackage(changed).files]
        expect([...after.keys()]).toEqual([...before.keys()])
        for (const [name, bytes] of before) expect(after.get(name)).toEqual(bytes)
      }
    }
  })
})

test('what does not pass is thrown, with the code of the check that decides', async () => {
  const at = new Date('2028-06-01T00:00:00Z')
  await expect(verifyLicence('nonsense', { trust })).rejects.toThrow(
    expect.objectContaining({ name: 'TrustError', code: 'ERR_LICENCE_FORM' }),
  )
  await expect(verifyLicence(sdJwt, { trust, at })).rejects.toThrow(
    expect.objectContaining({ code: 'ERR_PATH_EXPIRED' }),
  )
  await expect(verifyLicence(sdJwt, { trust: { anchors: [], intermediates: [] }, at: AT })).rejects.toThrow(
    expect.objectContaining({ code: 'ERR_PATH_NO_ANCHOR' }),
  )
})

test('a time that is none is a wrong call, not a licence without an end', async () => {
  const at = new Date('no time')
  for (const input of [ofd, sdJwt, ''])
    await expect(inspectLicence(input, { trust, at })).rejects.toThrow(RangeError)
  const key = province.issuer.certificate.publicKey
  await expect(inspectSdJwt(sdJwt, { key, at })).rejects.toThrow(RangeError)
  await expect(inspectSdJwt(sdJwt, { key, at: AT, clockSkew: Number.NaN })).rejects.toThrow(RangeError)
})

describe('issuing', () => {
  test.each<[string, object]>([
    ['ERR_METADATA_HOLDER_CODE', { holders: [{ name: '甲', code: '110105194912310021', codeType: '111' }] }],
    ['ERR_METADATA_HOLDER_CODE', { holders: [{ name: '甲', code: '91990100MA990001X8', codeType: '001' }] }],
    ['ERR_METADATA_MISSING', { holders: [] }],
    ['ERR_METADATA_MISSING', { number: '' }],
    ['ERR_METADATA_VALUE', { number: ' 1' }],
    ['ERR_METADATA_VALUE', { name: 'a\u0000b' }],
    ['ERR_METADATA_VALUE', { name: '\ud800' }],
    ['ERR_FACE_FIELD', { extensions: {} }],
    ['ERR_FACE_OVERFLOW', { extensions: { ...SAMPLE.extensions, BZ: '备'.repeat(4000) } }],
  ])('%s for %j', async (code, change) => {
    await expect(issueIn(province, { ...SAMPLE, ...change })).rejects.toThrow(
      expect.objectContaining({ code }),
    )
  })
  test('with a key that is not the certificate’s is a wrong call', async () => {
    const { signer } = await createTestIssuer()
    await expect(issueIn(province, SAMPLE, { issuerSigner: signer })).rejects.toThrow(TypeError)
  })
})
