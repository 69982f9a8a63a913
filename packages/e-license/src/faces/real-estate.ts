import type { FaceCell, FaceItem, FaceRow, FaceTable, FaceTemplate } from '../face/template.ts'
import { GOLD, GREY, INK, PALE_ROSE, RED } from './ink.ts'

const [WIDTH, HEIGHT] = [185, 260]
const [LEFT, INNER] = [20, 145]

const row = (height: number, label: string, text: string, value: Partial<FaceCell> = {}): FaceRow => ({
  height,
  cells: [
    { width: 34, text: label, font: 'hei', align: 'spread' },
    { width: INNER - 34, text, leading: 1.3, ...value },
  ],
})

const ground: readonly FaceItem[] = [
  { kind: 'rosette', centre: [WIDTH / 2, HEIGHT / 2], radius: 68, petals: 54, colour: PALE_ROSE },
  { kind: 'frame', box: [12, 12, WIDTH - 24, HEIGHT - 24], stroke: { width: 0.8, colour: GOLD } },
  { kind: 'frame', box: [13.8, 13.8, WIDTH - 27.6, HEIGHT - 27.6], stroke: { width: 0.25, colour: GOLD } },
]

const foot: FaceItem = {
  kind: 'text',
  box: [LEFT, 240, INNER, 5],
  text: '第 {page} 页　共 {pages} 页',
  font: 'song',
  size: 3.2,
  colour: GREY,
  align: 'centre',
}

const heading = (text: string): FaceItem => ({
  kind: 'text',
  box: [LEFT, 20, INNER, 10],
  text,
  font: 'hei',
  size: 6,
  colour: INK,
  align: 'centre',
  spacing: 1.5,
})

const number: FaceItem = {
  kind: 'text',
  box: [LEFT, 32, INNER, 6],
  text: '{number}',
  font: 'song',
  size: 4.2,
  colour: INK,
  align: 'end',
}

const owner = (...texts: readonly [string, string, string, string]): FaceCell[] =>
  texts.map((text, i) => ({ width: [14, 43, 38, 50][i] ?? 0, text, align: i === 1 ? 'start' : 'centre' }))

const owners: FaceTable = {
  kind: 'table',
  box: [LEFT, 42, INNER, 190],
  header: {
    height: 10,
    cells: owner('序号', '权利人', '证件种类', '证件号码').map((cell) => ({
      ...cell,
      font: 'hei',
      align: 'centre',
    })),
  },
  rows: [
    {
      height: 10,
      each: 'holders',
      grows: true,
      cells: owner('{row}', '{holder.name}', '{holder.codeType}', '{holder.code}'),
    },
  ],
  font: 'song',
  size: 4,
  colour: INK,
  leading: 1.3,
  border: { inner: 0.2, outer: 0.5, colour: INK },
}

/** 不动产权证书, of three pages or more: what the certificate says (Interim Regulation on Real Estate Registration, article 8), with all holders in a table, in a design of this library. */
export const REAL_ESTATE_FACE: FaceTemplate = {
  pages: [
    {
      width: WIDTH,
      height: HEIGHT,
      items: [
        ...ground,
        {
          kind: 'text',
          box: [LEFT, 46, INNER, 9],
          text: '中华人民共和国',
          font: 'song',
          size: 8,
          bold: true,
          colour: RED,
          align: 'centre',
          spacing: 3,
        },
        {
          kind: 'text',
          box: [LEFT, 66, INNER, 20],
          text: '{name}',
          font: 'song',
          size: 16,
          bold: true,
          colour: RED,
          align: 'centre',
          spacing: 4,
        },
        { kind: 'qr', box: [74.5, 104, 36, 36] },
        {
          kind: 'text',
          box: [LEFT + 6, 150, INNER - 12, 40],
          text: '　　根据《中华人民共和国民法典》等法律法规，为保护不动产权利人合法权益，对不动产权利人申请登记的本证所列不动产权利，经审查核实，准予登记，颁发此证。',
          font: 'kai',
          size: 5.2,
          colour: INK,
          leading: 1.6,
        },
        {
          kind: 'text',
          box: [70, 203, 88, 7],
          text: '登记机构　{issuers}',
          font: 'song',
          size: 4.6,
          colour: INK,
          align: 'end',
        },
        {
          kind: 'text',
          box: [70, 214, 88, 7],
          text: '{issuedOn}',
          font: 'song',
          size: 4.6,
          colour: INK,
          align: 'end',
        },
        {
          kind: 'text',
          box: [LEFT, 233, INNER, 4],
          text: '证照标识　{identifier}',
          font: 'hei',
          size: 2.6,
          spacing: 0.2,
          colour: GREY,
          align: 'centre',
        },
        foot,
        { kind: 'seal', box: [112, 191, 42, 42] },
      ],
    },
    {
      width: WIDTH,
      height: HEIGHT,
      items: [
        ...ground,
        heading('不动产权利'),
        number,
        {
          kind: 'table',
          box: [LEFT, 42, INNER, 190],
          rows: [
            // All of them are in the table that follows.
            row(18, '权利人', '{holders}', { least: 3.2, overflow: 'ellipsis' }),
            row(16, '共有情况', '{KZ_GYQK}'),
            row(18, '坐落', '{KZ_ZL}'),
            row(12, '不动产单元号', '{KZ_BDCDYH}'),
            row(12, '权利类型', '{KZ_QLLX}'),
            row(12, '权利性质', '{KZ_QLXZ}'),
            row(12, '用途', '{KZ_YT}'),
            row(14, '面积', '{KZ_MJ}'),
            row(18, '使用期限', '{KZ_SYQX?}'),
            row(38, '权利其他状况', '{KZ_QLQTZK?}'),
            row(20, '附记', '{KZ_FJ?}'),
          ],
          font: 'song',
          size: 4.2,
          colour: INK,
          border: { inner: 0.2, outer: 0.5, colour: INK },
        },
        foot,
      ],
    },
    { width: WIDTH, height: HEIGHT, items: [...ground, heading('权利人'), number, owners, foot] },
    {
      width: WIDTH,
      height: HEIGHT,
      continues: true,
      items: [
        ...ground,
        heading('权利人（续）'),
        number,
        { kind: 'rest', box: [LEFT, 42, INNER, 190] },
        foot,
      ],
    },
  ],
}
