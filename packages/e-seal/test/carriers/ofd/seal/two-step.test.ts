import { concatBytes, encodeBase64, verifySm2 } from '@xinyin/core'
import { children, parseDer } from '@xinyin/core/der'
import { sm2Digest } from '@xinyin/core/gm'
import { describe, expect, test } from 'vitest'
import {
  finishOfdSeal,
  finishOfdSealStream,
  inspectOfd,
  type PreparedOfdSignature,
  prepareOfdSeal,
  prepareOfdSignature,
} from '../../../../src/carriers/ofd/index.ts'
import { createSeal } from '../../../../src/index.ts'
import { createDocument } from '../../../document.ts'
import { createStampService, trusting } from '../../../evidence/stamping.ts'
import { AT, createMember, createProvince, sealOptions } from '../../../province.ts'

const province = await createProvince()
const { seal, office } = province
const trust = {
  ...province.trust,
  anchors: [
    ...province.trust.anchors,
    { certificate: province.signerRoot.certificate, roles: ['document-signer'] as const },
  ],
}
const document = createDocument()
const prepareSeal = () =>
  prepareOfdSeal(document, {
    seal,
    certificate: office.certificate,
    at: AT,
    stamps: [{ page: 1, near: '施工' }],
  })
const prepareSign = (form: 'attributes' | 'content') =>
  prepareOfdSignature(document, { certificate: office.certificate, at: AT, form })
const prepared = {
  seal: await prepareSeal(),
  attributes: await prepareSign('attributes'),
  content: await prepareSign('content'),
}

/** Who holds the key sees no more than this. */
const signElsewhere = (state: PreparedOfdSignature) =>
  office.signer.sign(Uint8Array.from(atob(state.toSign), (character) => character.charCodeAt(0)))

const verdictOf = async (bytes: Uint8Array) => {
  const report = await inspectOfd(bytes, { trust, at: AT })
  return [report.verdict, report.checks.find(({ status }) => status === 'failed')?.code]
}

