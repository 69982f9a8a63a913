import { describe, expect, test } from 'vitest'
import { inspectOfd, type SealOfdOptions, sealOfd } from '../../../../src/carriers/ofd/index.ts'
import { createDocument, DOCUMENT } from '../../../document.ts'
import { AT, createProvince } from '../../../province.ts'

const { seal, trust, office } = await createProvince()

const OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
const text = (id: number, boundary: string, code: string) =>
  `<ofd:TextObject ID="${id}" Boundary="${boundary}" Font="3" Size="6"><ofd:TextCode X="0" Y="6" DeltaX="g ${code.length} 6">${code}</ofd:TextCode></ofd:TextObject>`
const page = (content: string, before = '') =>
  `<ofd:Page ${OFD}>${before}<ofd:Content><ofd:Layer ID="6">${content}</ofd:Layer></ofd:Content></ofd:Page>`

/** The first page has its own size and a template, the second neither. */
const document = createDocument({
  'Doc_0/Pages/Page_0/Content.xml': page(
    text(7, '20 20 100 10', '申请人（盖章）') + text(8, '20 60 100 10', '审批人（盖章）'),
    '<ofd:Area><ofd:PhysicalBox>0 0 297 210</ofd:PhysicalBox></ofd:Area><ofd:Template TemplateID="2"/>',
  ),
  'Doc_0/Pages/Page_1/Content.xml': page(text(9, '190 280 60 10', '骑缝（盖 章）')),
  'Doc_0/Tpls/Tpl_0/Content.xml': page(text(10, '100 100 60 10', '模板')),
})

async function stampsOf(options: Partial<SealOfdOptions>, from = document) {
  const sealed = await sealOfd(from, { seal, signer: office.signer, at: AT, ...options })
  const report = await inspectOfd(sealed, { trust, at: AT })
  expect(report.verdict).toBe('passed')
  return report.subject?.signatures[0]?.stamps.map(({ page, box, clip }) => {
    const numbers = [box, ...(clip === undefined ? [] : [clip])].map(({ x, y, width, height }) => [
      x,
      y,
      width,
      height,
    ])
    return [page, ...numbers.flat()]
  })
}

/** The middle of a character of size 6 is 0.35 of it above the base line, which is 6 below the object's corner. */
const middle = (top: number) => Math.round((top + 6 - 6 * 0.35) * 1000) / 1000

