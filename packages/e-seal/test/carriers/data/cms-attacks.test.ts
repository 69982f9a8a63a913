import { encodeUtf8 } from '@xinyin/core'
import { createSignedData } from '@xinyin/core/cms'
import { describe, expect, test } from 'vitest'
import { inspectSealedData } from '../../../src/carriers/data/index.ts'
import { AT, createMember } from '../../province.ts'
import { CONTENT, inspect, OPTIONS, OTHER, office, province, reason, refusals } from './office.ts'

describe('a message', () => {
  test('that holds content of its own is refused, whatever stands beside it', async () => {
    const { signer: key, certificate } = office
    for (const content of [CONTENT, OTHER]) {
      const signers = [{ key, certificate, signingTime: AT }]
      const value = await createSignedData({ content, signers, profile: 'GMT0010' })
      const report = await inspect(CONTENT, value)
      expect(refusals(report)).toEqual(['cms.content'])
      expect(reason(report, 'cms.content')).toBe('ERR_CMS_CONTENT_TWICE')
    }
  })

  test('of two signers is refused: who sealed has to be one', async () => {
    const { signer: key, certificate } = office
    const other = await createMember('甲', province.signerRoot)
    const signers = [
      { key, certificate },
      { key: other.signer, certificate: other.certificate },
    ]
    const value = await createSignedData({ content: CONTENT, signers, profile: 'GMT0010', detached: true })
    expect(refusals(await inspect(CONTENT, value))).toEqual(['signature.structure'])
  })

  test('without attributes is over the data itself, and passes', async () => {
    const { signer: key, certificate } = office
    const signers = [{ key, certificate, attributes: 'none' as const }]
    const value = await createSignedData({ content: CONTENT, signers, profile: 'GMT0010', detached: true })
    const report = await inspect(CONTENT, value)
    expect(report.verdict).toBe('passed')
    expect(refusals(await inspect(OTHER, value))).toEqual(['signature.value'])
    expect(refusals(await inspect(CONTENT, value, { name: 'a' }))).toEqual(['data.description'])
  })

  test('with attributes that say several names, or in another way, is not known to be one over this data', async () => {
    const { signer: key, certificate } = office
    const utf8 = (text: string) => Uint8Array.of(12, text.length, ...encodeUtf8(text))
    const type = Uint8Array.of(6, 10, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 6, 1, 4, 2, 1)
    const sequence = (...parts: Uint8Array[]) => {
      const inner = parts.flatMap((part) => [...part])
      return Uint8Array.of(0x30, inner.length, ...inner)
    }
    const attributes = [
      { oid: '0.4.0.1733.2.1', values: [utf8('text/plain'), utf8('text/html')] },
      { oid: '0.4.0.1733.2.1', values: [utf8('plain')] },
      { oid: '0.4.0.1733.2.1', values: [Uint8Array.of(5, 0)] },
      { oid: '1.2.840.113549.1.9.16.2.4', values: [sequence(type)] },
      { oid: '1.2.840.113549.1.9.16.2.4', values: [sequence(utf8('a'), type, type)] },
      { oid: '1.2.840.113549.1.9.16.2.4', values: [sequence(utf8('a'), type), sequence(utf8('b'), type)] },
    ]
    for (const attribute of attributes) {
      const signers = [{ key, certificate, signedAttributes: [attribute] }]
      const value = await createSignedData({ content: CONTENT, signers, profile: 'GMT0010', detached: true })
      const report = await inspect(CONTENT, value)
      expect(refusals(report)).toEqual(['data.description'])
    }
  })

  test('under the identifiers of PKCS #7 passes as tolerated, and fails where that is refused', async () => {
    const { signer: key, certificate } = office
    const value = await createSignedData({
      content: CONTENT,
      signers: [{ key, certificate }],
      detached: true,
    })
    expect((await inspect(CONTENT, value)).verdict).toBe('passed')
    const report = await inspectSealedData(CONTENT, value, { ...OPTIONS, strict: true })
    expect(refusals(report)).toEqual(['tolerance.pkcs7-oid'])
  })
})