describe('sealing in two steps', () => {
  test.each(['seal', 'attributes', 'content'] as const)('passes through JSON: %s', async (kind) => {
    const state: PreparedOfdSignature = JSON.parse(JSON.stringify(prepared[kind]))
    expect(state).toEqual(prepared[kind])
    const sealed = await finishOfdSeal(document, state, await signElsewhere(state))
    expect(await verdictOf(sealed)).toEqual(['passed', undefined])
  })

  test('gives out the digest that a device signs', () => {
    const { toSign, digest } = prepared.seal
    const message = Uint8Array.from(atob(toSign), (character) => character.charCodeAt(0))
    expect(digest).toBe(encodeBase64(sm2Digest(office.certificate.publicKey, message)))
  })

  test('takes the value as devices give it', async () => {
    const numbers = children(parseDer(await signElsewhere(prepared.seal))).map(({ content }) =>
      concatBytes(new Uint8Array(32), content).slice(-32),
    )
    const raw = concatBytes(...numbers)
    expect(raw).toHaveLength(64)
    expect(await verdictOf(await finishOfdSeal(document, prepared.seal, raw))).toEqual(['passed', undefined])
  })

  test('gives the same document, by whatever way it is read and written', async () => {
    const signature = await signElsewhere(prepared.seal)
    const once = await finishOfdSeal(document, prepared.seal, signature)
    expect(await finishOfdSeal(new Blob([new Uint8Array(document)]), prepared.seal, signature)).toEqual(once)
    const stream = await finishOfdSealStream(document, prepared.seal, signature)
    expect(new Uint8Array(await new Response(stream).arrayBuffer())).toEqual(once)
  })

  test('puts a time stamp on the value', async () => {
    const service = await createStampService()
    const timeStamp = service.at(AT)
    for (const state of [prepared.seal, prepared.attributes]) {
      const sealed = await finishOfdSeal(document, state, await signElsewhere(state), { timeStamp })
      const report = await inspectOfd(sealed, {
        trust: {
          ...(await trusting(province, service)),
          anchors: [...trust.anchors, ...(await trusting(province, service)).anchors],
        },
        at: AT,
      })
      expect(report.checks.find(({ id }) => id === 'signature.time-stamp')).toMatchObject({
        status: 'passed',
      })
    }
  })

  test('does not go on with another document', async () => {
    const signature = await signElsewhere(prepared.seal)
    const others = [
      createDocument({ 'Doc_0/Attachs/data.xml': '<date/>' }),
      createDocument({ 'Doc_0/Attachs/data.xml': '<data></data>' }),
      await finishOfdSeal(document, prepared.seal, signature),
    ]
    for (const other of others)
      await expect(finishOfdSeal(other, prepared.seal, signature)).rejects.toMatchObject({
        code: 'ERR_OFD_OTHER_DOCUMENT',
      })
  })

  test('does not go on with a value of another message or key', async () => {
    const other = await createMember('他人', province.signerRoot)
    const message = Uint8Array.from(atob(prepared.seal.toSign), (character) => character.charCodeAt(0))
    const values = [
      await signElsewhere(prepared.attributes),
      await other.signer.sign(message),
      new Uint8Array(64),
      new Uint8Array(0),
    ]
    for (const value of values)
      await expect(finishOfdSeal(document, prepared.seal, value)).rejects.toMatchObject({
        code: expect.stringMatching(/^ERR_/),
      })
    expect(await verifySm2(office.certificate.publicKey, message, values[0] as Uint8Array)).toBe(false)
    await expect(finishOfdSeal(document, prepared.seal, 'AA==' as never)).rejects.toThrow(TypeError)
  })

  const fileOf = (state: PreparedOfdSignature) => state.added[state.signatureFile] ?? ''
  test.each<[string, keyof typeof prepared, (state: PreparedOfdSignature) => unknown]>([
    ['version', 'seal', (state) => ({ ...state, version: 2 })],
    ['type', 'seal', (state) => ({ ...state, type: 'Stamp' })],
    ['ses', 'seal', (state) => ({ ...state, ses: undefined })],
    ['ses', 'seal', (state) => ({ ...state, ses: 'GB/T 1' })],
    ['ses', 'content', (state) => ({ ...state, ses: 'GB/T 38540-2020' })],
    ['sign', 'seal', (state) => ({ ...state, sign: prepared.content.sign })],
    ['sign', 'content', (state) => ({ ...state, sign: undefined })],
    ['sign', 'content', (state) => ({ ...state, sign: null })],
    ['sign', 'content', (state) => ({ ...state, sign: { ...state.sign, form: 'bare' } })],
    ['sign', 'content', (state) => ({ ...state, sign: { ...state.sign, time: 'now' } })],
    ['sign', 'content', (state) => ({ ...state, sign: { ...state.sign, certificates: 'AA==' } })],
    ['sign', 'content', (state) => ({ ...state, sign: { ...state.sign, certificates: [1] } })],
    ['sign', 'content', (state) => ({ ...state, sign: { ...state.sign, crls: {} } })],
    ['sign', 'content', (state) => ({ ...state, sign: { ...state.sign, crls: ['MAA='] } })],
    ['sign', 'content', (state) => ({ ...state, sign: { ...state.sign, certificates: ['MAA='] } })],
    ['sign', 'attributes', (state) => ({ ...state, sign: { ...state.sign, time: 2 ** 53 - 1 } })],
    ['added', 'attributes', (state) => ({ ...state, sign: { ...state.sign, time: -(10 ** 14) } })],
    ['added', 'attributes', (state) => ({ ...state, sign: { ...state.sign, time: 10 ** 15 } })],
    ['toSign', 'seal', (state) => ({ ...state, toSign: '?' })],
    ['toSign', 'seal', (state) => ({ ...state, toSign: [1] })],
    ['certificate', 'seal', (state) => ({ ...state, certificate: 'AAAA' })],
    ['document', 'seal', (state) => ({ ...state, document: undefined })],
    ['document', 'seal', (state) => ({ ...state, document: { size: '1', directory: '' } })],
    ['document', 'seal', (state) => ({ ...state, document: { ...state.document, directory: 1 } })],
    ['compression', 'seal', (state) => ({ ...state, compression: 'best' })],
    ['signatureFile', 'seal', (state) => ({ ...state, signatureFile: 1 })],
    ['signatureFile', 'content', (state) => ({ ...state, signatureFile: 'other' })],
    ['signedValueFile', 'seal', (state) => ({ ...state, signedValueFile: null })],
    ['signedValueFile', 'seal', (state) => ({ ...state, signedValueFile: 'OFD.xml' })],
    ['signedValueFile', 'seal', (state) => ({ ...state, signedValueFile: '../value' })],
    ['added', 'seal', (state) => ({ ...state, added: null })],
    ['added', 'seal', (state) => ({ ...state, added: { a: 1 } })],
    ['added', 'seal', (state) => ({ ...state, added: { ...state.added, '/etc/passwd': 'AAAA' } })],
    ['added', 'seal', (state) => ({ ...state, added: { ...state.added, 'ofd.XML': 'AAAA' } })],
    ['added', 'content', (state) => ({ ...state, added: { ...state.added, [state.signatureFile]: 'AAAA' } })],
    ['replaced', 'seal', (state) => ({ ...state, replaced: { 'other.xml': 'AAAA' } })],
    ['replaced', 'seal', (state) => ({ ...state, replaced: undefined })],
    ['-', 'seal', () => null],
  ])('says that %s of a state is not as it was: %#', async (member, kind, change) => {
    const state = prepared[kind]
    expect(fileOf(state)).not.toBe('')
    const finishing = finishOfdSeal(
      document,
      change(state) as PreparedOfdSignature,
      await signElsewhere(state),
    )
    await expect(finishing).rejects.toMatchObject({ code: 'ERR_OFD_STATE', facts: { member } })
  })

  test('gives a document that does not verify where a file of the state was changed', async () => {
    const { signatureFile } = prepared.seal
    const changed = atob(fileOf(prepared.seal)).replace('s001-1', 's001-2')
    const state = { ...prepared.seal, added: { ...prepared.seal.added, [signatureFile]: btoa(changed) } }
    const sealed = await finishOfdSeal(document, state, await signElsewhere(state))
    expect(await verdictOf(sealed)).toEqual(['failed', 'ERR_SIGNATURE_DATA_HASH'])
  })

  test('needs a certificate with a key for SM2, that the seal names', async () => {
    const other = await createMember('他人', province.signerRoot)
    await expect(
      prepareOfdSeal(document, { seal, certificate: other.certificate, at: AT }),
    ).rejects.toMatchObject({
      code: 'ERR_SIGNER_NOT_LISTED',
    })
    const rsa = {
      ...office.certificate,
      publicKey: { ...office.certificate.publicKey, kind: 'RSA' as const },
    }
    await expect(prepareOfdSeal(document, { seal, certificate: rsa, at: AT })).rejects.toThrow(TypeError)
    await expect(prepareOfdSignature(document, { certificate: rsa, at: AT })).rejects.toThrow(TypeError)
  })

  test('has no place for a time stamp in the form of 2014', async () => {
    const old = await createSeal({
      ...sealOptions(province.maker, [office.certificate]),
      form: 'GM/T 0031-2014',
    })
    const state = await prepareOfdSeal(document, { seal: old, certificate: office.certificate, at: AT })
    const signature = await signElsewhere(state)
    await expect(
      finishOfdSeal(document, state, signature, { timeStamp: { url: 'https://tsa.example/' } }),
    ).rejects.toThrow(TypeError)
    expect(await verdictOf(await finishOfdSeal(document, state, signature))).toEqual(['passed', undefined])
  })
})
