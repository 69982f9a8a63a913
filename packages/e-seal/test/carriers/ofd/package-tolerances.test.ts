import { type Check, encodeUtf8 } from '@xinyin/core'
import { listTruth, readTruth, testTruth } from '@xinyin/testkit'
import { createDeviatingPackages, writeArchive } from '@xinyin/testkit/attacks'
import { expect, test } from 'vitest'
import { inspectOfd, parseOfdPackage, sealOfd } from '../../../src/carriers/ofd/index.ts'
import { SEAL_TOLERANCES, type SealTolerance, type Strict } from '../../../src/index.ts'
import { createDocument } from '../../document.ts'
import { AT, createProvince } from '../../province.ts'

const { seal, office, trust } = await createProvince()
const PAGE = 'Doc_0/Pages/Page_0/Content.xml'
const BLANK = 'Doc_0/blank.bmp'
const CHINESE = 'Doc_0/附件.xml'
const GBK = Uint8Array.of(...encodeUtf8('Doc_0/'), 0xb8, 0xbd, 0xbc, 0xfe, ...encodeUtf8('.xml'))
const document = parseOfdPackage(createDocument()).files
const more = [
  [BLANK, new Uint8Array(4_400_000)],
  [CHINESE, encodeUtf8('<data/>')],
] as const
const plain = writeArchive([...document, ...more].map(([name, bytes]) => ({ name, bytes })))
const sealed = await sealOfd(plain, { seal, signer: office.signer, at: AT })
const CASES = createDeviatingPackages(parseOfdPackage(sealed).files, {
  plain: PAGE,
  chinese: CHINESE,
  gbk: GBK,
  blank: BLANK,
})

const wrong = (checks: readonly Check[]) =>
  checks
    .filter(({ status }) => status === 'failed' || status === 'indeterminate')
    .map(({ id, code }) => `${id} ${code}`)

test('every tolerance of packages has its case', () => {
  expect(document.has(PAGE)).toBe(true)
  const names = CASES.map(({ tolerance }) => tolerance)
  const others = SEAL_TOLERANCES.slice(SEAL_TOLERANCES.indexOf('archive-comment'))
  expect(names.toSorted()).toEqual(others.toSorted())
})

test.each(CASES)('$tolerance is tolerated, told, and refused where that is asked', async (deviating) => {
  const { tolerance: name, entry: elements, bytes } = deviating
  for (const input of [bytes, new Blob([new Uint8Array(bytes)])]) {
    const tolerant = await inspectOfd(input, { trust, at: AT })
    expect(wrong(tolerant.checks)).toEqual([])
    const told = tolerant.checks.filter(({ id }) => id.startsWith('tolerance.'))
    expect(told).toEqual([{ id: `tolerance.${name}`, status: 'passed', facts: { of: 'package', elements } }])
    for (const strict of [true, [name as SealTolerance]] as Strict[])
      expect(wrong((await inspectOfd(input, { trust, at: AT, strict })).checks)).toEqual([
        `tolerance.${name} ERR_TOLERANCE_REFUSED`,
      ])
  }
})

test('a document whose entries deviate is sealed as it is', async () => {
  for (const { tolerance, bytes: before } of createDeviatingPackages(parseOfdPackage(plain).files, {
    plain: PAGE,
    chinese: CHINESE,
    gbk: GBK,
    blank: BLANK,
  })) {
    const bytes = await sealOfd(before, { seal, signer: office.signer, at: AT })
    expect(wrong((await inspectOfd(bytes, { trust, at: AT })).checks)).toEqual([])
    // Only what is around the entries is written anew.
    const kept = tolerance === 'archive-comment' ? [] : [tolerance]
    expect(parseOfdPackage(bytes).deviations, tolerance).toEqual(kept)
  }
})

testTruth.each(listTruth('ofd'))('%s keeps to tolerances that have a name', (file) => {
  expect(parseOfdPackage(readTruth(`ofd/${file}`)).deviations).not.toContain('prefix-bytes')
})