describe('a stamp', () => {
  test('stands where it is put, in the size of the seal or in another', async () => {
    expect(await stampsOf({ stamps: [{ page: 1, box: [10, 20, 30, 31.25] }] })).toEqual([
      ['1', 10, 20, 30, 31.25],
    ])
    expect(await stampsOf({ stamps: [{ page: 2, at: [10.5, 20] }] })).toEqual([['5', 10.5, 20, 40, 40]])
  })

  test('stands on several pages', async () => {
    const both = [
      ['1', 1, 2, 40, 40],
      ['5', 1, 2, 40, 40],
    ]
    expect(await stampsOf({ stamps: [{ page: 'all', at: [1, 2] }] })).toEqual(both)
    expect(await stampsOf({ stamps: [{ pages: [2, 1, 2], at: [1, 2] }] })).toEqual(both)
    expect(await stampsOf({ stamps: [{ pages: { from: 1 }, at: [1, 2] }] })).toEqual(both)
    expect(await stampsOf({ stamps: [{ page: 'last', at: [1, 2] }] })).toEqual(both.slice(1))
    expect(
      await stampsOf({
        stamps: [
          { page: 2, at: [1, 2] },
          { page: 2, at: [50, 2] },
        ],
      }),
    ).toEqual([
      ['5', 1, 2, 40, 40],
      ['5', 50, 2, 40, 40],
    ])
  })

  test('stands on a text, wherever that is', async () => {
    const near = '（盖章）'
    const first = ['1', 20 + 5 * 6 - 20, middle(0), 40, 40]
    const second = ['1', 20 + 5 * 6 - 20, middle(40), 40, 40]
    // Kept on the page, whose corner the text stands in.
    const third = ['5', 170, 257, 40, 40]
    expect(await stampsOf({ stamps: [{ near, occurrence: 'all' }] })).toEqual([first, second, third])
    expect(await stampsOf({ stamps: [{ near, occurrence: 'first' }] })).toEqual([first])
    expect(await stampsOf({ stamps: [{ near, occurrence: 2 }] })).toEqual([second])
    expect(await stampsOf({ stamps: [{ near, occurrence: 'last' }] })).toEqual([third])
    expect(await stampsOf({ stamps: [{ near, page: 2 }] })).toEqual([third])
    const moved = [{ near: '审批人', offset: [7, -1.5] as const }]
    expect(await stampsOf({ stamps: moved })).toEqual([['1', 20 + 9 + 7 - 20, middle(38.5), 40, 40]])
  })

  test('stands on a text of the template, on the pages that show it', async () => {
    expect(await stampsOf({ stamps: [{ near: '模板' }] })).toEqual([['1', 100 + 6 - 20, middle(80), 40, 40]])
  })

  test('may stand over the edge, and not beside the page', async () => {
    expect(await stampsOf({ stamps: [{ page: 1, at: [-39, 209] }] })).toEqual([['1', -39, 209, 40, 40]])
    for (const at of [
      [297, 0],
      [0, 210],
      [-40, 0],
      [0, -40],
    ] as const)
      await expect(stampsOf({ stamps: [{ page: 1, at }] })).rejects.toThrow(RangeError)
    // The second page is higher than it is wide.
    expect(await stampsOf({ stamps: [{ page: 2, at: [0, 210] }] })).toHaveLength(1)
  })

  test('is not put by guess', async () => {
    const near = '（盖章）'
    await expect(stampsOf({ stamps: [{ near }] })).rejects.toMatchObject({
      code: 'ERR_OFD_TEXT_AMBIGUOUS',
      facts: { text: near, count: 3 },
    })
    await expect(stampsOf({ stamps: [{ near: '没有' }] })).rejects.toMatchObject({
      code: 'ERR_OFD_TEXT_NOT_FOUND',
    })
    await expect(stampsOf({ stamps: [{ near: '模板', page: 2 }] })).rejects.toMatchObject({
      code: 'ERR_OFD_TEXT_NOT_FOUND',
    })
  })

  test.each([
    ['a page that is not there', { page: 3, at: [0, 0] }, RangeError],
    ['page 0', { page: 0, at: [0, 0] }, RangeError],
    ['half a page', { page: 1.5, at: [0, 0] }, RangeError],
    ['no page', { pages: [], at: [0, 0] }, RangeError],
    ['pages in two ways', { page: 1, pages: [1], at: [0, 0] }, TypeError],
    ['pages in no way', { at: [0, 0] }, TypeError],
    ['a range from behind', { pages: { from: 2, to: 1 }, at: [0, 0] }, RangeError],
    ['a range beyond the end', { pages: { from: 1, to: 1e12 }, at: [0, 0] }, RangeError],
    ['a place in two ways', { page: 1, at: [0, 0], box: [0, 0, 1, 1] }, TypeError],
    ['no place', { page: 1 } as never, TypeError],
    ['no width', { page: 1, box: [0, 0, 0, 1] }, RangeError],
    ['no number', { page: 1, at: [Number.NaN, 1] }, RangeError],
    ['an empty text', { near: ' ' }, TypeError],
    ['a long text', { near: '章'.repeat(101) }, RangeError],
    ['an occurrence that is not there', { near: '（盖章）', occurrence: 4 }, RangeError],
    ['no occurrence', { near: '（盖章）', occurrence: 0 }, RangeError],
    ['an offset that is none', { near: '模板', offset: [Number.POSITIVE_INFINITY, 0] }, RangeError],
  ] as const)('with %s is refused', async (_, stamp, error) => {
    await expect(stampsOf({ stamps: [stamp] })).rejects.toThrow(error)
  })

  test('needs pages whose size is known', async () => {
    const sizeless = createDocument({
      'Doc_0/Document.xml': DOCUMENT['Doc_0/Document.xml']?.replace(/<ofd:PageArea>.*<\/ofd:PageArea>/, ''),
    })
    await expect(stampsOf({ ridingSeam: { edge: 'right' } }, sizeless)).rejects.toMatchObject({
      code: 'ERR_OFD_ELEMENT',
      facts: { element: 'PageArea' },
    })
  })
})

