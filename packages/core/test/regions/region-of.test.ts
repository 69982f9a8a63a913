import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRegion, regionOf } from '../../src/regions/index.ts'

test.each([
  ['330106', 'county', ['浙江省', '杭州市', '西湖区'], true],
  ['330100', 'city', ['浙江省', '杭州市'], true],
  ['330000', 'province', ['浙江省'], true],
  ['110101', 'county', ['北京市', '东城区'], true],
  ['500230', 'county', ['重庆市', '丰都县'], true],
  ['429004', 'county', ['湖北省', '仙桃市'], true],
  ['659001', 'county', ['新疆维吾尔自治区', '石河子市'], true],
  ['441900', 'city', ['广东省', '东莞市'], true],
  ['810000', 'province', ['香港特别行政区'], true],
  ['100000', 'nation', ['全国'], true],
  ['110103', 'county', ['北京市'], false],
  ['330199', 'county', ['浙江省', '杭州市'], false],
  ['339900', 'city', ['浙江省'], false],
])('%s is a %s', (code, level, names, current) => {
  expect(regionOf(code)).toEqual({ code, level, names, current })
})

test.each(['990000', '100100', '000000', '33010', '3301060', '33010６', 'constructor', '', '__proto'])(
  '%j is in no province',
  (code) => {
    expect(regionOf(code)).toBeUndefined()
  },
)

test.each([
  ['ERR_REGION_FORM', '3301'],
  ['ERR_REGION_FORM', '033010'],
  ['ERR_REGION_PROVINCE', '990100'],
  ['ERR_REGION_UNKNOWN', '110103'],
])('%s for %s', (code, text) => {
  expect(() => parseRegion(text)).toThrow(expect.objectContaining({ code }))
})

test('a region that is read is one that is found', () => {
  expect(parseRegion('330106')).toEqual(regionOf('330106'))
  fc.assert(
    fc.property(fc.integer({ min: 100_000, max: 999_999 }), (code) => {
      const region = regionOf(String(code))
      if (region?.current) expect(parseRegion(String(code))).toEqual(region)
      else expect(() => parseRegion(String(code))).toThrow()
    }),
  )
})
