import type { Check } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import { LicenceError } from '../../src/errors.ts'
import { parseCustomData } from '../../src/metadata/custom-data.ts'
import type { ExtensionItem } from '../../src/metadata/extension.ts'
import { MetadataError } from '../../src/metadata/finding.ts'
import { inspectMetadata } from '../../src/metadata/inspect.ts'
import type { TypeRules } from '../../src/metadata/type-rules.ts'
import { assertLicenceData } from '../../src/metadata/validate.ts'
import { SAMPLE } from '../sample.ts'

const TYPE: TypeRules = {
  code: SAMPLE.typeCode,
  name: SAMPLE.name,
  holders: { codeTypes: ['001', '099'], limit: 2 },
  extensions: [
    { name: 'GCMC', kind: 'text', needed: true, maxLength: 100 },
    ...['JSDZ', 'JSGM', 'KCDW', 'SJDW', 'SGDW', 'JLDW', 'BZ', 'HTGQ'].map(
      (name): ExtensionItem => ({ name, kind: 'text' }),
    ),
    { name: 'HTJG', kind: 'money', unit: '万元' },
    { name: 'ZT', kind: 'code', codes: { '1': '在建', '2': '停建' } },
    { name: 'MJ', kind: 'area', unit: '平方米', repeats: true },
    { name: 'KGRQ', kind: 'date' },
  ],
}

const wrong = (data: unknown, type?: TypeRules): string[] =>
  inspectMetadata(data, type === undefined ? {} : { type })
    .checks.filter(({ status }) => status === 'failed')
    .map(({ id, code, facts }: Check) => `${id} ${code} ${facts['element']}`)
const withExtensions = (extensions: Record<string, unknown>) => ({
  ...SAMPLE,
  extensions: { ...SAMPLE.extensions, ...extensions },
})

describe('what is right passes', () => {
  test('by itself', () => {
    const report = inspectMetadata(SAMPLE)
    expect(report.verdict).toBe('passed')
    expect(report.subject).toBe(SAMPLE)
    expect(report.checks.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'metadata.form passed',
      'metadata.elements passed',
      'metadata.period passed',
      'metadata.holder-codes passed',
      'metadata.type skipped',
      'metadata.extensions skipped',
    ])
  })
  test('and as its type wants it', () => {
    const report = inspectMetadata(
      withExtensions({ ZT: '1', MJ: '12.5平方米；13', KGRQ: '2026-05-22', HTJG: '26300.5' }),
      { type: TYPE },
    )
    expect(report.checks.every(({ status }) => status === 'passed')).toBe(true)
  })
})

describe('everything that is wrong is told at once', () => {
  test('in one error', () => {
    const data = { ...SAMPLE, name: '', number: ' 1', issuedOn: '2026-5-1', holders: [] }
    const error = (() => {
      try {
        assertLicenceData(data)
      } catch (found) {
        return found
      }
    })()
    expect(error).toBeInstanceOf(MetadataError)
    expect(error).toBeInstanceOf(LicenceError)
    const { findings, code, facts, message } = error as MetadataError
    expect(findings.map((found) => `${found.code} ${found.element}`)).toEqual([
      'ERR_METADATA_MISSING ZZMC',
      'ERR_METADATA_VALUE ZZBH',
      'ERR_METADATA_VALUE ZZBFRQ',
      'ERR_METADATA_MISSING CZZT',
    ])
    expect({ code, facts }).toEqual({
      code: 'ERR_METADATA_MISSING',
      facts: { element: 'ZZMC', findings: 4 },
    })
    for (const element of ['ZZMC', 'ZZBH', 'ZZBFRQ', 'CZZT']) expect(message).toContain(element)
  })
  test('of an OFD, and each element once', () => {
    const items = [
      { name: 'ZZMC', value: '甲' },
      { name: 'ZZMC', value: '乙' },
      { name: 'ZZBFRQ', value: '2026年13月1日' },
      { name: 'CZZT', value: '张三' },
      { name: 'CZZT', value: '李四' },
      { name: 'CZZTDM', value: '1' },
      { name: 'CZZTDMLXDM', value: '112' },
      { name: 'CZZTDMLXDM', value: '001' },
    ]
    const findings = (() => {
      try {
        parseCustomData(items)
      } catch (found) {
        return (found as MetadataError).findings
      }
    })()
    expect(findings!.map(({ code, element }) => `${code} ${element}`)).toEqual([
      'ERR_METADATA_DUPLICATE ZZMC',
      'ERR_METADATA_MISSING ZZBFJGDM',
      'ERR_METADATA_ALIGNMENT CZZTDM',
      'ERR_METADATA_MISSING ZZLXDM',
      'ERR_METADATA_MISSING ZZBH',
      'ERR_METADATA_MISSING ZZBS',
      'ERR_METADATA_MISSING ZZBFJG',
      'ERR_METADATA_VALUE ZZBFRQ',
      'ERR_METADATA_VALUE CZZTDMLXDM',
    ])
    expect(JSON.stringify(findings)).not.toMatch(/张三|李四/)
  })
})

