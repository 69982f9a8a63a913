import { describe, expect, test } from 'vitest'
import { type Content, createDocument, path, tag, text } from './document.ts'
import { readFace } from './read-face.ts'

const NAME = '示例市张三'
const white = '<ofd:FillColor Value="255 255 255"/>'
const filled = 'Stroke="false" Fill="true"'
const square = 'M 5 5 L 95 5 L 95 30 L 5 30 C'
const own = text(10, NAME)

/** Lines so near to each other that nothing between them is seen. */
const hatch = Array.from({ length: 80 }, (_, i) => `M ${8 + i * 0.3} 9 L ${8 + i * 0.3} 17`).join(' ')

const read = (content: Content) => {
  const { items, text: seen } = readFace(createDocument({ tags: tag('CZZT', 10), ...content }))
  return { hidden: items[0]!.hidden, text: items[0]!.text, seen }
}

describe('text that cannot be read is said to be hidden', () => {
  test.each<[hidden: string, how: string, Content]>([
    ['colour', 'white on white', { objects: text(10, NAME, '', white) }],
    [
      'colour',
      'grey that is nearly white',
      { objects: text(10, NAME, '', '<ofd:FillColor Value="240 240 240"/>') },
    ],
    [
      'colour',
      'white by its drawing parameters',
      {
        objects: text(10, NAME, 'DrawParam="7"'),
        common: '<ofd:PublicRes>Res.xml</ofd:PublicRes>',
        files: {
          'Res.xml': `<ofd:Res><ofd:DrawParams><ofd:DrawParam ID="7" Relative="8"/><ofd:DrawParam ID="8">${white}</ofd:DrawParam></ofd:DrawParams></ofd:Res>`,
        },
      },
    ],
    [
      'colour',
      'white by those of its layer',
      {
        content: `<ofd:Content><ofd:Layer ID="2" DrawParam="8">${own}</ofd:Layer></ofd:Content>`,
        common: '<ofd:DocumentRes>Res.xml</ofd:DocumentRes>',
        files: {
          'Res.xml': `<ofd:Res><ofd:DrawParams><ofd:DrawParam ID="8">${white}</ofd:DrawParam></ofd:DrawParams></ofd:Res>`,
        },
      },
    ],
    ['colour', 'white in CMYK', { objects: text(10, NAME, '', '<ofd:FillColor Value="0 0 0 0"/>') }],
    [
      'colour',
      'black on black',
      { objects: path(9, square, filled, '<ofd:FillColor Value="0 0 0"/>') + own },
    ],
    [
      'colour',
      'black on what is nearly black',
      { objects: path(9, square, filled, '<ofd:FillColor Value="0 0 0" Alpha="240"/>') + own },
    ],
    ['transparent', 'without a fill', { objects: text(10, NAME, 'Fill="false"') }],
    ['transparent', 'let through', { objects: text(10, NAME, 'Alpha="20"') }],
    [
      'transparent',
      'in a colour that is let through',
      { objects: text(10, NAME, '', '<ofd:FillColor Value="0 0 0" Alpha="0"/>') },
    ],
    ['tiny', 'too small', { objects: text(10, NAME, 'Size="0.5"') }],
    ['tiny', 'made small', { objects: text(10, NAME, 'CTM="0.1 0 0 0.1 0 0"') }],
    ['tiny', 'pressed together', { objects: text(10, NAME, 'HScale="0.01"') }],
    ['outside', 'beside the page', { objects: text(10, NAME, 'Boundary="120 10 80 6"') }],
    [
      'outside',
      'moved beside the page',
      { objects: text(10, NAME, 'Boundary="0 0 500 500" CTM="1 0 0 1 0 -30"') },
    ],
    ['outside', 'beyond its own boundary', { objects: text(10, NAME, 'Boundary="10 10 10 6"') }],
    [
      'outside',
      'cut off by a clip',
      {
        objects: text(
          10,
          NAME,
          '',
          '<ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary="0 0 6 6"/></ofd:Area></ofd:Clip></ofd:Clips>',
        ),
      },
    ],
    [
      'outside',
      'cut off by an empty clip',
      { objects: text(10, NAME, '', '<ofd:Clips><ofd:Clip/></ofd:Clips>') },
    ],
    [
      'covered',
      'under what only the other rule makes a hole',
      { objects: own + path(11, `${square} M 8 8 L 92 8 L 92 20 L 8 20 C`, filled, white) },
    ],
    ['covered', 'under the same text in white', { objects: own + text(11, NAME, '', white) }],
    ['covered', 'under blocks of white', { objects: own + text(11, '█████', '', white) }],
    [
      'covered',
      'under blocks of white that are large',
      { objects: own + text(11, '█', 'Boundary="0 0 100 100" Size="90"', white) },
    ],
    [
      'colour',
      'on fine lines that were drawn before',
      { objects: path(9, hatch, 'LineWidth="0.35"', '<ofd:StrokeColor Value="0 0 0"/>') + own },
    ],
    [
      'covered',
      'under fine lines, with one more far away',
      {
        objects:
          own +
          path(11, `${hatch} M 0 99 L 99 99`, 'LineWidth="0.35"', '<ofd:StrokeColor Value="255 255 255"/>'),
      },
    ],
    [
      'covered',
      'white by the parameters of the page alone, drawn above',
      {
        content: `<ofd:PageRes>Own.xml</ofd:PageRes><ofd:Content><ofd:Layer ID="2">${own}${path(11, square, `${filled} DrawParam="77"`)}</ofd:Layer></ofd:Content>`,
        files: {
          'Own.xml': `<ofd:Res><ofd:DrawParams><ofd:DrawParam ID="77">${white}</ofd:DrawParam></ofd:DrawParams></ofd:Res>`,
        },
      },
    ],
    ['covered', 'under a filled path', { objects: own + path(11, square, filled, white) }],
    [
      'covered',
      'under a path without blanks',
      { objects: own + path(11, 'M5 5L95 5L95 30L5 30C', filled, white) },
    ],
    [
      'covered',
      'under a path that is turned',
      {
        objects: `${own}<ofd:PathObject ID="11" Boundary="0 0 100 100" CTM="0 1 -1 0 95 5" ${filled}>${white}<ofd:AbbreviatedData>M 0 0 L 30 0 L 30 90 L 0 90</ofd:AbbreviatedData></ofd:PathObject>`,
      },
    ],
    [
      'covered',
      'under a thick line',
      {
        objects: own + path(11, 'M 0 13 L 100 13', 'LineWidth="8"', '<ofd:StrokeColor Value="255 255 255"/>'),
      },
    ],
    ['covered', 'under many thin ones', { objects: own + path(11, hatch, 'LineWidth="0.3"') }],
    [
      'covered',
      'under a picture',
      { objects: `${own}<ofd:ImageObject ID="11" Boundary="5 5 90 30" CTM="90 0 0 30 0 0" ResourceID="3"/>` },
    ],
    [
      'covered',
      'under another graphic',
      { objects: `${own}<ofd:CompositeObject ID="11" Boundary="5 5 90 30" ResourceID="3"/>` },
    ],
    [
      'covered',
      'its last character alone',
      { objects: own + path(11, 'M 26 5 L 31 5 L 31 30 L 26 30', filled, white) },
    ],
    [
      'covered',
      'by a later layer',
      {
        content: `<ofd:Content><ofd:Layer ID="3" Type="Foreground">${path(11, square, filled, white)}</ofd:Layer><ofd:Layer ID="2">${own}</ofd:Layer></ofd:Content>`,
      },
    ],
    [
      'covered',
      'by a later layer, where another’s type is a name that every object has',
      {
        content: `<ofd:Content><ofd:Layer ID="3" Type="Foreground">${path(11, square, filled, white)}</ofd:Layer><ofd:Layer ID="2" Type="constructor">${own}</ofd:Layer></ofd:Content>`,
      },
    ],
    [
      'covered',
      'in a block of blocks',
      {
        objects: `${own}<ofd:PageBlock ID="11"><ofd:PageBlock ID="12">${path(13, square, filled, white)}</ofd:PageBlock></ofd:PageBlock>`,
      },
    ],
    [
      'covered',
      'by a template in front',
      {
        content: `<ofd:Template TemplateID="20" ZOrder="Foreground"/><ofd:Content><ofd:Layer ID="2">${own}</ofd:Layer></ofd:Content>`,
        common: '<ofd:TemplatePage ID="20" BaseLoc="Template.xml"/>',
        files: {
          'Template.xml': `<ofd:Page><ofd:Content><ofd:Layer ID="21">${path(22, square, filled, white)}</ofd:Layer></ofd:Content></ofd:Page>`,
        },
      },
    ],
    [
      'covered',
      'by an annotation',
      {
        objects: own,
        more: '<ofd:Annotations>Annotations.xml</ofd:Annotations>',
        files: {
          'Annotations.xml':
            '<ofd:Annotations><ofd:Page PageID="1"><ofd:FileLoc>Annotation.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>',
          'Annotation.xml': `<ofd:PageAnnot><ofd:Annot ID="30" Type="Path"><ofd:Appearance Boundary="5 5 90 30"><ofd:PathObject ID="31" Boundary="0 0 90 30" ${filled}>${white}<ofd:AbbreviatedData>M 0 0 L 90 0 L 90 30 L 0 30 C</ofd:AbbreviatedData></ofd:PathObject></ofd:Appearance></ofd:Annot></ofd:PageAnnot>`,
        },
      },
    ],
    ['overprinted', 'with other text in its place', { objects: own + text(11, '示例市李四') }],
    ['overprinted', 'on other text in its place', { objects: text(11, '示例市李四') + own }],
    ['missing', 'that is not to be shown', { objects: text(10, NAME, 'Visible="false"') }],
    ['missing', 'that is not there', { objects: text(11, NAME) }],
    ['missing', 'of which there are two', { objects: own + text(10, '李四', 'Boundary="10 50 80 6"') }],
    [
      'missing',
      'that is a picture',
      { objects: '<ofd:ImageObject ID="10" Boundary="5 5 90 30" ResourceID="3"/>' },
    ],
  ])('%s: %s', (hidden, _, content) => {
    expect(read(content).hidden).toBe(hidden)
  })
})

