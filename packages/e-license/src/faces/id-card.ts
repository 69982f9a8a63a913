import type { FaceItem, FaceTemplate, FaceText } from '../face/template.ts'
import { INK, PALE_BLUE, PALE_ROSE, RED } from './ink.ts'

const LABEL = '#2d6a9f'

const label = (x: number, y: number, text: string): FaceText => ({
  kind: 'text',
  box: [x, y, 9, 4],
  text,
  font: 'hei',
  size: 2.6,
  spacing: 0.4,
  colour: LABEL,
})
const value = (x: number, y: number, width: number, height: number, text: string): FaceText => ({
  kind: 'text',
  box: [x, y, width, height],
  text,
  font: 'hei',
  size: 3.2,
  colour: INK,
  leading: 1.3,
  vertical: height > 4 ? 'top' : 'middle',
})

const ground: readonly FaceItem[] = [
  { kind: 'frame', box: [0, 0, 85.6, 54], fill: '#fbfaf6' },
  { kind: 'waves', box: [0, 0, 85.6, 54], lines: 9, colour: PALE_BLUE },
  { kind: 'rosette', centre: [43, 27], radius: 24, petals: 40, colour: PALE_ROSE },
]

/** 居民身份证, on both sides of a card of ISO/IEC 7810: what the Resident Identity Card Law, article 3, has on it, in a design of this library. */
export const ID_CARD_FACE: FaceTemplate = {
  pages: [
    {
      width: 85.6,
      height: 54,
      items: [
        ...ground,
        label(5, 6.6, '姓名'),
        value(14, 6.6, 38, 4, '{holders}'),
        label(5, 13, '性别'),
        value(14, 13, 7, 4, '{KZ_XB}'),
        label(24, 13, '民族'),
        value(33, 13, 18, 4, '{KZ_MZ}'),
        label(5, 19.4, '出生'),
        value(14, 19.4, 38, 4, '{KZ_CSRQ:date}'),
        label(5, 26, '住址'),
        value(14, 26.3, 38, 14, '{KZ_ZZ}'),
        { kind: 'picture', box: [56.6, 6.4, 24, 32], picture: 'photo' },
        { ...label(5, 44.6, '公民身份号码'), box: [5, 44.6, 24, 4] },
        { ...value(29, 44.2, 52, 5, '{holderCodes}'), size: 4, spacing: 0.55, vertical: 'middle' },
      ],
    },
    {
      width: 85.6,
      height: 54,
      items: [
        ...ground,
        { kind: 'qr', box: [5, 5, 19, 19] },
        {
          kind: 'text',
          box: [26, 7, 55, 6],
          text: '中华人民共和国',
          font: 'song',
          size: 4.8,
          bold: true,
          colour: INK,
          align: 'spread',
        },
        {
          kind: 'text',
          box: [26, 14.6, 55, 9],
          text: '{name}',
          font: 'song',
          size: 8,
          bold: true,
          colour: RED,
          align: 'spread',
        },
        { ...label(7, 36, '签发机关'), box: [7, 36, 20, 4], align: 'end' },
        value(30, 36, 50, 4, '{issuers}'),
        { ...label(7, 43, '有效期限'), box: [7, 43, 20, 4], align: 'end' },
        value(30, 43, 50, 4, '{period}'),
        {
          kind: 'text',
          box: [5, 49.8, 75.6, 2.4],
          text: '{identifier}',
          font: 'hei',
          size: 1.7,
          colour: LABEL,
          align: 'centre',
        },
        { kind: 'seal', box: [57, 26, 22, 22] },
      ],
    },
  ],
}