describe('a seal over several pages', () => {
  test('has its slices on the edges of pages of different size', async () => {
    expect(await stampsOf({ ridingSeam: { edge: 'right', at: 10 } })).toEqual([
      ['1', 277, 10, 40, 40, 0, 0, 20, 40],
      ['5', 170, 10, 40, 40, 20, 0, 20, 40],
    ])
    expect(await stampsOf({ facing: true })).toEqual([
      ['1', 277, 85, 40, 40, 0, 0, 20, 40],
      ['5', -20, 128.5, 40, 40, 20, 0, 20, 40],
    ])
    expect(await stampsOf({ facing: false })).toEqual([])
  })

  test('goes over the pages that are meant', async () => {
    const three = createDocument({
      'Doc_0/Document.xml': DOCUMENT['Doc_0/Document.xml']?.replace(
        '</ofd:Pages>',
        '<ofd:Page ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:Pages>',
      ),
      // Its size is not asked for.
      'Doc_0/Pages/Page_0/Content.xml': '<Page><PhysicalBox>',
    })
    const pages = { from: 2 }
    const seam = await stampsOf({ ridingSeam: { edge: 'top', pages } }, three)
    expect(seam?.map(([page]) => page)).toEqual(['5', '9'])
    const fold = await stampsOf({ facing: { pages: [3, 2] } }, three)
    expect(fold?.map(([page, x]) => [page, x])).toEqual([
      ['5', 190],
      ['9', -20],
    ])
    for (const wrong of [[2], [1, 4], { from: 2, to: 1e9 }])
      await expect(stampsOf({ ridingSeam: { edge: 'right', pages: wrong } }, three)).rejects.toThrow(
        RangeError,
      )
    await expect(stampsOf({ facing: { pages: 2 } }, three)).rejects.toThrow(RangeError)
  })

  test('has a size', async () => {
    const picture = { ...seal.info.picture, width: 0 }
    const flat = { ...seal, info: { ...seal.info, picture } }
    await expect(stampsOf({ seal: flat, facing: true })).rejects.toThrow(
      'seal: its picture has no width or height',
    )
    await expect(stampsOf({ seal: flat, stamps: [{ page: 1, at: [0, 0] }] })).rejects.toThrow(RangeError)
  })

  test('stands beside stamps of the same signature', async () => {
    const all = await stampsOf({
      stamps: [{ page: 1, at: [0, 0] }],
      ridingSeam: { edge: 'left' },
      facing: { at: 0 },
    })
    expect(all).toHaveLength(5)
  })

  test('does not come without end', async () => {
    const stamps = Array.from({ length: 10_001 }, () => ({ page: 'all', at: [0, 0] }) as const)
    await expect(stampsOf({ stamps })).rejects.toThrow(RangeError)
  })
})

test('pages that cannot be read are named', async () => {
  const broken = createDocument({ 'Doc_0/Pages/Page_0/Content.xml': '<ofd:Page>' })
  await expect(stampsOf({ stamps: [{ near: '章' }] }, broken)).rejects.toMatchObject({
    code: 'ERR_XML_MALFORMED',
    facts: { file: 'Doc_0/Pages/Page_0/Content.xml' },
  })
  // Where nothing of them is asked for, they are sealed as they are.
  expect(await stampsOf({}, broken)).toEqual([])
})
