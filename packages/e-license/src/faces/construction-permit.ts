import type { FaceCell, FaceRow, FaceTemplate, FaceText } from '../face/template.ts'
import { border } from './border.ts'
import { GREY, INK, PALE_GOLD, RED } from './ink.ts'

const LEFT = 27
const WIDTH = 156
const TABLE = 112

const label = (text: string): FaceCell => ({ width: 34, text, font: 'hei', align: 'centre' })
const value = (width: number, text: string): FaceCell => ({ width, text, leading: 1.25 })
const row = (...cells: FaceCell[]): FaceRow => ({ height: 10.5, cells })
const wide = (name: string, text: string): FaceRow => row(label(name), value(WIDTH - 34, text))

const ROWS: readonly FaceRow[] = [
  wide('建设单位', '{holders}'),
  wide('工程名称', '{KZ_GCMC}'),
  wide('建设地址', '{KZ_JSDZ}'),
  wide('建设规模', '{KZ_JSGM?}'),
  row(label('合同价格'), value(44, '{KZ_HTJG?}'), label('合同工期'), value(44, '{KZ_HTGQ?}')),
  wide('勘察单位', '{KZ_KCDW?}'),
  wide('设计单位', '{KZ_SJDW?}'),
  wide('施工单位', '{KZ_SGDW}'),
  wide('监理单位', '{KZ_JLDW?}'),
  wide('有效期限', '{period}'),
  { height: 16, cells: [label('备　　注'), value(WIDTH - 34, '{KZ_BZ?}')] },
]
const BOTTOM = TABLE + ROWS.reduce((sum, { height }) => sum + height, 0)

const signature = (top: number, text: string): FaceText => ({
  kind: 'text',
  box: [96, top, 84, 8],
  text,
  font: 'song',
  size: 4.8,
  colour: INK,
  align: 'end',
})

/** 建筑工程施工许可证, on A4: what the permit of the Construction Law, article 7, says, in a design of this library. */
export const CONSTRUCTION_PERMIT_FACE: FaceTemplate = {
  pages: [
    {
      width: 210,
      height: 297,
      items: [
        { kind: 'rosette', centre: [105, 168], radius: 76, petals: 72, colour: PALE_GOLD },
        { kind: 'rosette', centre: [105, 168], radius: 40, petals: 48, colour: PALE_GOLD },
        ...border(210, 297, 12),
        {
          kind: 'text',
          box: [30, 25, 150, 8],
          text: '中华人民共和国',
          font: 'hei',
          size: 6.6,
          colour: INK,
          align: 'centre',
          spacing: 3,
        },
        {
          kind: 'text',
          box: [30, 37, 150, 15],
          text: '{name}',
          font: 'song',
          size: 12,
          bold: true,
          colour: RED,
          align: 'centre',
          spacing: 2,
        },
        {
          kind: 'path',
          figures: [
            {
              points: [
                [72, 56.5],
                [138, 56.5],
              ],
            },
          ],
          stroke: { width: 0.4, colour: RED },
        },
        {
          kind: 'text',
          box: [LEFT, 61, WIDTH, 7],
          text: '编号　{number}',
          font: 'song',
          size: 4.4,
          colour: INK,
          align: 'end',
        },
        {
          kind: 'text',
          box: [LEFT + 2, 74, WIDTH - 4, 22],
          text: '　　根据《中华人民共和国建筑法》第八条规定，经审查，本建筑工程符合施工条件，准予施工。',
          font: 'kai',
          size: 5.8,
          colour: INK,
          leading: 1.7,
        },
        {
          kind: 'text',
          box: [LEFT + 2, 97, WIDTH - 4, 8],
          text: '　　特发此证',
          font: 'kai',
          size: 5.8,
          colour: INK,
        },
        {
          kind: 'table',
          box: [LEFT, TABLE, WIDTH, BOTTOM - TABLE],
          rows: ROWS,
          font: 'song',
          size: 4.2,
          colour: INK,
          border: { inner: 0.2, outer: 0.5, colour: INK },
        },
        { kind: 'qr', box: [LEFT, BOTTOM + 4, 30, 30] },
        signature(BOTTOM + 9, '发证机关　{issuers}'),
        signature(BOTTOM + 20, '发证日期　{issuedOn}'),
        {
          kind: 'text',
          box: [LEFT, 273, WIDTH, 4],
          text: '证照标识　{identifier}',
          font: 'hei',
          size: 2.6,
          spacing: 0.25,
          colour: GREY,
          align: 'centre',
        },
        { kind: 'seal', box: [131, BOTTOM - 3, 42, 42] },
      ],
    },
  ],
}
