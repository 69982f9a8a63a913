import { readTruth, testTruth } from '@xinyin/testkit'
import { describe, expect } from 'vitest'
import { parseOfdPackage } from '../../src/carriers/ofd/index.ts'
import { parseSeal, parseSealSignature, type SealTolerance, type SesForm } from '../../src/index.ts'

type Row = readonly [file: string, form: SesForm, version: number, signed: string, seal: SealTolerance[]]

/** What signatures of the field are, when they say they were made, and what their seals have otherwise. */
const SIGNATURES: readonly Row[] = [
  [
    'signed-v1-shape-vendor-demo',
    'GM/T 0031-2014',
    2,
    '2021-10-14T03:34:04.000Z',
    ['empty-extensions', 'header-version'],
  ],
  ['signed-v4-test-invoice', 'GB/T 38540-2020', 4, '2020-08-17T11:13:29.000Z', ['explicit-default']],
  ['signed-v4-test-invoice-2', 'GB/T 38540-2020', 4, '2020-10-10T07:11:20.000Z', ['explicit-default']],
  ['signed-v4-riding-seam', 'GB/T 38540-2020', 4, '2021-05-19T12:53:44.000Z', []],
  ['signed-v4-whole-protect', 'GB/T 38540-2020', 4, '2020-10-23T11:45:37.000Z', []],
]

describe('signatures made by others', () => {
  testTruth.each(SIGNATURES)('%s is of %s', (file, form, version, signed, tolerated) => {
    const { files } = parseOfdPackage(readTruth(`ofd/${file}.ofd`))
    const value = files.get('Doc_0/Signs/Sign_0/SignedValue.dat') ?? new Uint8Array(0)
    const signature = parseSealSignature(value)
    expect(signature).toMatchObject({ form, version, propertyInfo: '/Doc_0/Signs/Sign_0/Signature.xml' })
    expect(signature.time).toEqual(new Date(signed))
    expect(signature.raw).toEqual(value)
    expect(signature.deviations).toEqual([])
    expect(signature.seal.deviations.map(({ tolerance }) => tolerance)).toEqual(tolerated)
    // The seal inside reads as the same one by itself.
    expect(parseSeal(signature.seal.raw)).toEqual(signature.seal)
  })
})
