import type { FaceCell, FaceRow, FaceTemplate } from '../face/template.ts'
import { border } from './border.ts'
import { GREY, INK, PALE_GREEN, RED } from './ink.ts'

const LABEL = 36
const WIDTH = 108

const cells = (label: string, text: string): readonly FaceCell[] => [
  { width: LABEL, text: label, font: 'hei', align: 'spread', colour: INK },
  { width: WIDTH - LABEL, text, leading: 1.25 },
]
const row = (label: string, text: string): FaceRow => ({ height: 13, cells: cells(label, text) })

/** 建筑施工企业安全生产管理人员考核合格证书, on A4, with the holder's photo, in a design of this library. */
export const SAFETY_ASSESSMENT_FACE: FaceTemplate = {
  pages: [
    {
      width: 210,
      height: 297,
      items: [
        { kind: 'rosette', centre: [105, 160], radius: 78, petals: 60, colour: PALE_GREEN },
        { kind: 'rosette', centre: [105, 160], radius: 36, petals: 36, colour: PALE_GREEN },
        ...border(210, 297, 12),
        {
          kind: 'text',
          box: [30, 34, 150, 36],
          text: '{name}',
          font: 'song',
          size: 10,
          bold: true,
          colour: RED,
          align: 'centre',
          leading: 1.45,
        },
        {
          kind: 'text',
          box: [30, 76, 150, 7],
          text: '编号　{number}',
          font: 'song',
          size: 4.6,
          colour: INK,
          align: 'centre',
        },
        {
          kind: 'table',
          box: [26, 96, WIDTH, 91],
          rows: [
            row('姓名', '{holders}'),
            row('性别', '{KZ_XB}'),
            row('身份证件号码', '{holderCodes}'),
            row('企业名称', '{KZ_QYMC}'),
            row('职务', '{KZ_ZW}'),
            row('职称', '{KZ_ZC?}'),
            row('有效期限', '{period}'),
          ],
          font: 'song',
          size: 4.6,
          colour: INK,
          padding: 3,
          border: { inner: 0.2, outer: 0.5, colour: INK },
        },
        { kind: 'frame', box: [145.5, 96, 38, 52], stroke: { width: 0.3, colour: INK } },
        { kind: 'picture', box: [146.5, 97, 36, 50], picture: 'photo' },
        { kind: 'qr', box: [145.5, 153, 34, 34] },
        {
          kind: 'text',
          box: [30, 200, 150, 22],
          text: '　　经考核，持证人具备与其岗位相适应的安全生产知识和管理能力，考核合格，特发此证。',
          font: 'kai',
          size: 5.4,
          colour: INK,
          leading: 1.6,
        },
        {
          kind: 'text',
          box: [90, 233, 90, 8],
          text: '发证机关　{issuers}',
          font: 'song',
          size: 4.8,
          colour: INK,
          align: 'end',
        },
        {
          kind: 'text',
          box: [90, 245, 90, 8],
          text: '发证日期　{issuedOn}',
          font: 'song',
          size: 4.8,
          colour: INK,
          align: 'end',
        },
        {
          kind: 'text',
          box: [30, 273, 150, 4],
          text: '证照标识　{identifier}',
          font: 'hei',
          size: 2.6,
          spacing: 0.25,
          colour: GREY,
          align: 'centre',
        },
        { kind: 'seal', box: [132, 221, 42, 42] },
      ],
    },
  ],
}
