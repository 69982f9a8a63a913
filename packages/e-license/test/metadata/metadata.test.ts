import type { JsonObject, JsonValue } from '@xinyin/core/json'
import { createOfdPackage, parseOfdPackage } from '@xinyin/e-seal/ofd'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inspectSdJwt } from '../../src/credential/inspect.ts'
import { issueSdJwt } from '../../src/credential/issue.ts'
import { LicenceError } from '../../src/errors.ts'
import { PLAIN_FACE } from '../../src/face/plain.ts'
import { createLicenceOfd } from '../../src/file/ofd.ts'
import { encodeClaims, parseClaims, selectiveClaims } from '../../src/metadata/claims.ts'
import { encodeCustomData, parseCustomData } from '../../src/metadata/custom-data.ts'
import { endOfDay, readDate, readDateTime, startOfDay } from '../../src/metadata/date.ts'
import { createTestIssuer } from '../credential/forge.ts'
import { SAMPLE } from '../sample.ts'
import { licences } from './licences.ts'

describe('the same data comes back', () => {
  test('from custom data', () => {
    fc.assert(
      fc.property(licences, (data) => {
        expect(parseCustomData(encodeCustomData(data))).toEqual(data)
      }),
    )
  })
  test('from an OFD', () => {
    const template = { pages: [{ width: 210, height: 297, items: [] }] }
    fc.assert(
      fc.property(licences, (data) => {
        const [document] = parseOfdPackage(createLicenceOfd(data, template)).documents
        expect(parseCustomData(document!.info.customData)).toEqual(data)
      }),
      { numRuns: 50 },
    )
  })
  test('from claims', () => {
    const at = new Date('2026-06-01T00:00:00Z')
    fc.assert(
      fc.property(licences, (data) => {
        expect(parseClaims(encodeClaims(data, at))).toEqual(data)
      }),
    )
  })
  test('from an SD-JWT', async () => {
    const { signer, key } = await createTestIssuer()
    await fc.assert(
      fc.asyncProperty(licences, async (data) => {
        const at =
          data.validFrom === undefined ? new Date('1960-01-01T00:00:00Z') : startOfDay(data.validFrom)
        const claims = encodeClaims(data, at)
        const text = await issueSdJwt({ claims, selective: selectiveClaims(data), signer, decoys: 2 })
        const report = await inspectSdJwt(text, { key, at })
        expect(parseClaims(report.subject!.claims)).toEqual(data)
      }),
      { numRuns: 50 },
    )
  })
})

describe('claims that are not text', () => {
  const at = new Date('2026-06-01T00:00:00Z')
  const annotation = {
    madeAt: '2026-05-22T10:00:00+08:00',
    maker: '甲',
    purpose: '乙',
    validUntil: SAMPLE.createdAt!,
  }
  const history = { changedAt: SAMPLE.createdAt!, changeReason: '更正' }
  const signing = { ...SAMPLE.signing, signer: '丙' }
  const claims = encodeClaims({ ...SAMPLE, ...history, signing, annotation }, at)
  // Those are of the credential, not of the licence.
  const ofCredential = new Set(['/iat', '/nbf', '/exp'])

  const leaves = (value: JsonValue, pointer = ''): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, member]) => leaves(member as JsonValue, `${pointer}/${name}`))
      : [pointer]
  const replaced = (pointer: string, leaf: unknown): JsonObject => {
    const copy = structuredClone(claims) as Record<string, unknown>
    const names = pointer.split('/').slice(1)
    const last = names.pop()!
    let at = copy
    for (const name of names) at = at[name] as Record<string, unknown>
    at[last] = leaf
    return copy as JsonObject
  }
  const pointers = leaves(claims).filter((pointer) => !ofCredential.has(pointer))

  test('are refused wherever they stand', () => {
    expect(pointers.length).toBeGreaterThan(30)
    for (const pointer of pointers)
      for (const leaf of [1, true, null, ['001'], { toString: 1 }])
        expect(() => parseClaims(replaced(pointer, leaf)), `${pointer} ${JSON.stringify(leaf)}`).toThrow(
          LicenceError,
        )
  })
})

describe('other ways to write the same', () => {
  const items = encodeCustomData(SAMPLE)
  const change = (element: string, text: string) =>
    parseCustomData(items.map((item) => (item.name === element ? { ...item, value: text } : item)))

  test.each([
    ['ZZBFRQ', '20260522', 'issuedOn', '2026-05-22'],
    ['ZZBFRQ', '2026年5月22日', 'issuedOn', '2026-05-22'],
    ['ZZMC', '\n  建筑工程施工许可证 ', 'name', '建筑工程施工许可证'],
    ['ZZYXQJZRQ', '长期', 'validUntil', undefined],
    ['ZZYXQJZRQ', '', 'validUntil', undefined],
    ['CJSJ', '2026-05-22 09:29:00', 'createdAt', '2026-05-22T09:29:00+08:00'],
    ['CJSJ', '20260522092900', 'createdAt', '2026-05-22T09:29:00+08:00'],
    ['CJSJ', '2026-05-22T01:29:00Z', 'createdAt', '2026-05-22T09:29:00+08:00'],
  ] as const)('%s %j is read as %s %j', (element, text, field, expected) => {
    expect(change(element, text)[field]).toBe(expected)
  })
  test('a holder’s kind of code in words only', () => {
    const data = parseCustomData(items.filter((item) => item.name !== 'CZZTDMLXDM'))
    expect(data.holders).toEqual(SAMPLE.holders)
  })
  test('a misspelled name of the element', () => {
    const files = new Map(parseOfdPackage(createLicenceOfd(SAMPLE, PLAIN_FACE)).files)
    const index = new TextDecoder().decode(files.get('OFD.xml')).replaceAll('CustomData ', 'CuslomData ')
    files.set('OFD.xml', new TextEncoder().encode(index.replaceAll('/ofd:CustomData>', '/ofd:CuslomData>')))
    const bytes = createOfdPackage([...files].map(([name, bytes]) => ({ name, bytes })))
    expect(parseCustomData(parseOfdPackage(bytes).documents[0]!.info.customData)).toEqual(SAMPLE)
  })
  test('other custom data is left alone', () => {
    expect(parseCustomData([{ name: 'template-version', value: '3' }, ...items])).toEqual(SAMPLE)
  })
})

describe('dates', () => {
  test.each([
    '2026-13-01',
    '2026-02-29',
    '2026-00-10',
    '26-01-01',
    '2026-1-1',
    '',
    'today',
    '2026-01-01T00:00:00',
  ])('%j is no day', (text) => expect(readDate(text)).toBeUndefined())
  test.each(['2026-01-01', '2026-01-01T25:00:00', '2026-01-01T00:60:00', '2026-01-01T00:00:00+99:00', ''])(
    '%j is no time',
    (text) => expect(readDateTime(text)).toBeUndefined(),
  )
  test('a day in China begins eight hours before it does in Greenwich', () => {
    expect(startOfDay('2026-05-22').toISOString()).toBe('2026-05-21T16:00:00.000Z')
    expect(endOfDay('2026-05-22').toISOString()).toBe('2026-05-22T16:00:00.000Z')
  })
})
