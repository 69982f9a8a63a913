import type { FaceItem, FaceTemplate } from './template.ts'

const INK = '#1a1a1a'
const GOLD = '#b08d57'

const ROWS: readonly (readonly [label: string, text: string])[] = [
  ['证照编号', '{number}'],
  ['持证主体', '{holders}'],
  ['颁发机构', '{issuers}'],
  ['颁发日期', '{issuedOn}'],
  ['有效期限', '{period}'],
]

const rows = ROWS.flatMap(([label, text], i): FaceItem[] => {
  const y = 104 + i * 17
  return [
    { kind: 'text', box: [34, y, 30, 14], text: label, font: 'hei', size: 5, colour: INK },
    { kind: 'text', box: [68, y, 108, 14], text, font: 'song', size: 5, colour: INK, leading: 1.25 },
  ]
})

/** For any licence that has no face of its own: title, number, holder, issuing authority and dates, on A4. */
export const PLAIN_FACE: FaceTemplate = {
  pages: [
    {
      width: 210,
      height: 297,
      items: [
        { kind: 'rosette', centre: [105, 150], radius: 70, petals: 64, colour: '#eee0c6' },
        { kind: 'frame', box: [12, 12, 186, 273], stroke: { width: 1.2, colour: GOLD } },
        { kind: 'frame', box: [14.6, 14.6, 180.8, 267.8], stroke: { width: 0.3, colour: GOLD } },
        { kind: 'corners', box: [17, 17, 176, 263], size: 12, width: 0.7, colour: GOLD },
        {
          kind: 'text',
          box: [30, 50, 150, 34],
          text: '{name}',
          font: 'song',
          size: 12,
          bold: true,
          colour: '#9e1b1e',
          align: 'centre',
          spacing: 2,
          leading: 1.3,
        },
        ...rows,
        { kind: 'qr', box: [34, 206, 32, 32] },
        {
          kind: 'text',
          box: [90, 214, 86, 8],
          text: '{issuers}',
          font: 'song',
          size: 5,
          colour: INK,
          align: 'end',
        },
        {
          kind: 'text',
          box: [90, 226, 86, 8],
          text: '{issuedOn}',
          font: 'song',
          size: 5,
          colour: INK,
          align: 'end',
        },
        {
          kind: 'text',
          box: [34, 273, 142, 4],
          text: '证照标识　{identifier}',
          font: 'hei',
          size: 2.6,
          spacing: 0.25,
          colour: '#555555',
          align: 'centre',
        },
        { kind: 'seal', box: [130, 202, 42, 42] },
      ],
    },
  ],
}