describe('text that can be read is not', () => {
  test.each<[how: string, Content]>([
    ['black on white', { objects: own }],
    [
      'white on black',
      { objects: path(9, square, filled, '<ofd:FillColor Value="0 0 0"/>') + text(10, NAME, '', white) },
    ],
    ['with an outline alone', { objects: text(10, NAME, 'Fill="false" Stroke="true"') }],
    [
      'on a picture',
      { objects: `<ofd:ImageObject ID="9" Boundary="5 5 90 30" CTM="90 0 0 30 0 0" ResourceID="3"/>${own}` },
    ],
    [
      'beside a picture',
      { objects: `${own}<ofd:ImageObject ID="9" Boundary="50 5 40 30" CTM="40 0 0 30 0 0" ResourceID="3"/>` },
    ],
    [
      'in a hole of a filled path',
      { objects: own + path(11, `${square} M 8 8 L 8 20 L 92 20 L 92 8 C`, filled) },
    ],
    [
      'in a hole by the other rule',
      { objects: own + path(11, `${square} M 8 8 L 92 8 L 92 20 L 8 20 C`, `${filled} Rule="Even-Odd"`) },
    ],
    ['in a frame', { objects: own + path(11, square, 'LineWidth="1"') }],
    ['crossed by a fine line', { objects: own + path(11, 'M 0 13 L 100 13', 'LineWidth="0.2"') }],
    [
      'under what lets it through',
      { objects: own + path(11, square, filled, '<ofd:FillColor Value="255 0 0" Alpha="60"/>') },
    ],
    ['under a watermark', { objects: own + text(11, '仅限示例', 'Alpha="45" CTM="0.87 -0.5 0.5 0.87 0 0"') }],
    ['printed twice to be bold', { objects: own + text(11, NAME) }],
    ['over small print', { objects: own + text(11, '一二三四五六七八九十', 'Size="1"') }],
    [
      'on a template behind',
      {
        content: `<ofd:Template TemplateID="20"/><ofd:Content><ofd:Layer ID="2">${own}</ofd:Layer></ofd:Content>`,
        common: '<ofd:TemplatePage ID="20" BaseLoc="Template.xml"/>',
        files: {
          'Template.xml': `<ofd:Page><ofd:Content><ofd:Layer ID="21">${path(22, square, filled, white)}</ofd:Layer></ofd:Content></ofd:Page>`,
        },
      },
    ],
    [
      'within a clip',
      {
        objects: text(
          10,
          NAME,
          '',
          '<ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary="0 0 80 6"/></ofd:Area></ofd:Clip></ofd:Clips>',
        ),
      },
    ],
  ])('%s', (_, content) => {
    const { hidden, text: shown, seen } = read(content)
    expect({ hidden, shown }).toEqual({ hidden: undefined, shown: NAME })
    expect(seen).toContain(NAME)
  })
})

test('what is hidden is not in the visible text', () => {
  const objects = text(10, NAME, '', white) + text(11, '李四', 'Boundary="10 40 80 6"')
  expect(read({ objects }).seen).toBe('李四')
})
