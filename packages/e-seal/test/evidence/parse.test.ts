import { encodeBase64, encodeUtf8, TrustError } from '@xinyin/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addArchive, archiveContent } from '../../src/evidence/archive.ts'
import { encodeEvidence } from '../../src/evidence/encode.ts'
import { type Evidence, NO_EVIDENCE, nameOf } from '../../src/evidence/evidence.ts'
import { mergeEvidence } from '../../src/evidence/merge.ts'
import { parseEvidence } from '../../src/evidence/parse.ts'
import { AT, createList, createProvince } from '../province.ts'
import { createStampService } from './stamping.ts'

const { office, maker, signerRoot, makerRoot } = await createProvince()
const service = await createStampService()
const value = encodeUtf8('a signature value')
const token = await service.at(AT)(value)
const list = await createList(signerRoot)
const whole: Evidence = {
  signatures: [{ sm3: nameOf(value), timeStamps: [token] }],
  certificates: [office.certificate, maker.certificate],
  ...list,
  archives: [],
}
const archived = await addArchive(whole, [{ value, timeStamp: token }], service.at(AT))
const text = encodeEvidence(archived)
const codeOf = (file: string | Uint8Array, limits = {}) => {
  try {
    parseEvidence(file, limits)
    return 'read'
  } catch (error) {
    if (error instanceof TrustError) return error.code
    throw error
  }
}

test('evidence is read as it was written', () => {
  for (const evidence of [NO_EVIDENCE, whole, archived]) {
    const again = parseEvidence(encodeEvidence(evidence))
    expect(encodeEvidence(again)).toBe(encodeEvidence(evidence))
    expect(encodeEvidence(parseEvidence(encodeUtf8(encodeEvidence(evidence))))).toBe(encodeEvidence(again))
  }
  expect(archived.archives[0]?.sm3).toEqual(
    expect.arrayContaining([value, token, office.certificate.raw, list.crls[0]!.raw].map(nameOf)),
  )
})

type Json = Record<string, unknown>
const changed = (change: (content: Json) => unknown) => JSON.stringify(change(JSON.parse(text) as Json))
const HEX = '0'.repeat(64)
const PIECE = encodeBase64(token)

