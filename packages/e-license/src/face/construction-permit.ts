import { corners, rosette } from './ornament.ts'
import { type FacePath, type FaceTemplate, type FaceText, frame } from './template.ts'

const INK = '#1a1a1a'
const RED = '#9e1b1e'
const GOLD = '#b08d57'
const PALE = '#eee0c6'

const LEFT = 27
const RIGHT = 183
const LABEL = 34
const MIDDLE = 105

/** Rows of the table: height in mm, and label and text of one cell or of two beside each other. */
const ROWS: readonly (readonly [height: number, ...cells: (readonly [label: string, text: string])[]])[] = [
  [10.5, ['建设单位', '{holders}']],
  [10.5, ['工程名称', '{KZ_GCMC}']],
  [10.5, ['建设地址', '{KZ_JSDZ}']],
  [10.5, ['建设规模', '{KZ_JSGM?}']],
  [10.5, ['合同价格', '{KZ_HTJG?}'], ['合同工期', '{KZ_HTGQ?}']],
  [10.5, ['勘察单位', '{KZ_KCDW?}']],
  [10.5, ['设计单位', '{KZ_SJDW?}']],
  [10.5, ['施工单位', '{KZ_SGDW}']],
  [10.5, ['监理单位', '{KZ_JLDW?}']],
  [10.5, ['有效期限', '{period}']],
  [16, ['备　　注', '{KZ_BZ?}']],
]
const TABLE_TOP = 112

function table(): { paths: FacePath[]; texts: FaceText[]; bottom: number } {
  const paths: FacePath[] = []
  const texts: FaceText[] = []
  let y = TABLE_TOP
  const rule = (x: number, top: number, bottom: number) =>
    paths.push({
      points: [
        [x, top],
        [x, bottom],
      ],
      width: 0.2,
      colour: INK,
    })
  for (const [height, ...cells] of ROWS) {
    cells.forEach(([label, text], i) => {
      const left = i === 0 ? LEFT : MIDDLE
      const right = i === cells.length - 1 ? RIGHT : MIDDLE
      texts.push({
        box: [left + 2, y, LABEL - 4, height],
        text: label,
        font: 'hei',
        size: 4.2,
        colour: INK,
        align: 'centre',
      })
      texts.push({
        box: [left + LABEL + 2.5, y + 1, right - left - LABEL - 5, height - 2],
        text,
        font: 'song',
        size: 4.2,
        colour: INK,
        leading: 1.25,
      })
      rule(left + LABEL, y, y + height)
      if (i > 0) rule(left, y, y + height)
    })
    y += height
    paths.push({
      points: [
        [LEFT, y],
        [RIGHT, y],
      ],
      width: 0.2,
      colour: INK,
    })
  }
  paths.push(frame([LEFT, TABLE_TOP, RIGHT - LEFT, y - TABLE_TOP], 0.5, INK))
  return { paths, texts, bottom: y }
}

function design(): FaceTemplate {
  const { paths, texts, bottom } = table()
  return {
    page: { width: 210, height: 297 },
    paths: [
      rosette([105, 168], 76, 72, PALE),
      rosette([105, 168], 40, 48, PALE),
      frame([12, 12, 186, 273], 1.2, GOLD),
      frame([14.6, 14.6, 180.8, 267.8], 0.3, GOLD),
      ...corners([17, 17, 176, 263], 12, 0.7, GOLD),
      {
        points: [
          [72, 56.5],
          [138, 56.5],
        ],
        width: 0.4,
        colour: RED,
      },
      ...paths,
    ],
    texts: [
      {
        box: [30, 25, 150, 8],
        text: '中华人民共和国',
        font: 'hei',
        size: 6.6,
        colour: INK,
        align: 'centre',
        spacing: 3,
      },
      {
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
        box: [LEFT, 61, RIGHT - LEFT, 7],
        text: '编号　{number}',
        font: 'song',
        size: 4.4,
        colour: INK,
        align: 'end',
      },
      {
        box: [LEFT + 2, 74, RIGHT - LEFT - 4, 22],
        text: '　　根据《中华人民共和国建筑法》第八条规定，经审查，本建筑工程符合施工条件，准予施工。',
        font: 'kai',
        size: 5.8,
        colour: INK,
        leading: 1.7,
      },
      { box: [LEFT + 2, 97, RIGHT - LEFT - 4, 8], text: '　　特发此证', font: 'kai', size: 5.8, colour: INK },
      ...texts,
      {
        box: [96, bottom + 9, 84, 8],
        text: '发证机关　{issuers}',
        font: 'song',
        size: 4.8,
        colour: INK,
        align: 'end',
      },
      {
        box: [96, bottom + 20, 84, 8],
        text: '发证日期　{issuedOn}',
        font: 'song',
        size: 4.8,
        colour: INK,
        align: 'end',
      },
      {
        box: [LEFT, 273, RIGHT - LEFT, 4],
        text: '证照标识　{identifier}',
        font: 'hei',
        size: 2.6,
        spacing: 0.25,
        colour: '#555555',
        align: 'centre',
      },
    ],
    seal: [131, bottom - 3, 42, 42],
  }
}

/** 建筑工程施工许可证, on A4: what the permit of the Construction Law, article 7, says, in a design of this library. */
export const CONSTRUCTION_PERMIT_FACE: FaceTemplate = /* @__PURE__ */ design()