describe('each check fails for its own reason', () => {
  test.each<[string, unknown]>([
    ['metadata.form ERR_METADATA_FORM LicenceData', null],
    ['metadata.form ERR_METADATA_FORM LicenceData', [SAMPLE]],
    ['metadata.form ERR_METADATA_FORM LicenceData', 'ZZMC'],
    ['metadata.form ERR_METADATA_UNKNOWN nummer', { ...SAMPLE, nummer: '1' }],
    ['metadata.form ERR_METADATA_UNKNOWN ?', { ...SAMPLE, 张三: '1' }],
    [
      'metadata.form ERR_METADATA_UNKNOWN phone',
      { ...SAMPLE, holders: [{ ...SAMPLE.holders[0], phone: '1' }] },
    ],
    ['metadata.elements ERR_METADATA_MISSING ZZBH', { ...SAMPLE, number: undefined }],
    ['metadata.elements ERR_METADATA_VALUE ZZBS', { ...SAMPLE, identifier: { toString: () => '1' } }],
    ['metadata.elements ERR_METADATA_VALUE ZZBFJG', { ...SAMPLE, issuers: 'x' }],
    ['metadata.elements ERR_METADATA_VALUE CZZT', { ...SAMPLE, holders: [null] }],
    ['metadata.elements ERR_METADATA_VALUE ZZQZR', { ...SAMPLE, signing: 'x' }],
    [
      'metadata.elements ERR_METADATA_MISSING JZJZZSY',
      { ...SAMPLE, annotation: { madeAt: '2026-05-22T10:00:00+08:00', maker: '甲' } },
    ],
    ['metadata.elements ERR_METADATA_VALUE ZTLBXH', { ...SAMPLE, status: { uri: 'https://a/', index: -1 } }],
    ['metadata.elements ERR_METADATA_MISSING ZTLBDZ', { ...SAMPLE, status: { index: 1 } }],
    ['metadata.elements ERR_METADATA_MISSING KZ_', { ...SAMPLE, extensions: undefined }],
    ['metadata.elements ERR_METADATA_VALUE KZ_', { ...SAMPLE, extensions: ['x'] }],
    ['metadata.elements ERR_METADATA_VALUE KZ_BZ', withExtensions({ BZ: 7 })],
    ['metadata.period ERR_METADATA_PERIOD ZZYXQJZRQ', { ...SAMPLE, validUntil: '2026-05-21' }],
    [
      'metadata.holder-codes ERR_METADATA_HOLDER_CODE CZZTDM',
      { ...SAMPLE, holders: [{ ...SAMPLE.holders[0], code: '91990100MA990001X8' }] },
    ],
    [
      'metadata.holder-codes ERR_METADATA_HOLDER_CODE CZZTDM',
      { ...SAMPLE, holders: [{ name: '甲', code: '110105194912310021', codeType: '111' }] },
    ],
  ])('%s', (expected, data) => expect(wrong(data)).toEqual([expected]))

  test.each<[string, unknown]>([
    ['metadata.type ERR_METADATA_TYPE ZZLXDM', { ...SAMPLE, typeCode: '11100000000013338W011' }],
    ['metadata.type ERR_METADATA_NAME ZZMC', { ...SAMPLE, name: '建设工程施工许可证' }],
    [
      'metadata.type ERR_METADATA_HOLDER_KIND CZZTDMLXDM',
      { ...SAMPLE, holders: [{ name: '甲', code: '11010519491231002X', codeType: '111' }] },
    ],
    [
      'metadata.type ERR_METADATA_HOLDER_COUNT CZZT',
      { ...SAMPLE, holders: [1, 2, 3].map(() => SAMPLE.holders[0]) },
    ],
    ['metadata.extensions ERR_METADATA_MISSING KZ_GCMC', { ...SAMPLE, extensions: { BZ: '无' } }],
    ['metadata.extensions ERR_METADATA_EXTENSION_UNKNOWN KZ_gcmc', withExtensions({ gcmc: '甲' })],
    ['metadata.extensions ERR_METADATA_EXTENSION_VALUE KZ_HTJG', withExtensions({ HTJG: '很多' })],
    ['metadata.extensions ERR_METADATA_EXTENSION_VALUE KZ_HTJG', withExtensions({ HTJG: '-1 万元' })],
    ['metadata.extensions ERR_METADATA_EXTENSION_VALUE KZ_MJ', withExtensions({ MJ: '12；；13' })],
    ['metadata.extensions ERR_METADATA_EXTENSION_VALUE KZ_KGRQ', withExtensions({ KGRQ: '20260522' })],
    ['metadata.extensions ERR_METADATA_EXTENSION_CODE KZ_ZT', withExtensions({ ZT: 'toString' })],
    ['metadata.extensions ERR_METADATA_EXTENSION_LENGTH KZ_GCMC', withExtensions({ GCMC: '长'.repeat(101) })],
  ])('%s', (expected, data) => expect(wrong(data, TYPE)).toEqual([expected]))

  test('which of several holders it is', () => {
    const holders = [SAMPLE.holders[0], { ...SAMPLE.holders[0], name: '' }]
    const [check] = inspectMetadata({ ...SAMPLE, holders }).checks.filter(({ status }) => status === 'failed')
    expect(check?.facts).toEqual({ element: 'CZZT', position: 2 })
  })
  test('what depends on what failed is not made', () => {
    const { checks, subject } = inspectMetadata({ ...SAMPLE, name: 1 }, { type: TYPE })
    expect(subject).toBeUndefined()
    expect(checks.filter(({ status }) => status === 'skipped').map(({ facts }) => facts['because'])).toEqual(
      Array.from({ length: 4 }, () => 'metadata.elements'),
    )
  })
})