describe('evidence that cannot be read', () => {
  test.each<[string, string, string]>([
    ['nothing', '', 'ERR_JSON_SYNTAX'],
    ['no JSON', '{', 'ERR_JSON_SYNTAX'],
    ['a list', '[]', 'ERR_EVIDENCE_FORMAT'],
    ['another format', '{"format":"other","version":1}', 'ERR_EVIDENCE_FORMAT'],
    ['a later version', changed((all) => ({ ...all, version: 2 })), 'ERR_EVIDENCE_FORMAT'],
    ['a member twice', text.replace('"version"', '"version": 1, "version"'), 'ERR_JSON_DUPLICATE'],
    ['a member that is not known', changed((all) => ({ ...all, more: 1 })), 'ERR_EVIDENCE_MEMBER'],
    ['a member that is missing', changed(({ crls: _, ...all }) => all), 'ERR_EVIDENCE_MEMBER'],
    ['no list', changed((all) => ({ ...all, crls: {} })), 'ERR_EVIDENCE_MEMBER'],
    ['no text', changed((all) => ({ ...all, crls: [1] })), 'ERR_EVIDENCE_MEMBER'],
    ['a list for a text', changed((all) => ({ ...all, crls: [[1, 2, 3, 4]] })), 'ERR_EVIDENCE_MEMBER'],
    ['no base64', changed((all) => ({ ...all, crls: ['*'] })), 'ERR_EVIDENCE_MEMBER'],
    ['no list of revocations', changed((all) => ({ ...all, crls: [PIECE] })), 'ERR_EVIDENCE_MEMBER'],
    ['no answer', changed((all) => ({ ...all, ocspResponses: [PIECE] })), 'ERR_EVIDENCE_MEMBER'],
    ['no certificate', changed((all) => ({ ...all, certificates: [PIECE] })), 'ERR_EVIDENCE_MEMBER'],
    ['no signature', changed((all) => ({ ...all, signatures: [null] })), 'ERR_EVIDENCE_MEMBER'],
    [
      'a digest in capitals',
      changed((all) => ({ ...all, signatures: [{ sm3: 'A'.repeat(64), timeStamps: [] }] })),
      'ERR_EVIDENCE_MEMBER',
    ],
    [
      'no token',
      changed((all) => ({ ...all, signatures: [{ sm3: HEX, timeStamps: ['MAA='] }] })),
      'ERR_EVIDENCE_MEMBER',
    ],
    [
      'no digest',
      changed((all) => ({ ...all, archives: [{ sm3: [1], timeStamp: PIECE }] })),
      'ERR_EVIDENCE_MEMBER',
    ],
    [
      'too many tokens',
      changed((all) => ({ ...all, signatures: [{ sm3: HEX, timeStamps: Array(9).fill(PIECE) }] })),
      'ERR_EVIDENCE_LIMIT',
    ],
    [
      'too many archive stamps',
      changed((all) => ({ ...all, archives: Array(17).fill({ sm3: [], timeStamp: PIECE }) })),
      'ERR_EVIDENCE_LIMIT',
    ],
    [
      'too many signatures',
      changed((all) => ({ ...all, signatures: Array(1001).fill({ sm3: HEX, timeStamps: [] }) })),
      'ERR_EVIDENCE_LIMIT',
    ],
  ])('%s', (_, file, code) => {
    expect(codeOf(file)).toBe(code)
  })

  test('what is larger than it may be, before anything of it is looked at', () => {
    expect(codeOf('x'.repeat(1001), { maxBytes: 1000 })).toBe('ERR_EVIDENCE_LIMIT')
    expect(codeOf(text, { maxPieces: 1 })).toBe('ERR_EVIDENCE_LIMIT')
    expect(codeOf(text, { maxPieces: 2 })).toBe('read')
  })

  test('text that is no UTF-8', () => {
    expect(codeOf(Uint8Array.of(0x7b, 0xff, 0x7d))).toBe('ERR_BYTES_UTF8')
  })

  test('whatever is changed of it, is read or refused with a code', () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ minLength: 0, maxLength: 2 }), (at, other) => {
        expect(codeOf(text.slice(0, at) + other + text.slice(at + 1))).toMatch(/^(read|ERR_[A-Z0-9_]+)$/)
      }),
      { numRuns: 200 },
    )
  })
})

test('what nobody would read is not written', () => {
  const many: Partial<Evidence>[] = [
    { signatures: Array(1001).fill({ sm3: HEX, timeStamps: [] }) },
    { signatures: [{ sm3: HEX, timeStamps: Array(9).fill(token) }] },
    { certificates: Array(501).fill(office.certificate) },
    { crls: Array(501).fill(list.crls[0]) },
    { archives: Array(17).fill({ sm3: [], timeStamp: token }) },
  ]
  for (const more of many)
    expect(() => encodeEvidence({ ...NO_EVIDENCE, ...more })).toThrow(
      expect.objectContaining({ code: 'ERR_EVIDENCE_LIMIT' }),
    )
})

describe('evidence of several files', () => {
  test('is put together with each piece once', async () => {
    const second = await service.at(AT)(value)
    const more: Evidence = {
      ...NO_EVIDENCE,
      signatures: [
        { sm3: nameOf(value), timeStamps: [second, token] },
        { sm3: HEX, timeStamps: [] },
      ],
      ...(await createList(makerRoot)),
    }
    const merged = mergeEvidence(archived, more, archived)
    expect(merged.signatures).toEqual([
      { sm3: nameOf(value), timeStamps: [token, second] },
      { sm3: HEX, timeStamps: [] },
    ])
    expect(merged.crls).toHaveLength(2)
    expect(merged.certificates).toHaveLength(2)
    expect(merged.archives).toEqual(archived.archives)
    expect(mergeEvidence()).toEqual(NO_EVIDENCE)
  })

  test('an archive stamp is over its pieces in their order, and over nothing that anybody signs otherwise', () => {
    const [a, b] = ['a', 'b'].map((name) => nameOf(encodeUtf8(name))) as [string, string]
    expect(archiveContent([a, b])).not.toEqual(archiveContent([b, a]))
    expect(new TextDecoder().decode(archiveContent([]))).toBe('xinyin-evidence-archive-1\n')
    expect(archiveContent([a]).length).toBe('xinyin-evidence-archive-1\n'.length + 32)
  })
})
