import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LicenceData } from '../../src/metadata/data.ts'
import { hiddenCharacter } from '../../src/metadata/hidden.ts'
import { AT, issueIn } from '../province.ts'
import { SAMPLE } from '../sample.ts'
import { credentialOf, failures, province, resealed, withData } from '../verify/authority.ts'

const HIDDEN: readonly [string, string][] = [
  ['right-to-left override', '张\u202e三'],
  ['right-to-left isolate', '张\u2067三'],
  ['left-to-right mark', '张三\u200e'],
  ['Arabic letter mark', '张\u061c三'],
  ['blank of no width', '张\u200b三'],
  ['word joiner', '张\u2060三'],
  ['byte order mark', '张\ufeff三'],
  ['soft hyphen', '张\u00ad三'],
  ['joiner between ideographs', '张\u200d三'],
  ['non-joiner in Latin', 'Zhang\u200cSan'],
  ['two joiners', '\u0645\u200d\u200d\u0645'],
  ['tags', '张三\u{e0041}\u{e007f}'],
  ['Korean filler', '张\u3164三'],
  ['half-width Korean filler', '张\uffa0三'],
  ['combining grapheme joiner', '张\u034f三'],
  ['a control of the second set', '张\u0085三'],
  ['a line of its own', '张\u2028三'],
  ['annotation between lines', '张\ufff9三\ufffb'],
  ['Braille cell without dots', '张\u2800三'],
  ['noncharacter', '张\u{1fffe}三'],
  ['selector behind a letter', 'A\u{e0100}'],
  ['two selectors', '葛\u{e0100}\u{e0101}'],
  ['Mongolian selector behind an ideograph', '张\u180b'],
]

const GENUINE: readonly [string, string][] = [
  ['Chinese', '欧阳娜娜'],
  ['with a middle dot', '阿卜杜热合曼·买买提'],
  ['variant chosen by a selector', '葛\u{e0100}城'],
  ['standardised variant', '神\ufe00'],
  ['ideographs of extension B', '\u{20bb7}野'],
  ['with a selector', '\u{2000b}\u{e0101}'],
  ['ideographs of extension H', '\u{31350}某'],
  ['ideographs that Unicode got later', '\u{323b0}某'],
  ['of private use, as systems older than those ideographs have them', '\ue863某'],
  ['compatibility ideograph', '\uf9d1某'],
  ['Uyghur', '\u0626\u0627\u0628\u062f\u06c7\u0631\u06d5\u06be\u0645\u0627\u0646'],
  ['with a non-joiner', '\u0645\u06d0\u0647\u200c\u0645\u06d5\u062a'],
  ['Mongolian with selector and separator', '\u182e\u1823\u1829\u182d\u180b\u1823\u182f\u180e\u1820'],
  ['Tibetan', '\u0f56\u0f7c\u0f51\u0f0b\u0f61\u0f72\u0f42'],
  ['Latin with an accent of its own', 'Jose\u0301 Muñoz'],
  ['two lines', '第一行\n第二行'],
]

const called = (name: string): LicenceData => ({ ...SAMPLE, holders: [{ ...SAMPLE.holders[0]!, name }] })

describe('what is seen is what is signed', () => {
  test.each(HIDDEN)('%s is refused when issuing and when verifying', async (_, name) => {
    const refused = expect.objectContaining({ code: 'ERR_METADATA_HIDDEN' })
    await expect(issueIn(province, called(name))).rejects.toThrow(refused)
    const { holders } = withData({})
    const text = await credentialOf({ ...withData({}), holders: [{ ...(holders as object[])[0], name }] })
    expect(await failures(text)).toEqual(['licence.metadata ERR_METADATA_HIDDEN'])
  })
  test('in an OFD', async () => {
    const name = SAMPLE.holders[0]!.name
    const document = await resealed((index) =>
      index.replaceAll(name, `${name.slice(0, 2)}&#x202E;${name.slice(2)}`),
    )
    expect(await failures(document)).toContain('licence.metadata ERR_METADATA_HIDDEN')
  })
  test.each<[string, object]>([
    ['ZZMC', { name: '许可\u200b证' }],
    ['ZZBH', { number: '1\u202e2' }],
    ['ZZBFJG', { issuers: [{ ...SAMPLE.issuers[0]!, name: '示例\u200b市' }] }],
    ['KZ_GCMC', { extensions: { ...SAMPLE.extensions, GCMC: '一\u2066期' } }],
    ['ZZBGYY', { changeReason: '变\u200f更' }],
  ])('whichever text it is: %s', async (element, change) => {
    await expect(issueIn(province, { ...SAMPLE, ...change })).rejects.toMatchObject({
      code: 'ERR_METADATA_HIDDEN',
      facts: { element },
    })
  })
  test.each(GENUINE)('%s is a name', async (_, name) => {
    expect(hiddenCharacter(name)).toBeUndefined()
    const text = await credentialOf(withData(called(name)))
    expect(await failures(text)).toEqual([])
  })
  test('no two texts of which one has more that shows nothing are both taken', () => {
    const ideograph = fc.integer({ min: 0x4e00, max: 0x9fff }).map((point) => String.fromCodePoint(point))
    const unseen = fc.constantFrom(
      '\u200b',
      '\u200e',
      '\u202c',
      '\u2069',
      '\ufeff',
      '\u{e0020}',
      '\u200d',
      '\u115f',
    )
    fc.assert(
      fc.property(fc.array(ideograph, { minLength: 1 }), unseen, fc.nat(), (letters, hidden, place) => {
        const at = place % (letters.length + 1)
        const text = [...letters.slice(0, at), hidden, ...letters.slice(at)].join('')
        return hiddenCharacter(letters.join('')) === undefined && hiddenCharacter(text) !== undefined
      }),
    )
  })
})

describe('nothing is issued that has run out', () => {
  const before = { issuedOn: '2025-01-02', validFrom: '2025-01-02' }
  const copy = { madeAt: '2026-05-30T00:00:00+08:00', maker: '示例银行', purpose: '办理开户' }
  test.each<[string, object]>([
    ['ERR_LICENCE_EXPIRED', { ...before, validUntil: '2026-05-31' }],
    ['ERR_LICENCE_COPY_EXPIRED', { annotation: { ...copy, validUntil: '2026-06-01T15:59:59+08:00' } }],
  ])('%s', async (code, change) => {
    await expect(issueIn(province, { ...SAMPLE, ...change })).rejects.toMatchObject({ code })
  })
  test('on its last day it has not', async () => {
    const { sdJwt } = await issueIn(province, { ...SAMPLE, ...before, validUntil: '2026-06-01' })
    expect(await failures(sdJwt, { at: AT })).toEqual([])
  })
})
