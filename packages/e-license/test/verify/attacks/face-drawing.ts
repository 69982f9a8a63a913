import type { Attack } from './attack.ts'
import {
  DIFFERS,
  DOCUMENT,
  edit,
  type Files,
  HOLDER_OBJECT,
  holderName,
  OTHER_NAME,
  PAGE,
  sealed,
  spelt,
  TAGS,
} from './face.ts'

const FILLED = 'Stroke="false" Fill="true"'
const WHITE = '<ofd:FillColor Value="255 255 255"/>'
/** Over all of the page. */
const SHEET = 'M 0 0 L 210 0 L 210 297 L 0 297 C'

/** The object that shows the holder, changed. */
const holderDrawn = (name: string, change: (object: string) => string): Attack =>
  sealed(name, DIFFERS, (files) => {
    const [whole = ''] = HOLDER_OBJECT.exec(files.get(PAGE) ?? '') ?? []
    edit(files, PAGE, whole, change(whole))
  })

/** Something more that the page draws last. */
const added = (name: string, objects: string, refusal = DIFFERS): Attack =>
  sealed(name, refusal, (files) => edit(files, PAGE, '</ofd:Layer>', `${objects}</ofd:Layer>`))

const path = (data: string, attributes: string, inner: string): string =>
  `<ofd:PathObject ID="9001" Boundary="0 0 210 297" ${attributes}>${inner}<ofd:AbbreviatedData>${data}</ofd:AbbreviatedData></ofd:PathObject>`

const note = (words: string, box: string, attributes = '', size = 4.2): string =>
  `<ofd:TextObject ID="9100" Boundary="${box}" Font="1" Size="${size}" ${attributes}><ofd:FillColor Value="0 0 0"/><ofd:TextCode X="0" Y="${size}" DeltaX="g ${words.length - 1} ${size}">${words}</ofd:TextCode></ofd:TextObject>`

const codeOf = (object: string): string => /<ofd:TextCode.*<\/ofd:TextCode>/.exec(object)?.[0] ?? ''
const within = (object: string, more: string): string =>
  object.replace('<ofd:TextCode', `${more}<ofd:TextCode`)
const withDeltas = (object: string, deltas: string): string =>
  object.replace(/ DeltaX="[^"]*"/, ` DeltaX="${deltas}"`)
const withAttribute = (object: string, attribute: string): string =>
  object.replace('<ofd:TextObject ', `<ofd:TextObject ${attribute} `)

const characters = [...holderName]
const half = Math.floor(characters.length / 2)
const [head, tail] = [characters.slice(0, half).join(''), characters.slice(half).join('')]
const shading = (kind: string): string =>
  `<ofd:FillColor><ofd:${kind} StartPoint="0 0" EndPoint="210 297" EndRadius="300"><ofd:Segment Position="0"><ofd:Color Value="255 255 255"/></ofd:Segment><ofd:Segment Position="1"><ofd:Color Value="255 255 254"/></ofd:Segment></ofd:${kind}></ofd:FillColor>`

/** The label of a row, with another value beside it. */
const ROW =
  '<ofd:TextObject ID="9100" Boundary="27 281 34 6" Font="1" Size="3"><ofd:TextCode X="0" Y="3" DeltaX="g 3 3">建设单位</ofd:TextCode></ofd:TextObject>'

function annotate(files: Files, appearance: string): void {
  const [, page = ''] = /<ofd:Page ID="(\d+)"/.exec(files.get(DOCUMENT) ?? '') ?? []
  edit(
    files,
    DOCUMENT,
    '<ofd:CustomTags>',
    '<ofd:Annotations>Annotations.xml</ofd:Annotations><ofd:CustomTags>',
  )
  const namespace = 'xmlns:ofd="http://www.ofdspec.org/2016"'
  files.set(
    'Doc_0/Annotations.xml',
    `<ofd:Annotations ${namespace}><ofd:Page PageID="${page}"><ofd:FileLoc>Annotation.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>`,
  )
  files.set(
    'Doc_0/Annotation.xml',
    `<ofd:PageAnnot ${namespace}><ofd:Annot ID="9200" Type="Path" Creator="x" LastModDate="2026-05-22"><ofd:Appearance Boundary="0 0 210 297">${appearance}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>`,
  )
}

/** Takes the tag of an item away. */
const untagged = (element: string) => (files: Files) =>
  edit(files, TAGS, new RegExp(`<lf:${element}[ >].*?</lf:${element}>`), '')

/** Faces whose text is as the metadata has it, and which draw something else from it. */
export const DRAWING_ATTACKS: readonly Attack[] = [
  holderDrawn('offsets that put characters in another order', (object) =>
    withDeltas(object, `${4.2 * (characters.length - 1)} g ${characters.length - 2} -4.2`),
  ),
  holderDrawn('offsets that put characters on each other', (object) =>
    withDeltas(object, `g ${characters.length - 1} 0.1`),
  ),
  holderDrawn('offsets that part the characters, with others between them', (object) => {
    const between = note('某', '69.6 115.1 4.2 6')
    return withDeltas(object, `8.4 g ${characters.length - 2} 4.2`) + between
  }),
  holderDrawn('two pieces of text in one object, swapped on the page', (object) =>
    object.replace(
      codeOf(object),
      `<ofd:TextCode X="${4.2 * tail.length}" Y="4.2" DeltaX="g ${head.length - 1} 4.2">${head}</ofd:TextCode><ofd:TextCode X="0" Y="4.2" DeltaX="g ${tail.length - 1} 4.2">${tail}</ofd:TextCode>`,
    ),
  ),
  holderDrawn('glyphs of other characters', (object) =>
    within(
      object,
      `<ofd:CGTransform CodePosition="0" CodeCount="${characters.length}" GlyphCount="${characters.length}"><ofd:Glyphs>${characters.map((_, i) => i + 40).join(' ')}</ofd:Glyphs></ofd:CGTransform>`,
    ),
  ),
  holderDrawn('characters upside down', (object) => withAttribute(object, 'CharDirection="180"')),
  holderDrawn('a line that is read backwards', (object) => withAttribute(object, 'ReadDirection="180"')),
  holderDrawn('a mirror image of it', (object) => withAttribute(object, 'CTM="-1 0 0 1 60 0"')),
  holderDrawn('characters too small to be read', (object) =>
    object
      .replace(/ Size="[\d.]+"/, ' Size="0.9"')
      .replace(/DeltaX="[^"]*"/, `DeltaX="g ${characters.length - 1} 0.9"`),
  ),
  holderDrawn('an outline of white', (object) =>
    withAttribute(object, 'Fill="false" Stroke="true"').replace(
      /<ofd:FillColor[^>]*\/>/,
      '<ofd:StrokeColor Value="255 255 255"/>',
    ),
  ),
  holderDrawn('a white outline upon its fill', (object) =>
    within(withAttribute(object, 'Stroke="true" LineWidth="1"'), '<ofd:StrokeColor Value="255 255 255"/>'),
  ),
  holderDrawn('a grey that is hardly seen', (object) =>
    object.replace(/<ofd:FillColor[^>]*\/>/, '<ofd:FillColor Value="232 232 232"/>'),
  ),
  holderDrawn('a fill of a pattern', (object) =>
    object.replace(
      /<ofd:FillColor[^>]*\/>/,
      '<ofd:FillColor><ofd:Pattern Width="1" Height="1"><ofd:CellContent/></ofd:Pattern></ofd:FillColor>',
    ),
  ),
  holderDrawn('a fill that runs from white to white', (object) =>
    object.replace(/<ofd:FillColor[^>]*\/>/, shading('AxialShd')),
  ),
  sealed('the right name tiny in the margin, and another one in its place', DIFFERS, (files) => {
    const [whole = '', rest = ''] = HOLDER_OBJECT.exec(files.get(PAGE) ?? '') ?? []
    const tiny = whole
      .replace(/Boundary="[^"]*"/, 'Boundary="3 3 40 3"')
      .replace(/ Size="[\d.]+"/, ' Size="1.2"')
      .replace(/ Y="[\d.]+"/, ' Y="1.2"')
      .replace(/ DeltaX="[^"]*"/, ` DeltaX="g ${characters.length - 1} 1.2"`)
    edit(files, PAGE, whole, `${tiny}<ofd:TextObject ID="9999"${rest}${spelt(OTHER_NAME)}</ofd:TextObject>`)
  }),
  sealed('the right name moved away, and another one in its place', DIFFERS, (files) => {
    const [whole = '', rest = ''] = HOLDER_OBJECT.exec(files.get(PAGE) ?? '') ?? []
    const moved = whole.replace(/Boundary="[^"]*"/, 'Boundary="60 284 120 6"')
    edit(files, PAGE, whole, `${moved}<ofd:TextObject ID="9999"${rest}${spelt(OTHER_NAME)}</ofd:TextObject>`)
  }),
  sealed('another value of an item, and no tag that says so', DIFFERS, (files) => {
    untagged('KZ_JSGM')(files)
    const page = files.get(PAGE) ?? ''
    const [, size = ''] = />([^<]*平方米[^<]*)<\/ofd:TextCode>/.exec(page) ?? []
    edit(files, PAGE, `>${size}</ofd:TextCode>`, '>99999 平方米</ofd:TextCode>')
  }),
  sealed('an item whose tag was taken away', DIFFERS, untagged('KZ_GCMC')),
  sealed('the period without its tag', DIFFERS, untagged('ZZYXQJZRQ')),
  sealed('all tags taken away', DIFFERS, (files) => {
    edit(files, DOCUMENT, /<ofd:CustomTags>.*?<\/ofd:CustomTags>/, '')
    for (const name of files.keys()) if (name.startsWith('Doc_0/Tags/')) files.delete(name)
  }),
  added('a sentence more in its midst', note('有效期延长', '100 97 60 6')),
  added('a sentence more beside the period', note('有效期延长', '140 199 40 6')),
  sealed('a sentence more that is tagged as an item', DIFFERS, (files) => {
    edit(files, PAGE, '</ofd:Layer>', `${note('有效期延长至2037年', '100 97 60 6')}</ofd:Layer>`)
    edit(
      files,
      TAGS,
      /(<lf:KZ_GCMC[^>]*>)(<lf:ObjectRef PageRef="\d+">)(\d+)/,
      '<lf:Words>$29100</lf:ObjectRef></lf:Words>$1$2$3',
    )
  }),
  added(
    'the label of an item again, with another value',
    ROW + note(OTHER_NAME, '62 281 60 6', '', 3).replace('9100', '9101'),
  ),
  sealed('another value in an annotation', DIFFERS, (files) =>
    annotate(files, note('有效期延长', '100 97 60 6')),
  ),
  sealed('another value in a layer of the foreground', DIFFERS, (files) =>
    edit(
      files,
      PAGE,
      '</ofd:Content>',
      `<ofd:Layer ID="9300" Type="Foreground">${note('有效期延长', '100 97 60 6')}</ofd:Layer></ofd:Content>`,
    ),
  ),
  sealed('a white sheet in an annotation', DIFFERS, (files) => annotate(files, path(SHEET, FILLED, WHITE))),
  added(
    'sheets of white, each of which lets it through',
    path(SHEET, `${FILLED} Alpha="120"`, WHITE).repeat(8),
  ),
  added(
    'sheets whose colour lets it through',
    path(SHEET, FILLED, '<ofd:FillColor Value="255 255 255" Alpha="120"/>').repeat(8),
  ),
  added('a sheet that runs from white to white', path(SHEET, FILLED, shading('AxialShd'))),
  added('a sheet that runs in circles', path(SHEET, FILLED, shading('RadialShd'))),
  added(
    'a sheet of a pattern',
    path(
      SHEET,
      FILLED,
      '<ofd:FillColor><ofd:Pattern Width="1" Height="1"><ofd:CellContent/></ofd:Pattern></ofd:FillColor>',
    ),
  ),
  added(
    'a thick white line',
    path('M 0 148 L 210 148', 'LineWidth="297"', '<ofd:StrokeColor Value="255 255 255"/>'),
  ),
  added(
    'a white line in curves',
    path('M 30 117 B 80 117 130 117 185 117', 'LineWidth="7"', '<ofd:StrokeColor Value="255 255 255"/>'),
  ),
  added('a blot in curves', path('M 10 117 B 10 20 200 20 200 117 B 200 220 10 220 10 117 C', FILLED, WHITE)),
  added('a blot of an arc', path('M 10 117 A 95 95 0 1 1 200 117 A 95 95 0 1 1 10 117 C', FILLED, WHITE)),
  added('a path whose numbers do not count up', path('M 0 0 L 210 0 L 210 297 L 0 297 5 C', FILLED, WHITE)),
  added('a composite object', '<ofd:CompositeObject ID="9001" Boundary="0 0 210 297" ResourceID="9999"/>'),
  added(
    'a picture that is nearly transparent, many times',
    '<ofd:ImageObject ID="9001" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="9999" Alpha="60"/>'.repeat(
      12,
    ),
  ),
  holderDrawn('a clip that crops it', (object) =>
    within(
      object,
      '<ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary="0 0 200 200"><ofd:AbbreviatedData>M 0 0 L 5 0 L 5 10 L 0 10 C</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips>',
    ),
  ),
  sealed('a page that ends before it', DIFFERS, (files) =>
    edit(
      files,
      PAGE,
      /<ofd:Page ([^>]*)>/,
      '<ofd:Page $1><ofd:Area><ofd:PhysicalBox>0 0 210 100</ofd:PhysicalBox></ofd:Area>',
    ),
  ),
  sealed('an application box of the page that crops it', DIFFERS, (files) =>
    edit(
      files,
      PAGE,
      /<ofd:Page ([^>]*)>/,
      '<ofd:Page $1><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox><ofd:ApplicationBox>0 0 70 297</ofd:ApplicationBox></ofd:Area>',
    ),
  ),
  sealed('an application box of the document that crops it', DIFFERS, (files) =>
    edit(
      files,
      DOCUMENT,
      '</ofd:PhysicalBox>',
      '</ofd:PhysicalBox><ofd:ApplicationBox>0 0 70 297</ofd:ApplicationBox>',
    ),
  ),
]
