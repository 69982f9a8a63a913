import { encodeUtf8 } from '@xinyin/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseFullXml } from '../../../../src/carriers/ofd/xml/full.ts'
import { DEFAULT_XML_LIMITS, type XmlLimits } from '../../../../src/carriers/ofd/xml/limits.ts'
import { parsePlainXml } from '../../../../src/carriers/ofd/xml/plain.ts'
import { readPlainXml } from '../../../../src/carriers/ofd/xml/plain-file.ts'
import { SealError } from '../../../../src/errors.ts'

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
const OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'

/** What is read of a file, and what it costs. */
function read(xml: string, limits: Partial<XmlLimits>, by: 'all' | 'parser') {
  const meter = { events: 0 }
  const bytes = encodeUtf8(xml)
  try {
    const complete = { ...DEFAULT_XML_LIMITS, ...limits }
    const plain = by === 'all' ? readPlainXml(bytes, 'a.xml', complete, meter) : undefined
    return { root: plain ?? parseFullXml(bytes, 'a.xml', limits, { meter }), events: meter.events }
  } catch (error) {
    if (error instanceof SealError) return { code: error.code, facts: error.facts }
    throw error
  }
}

function expectSame(xml: string, limits: Partial<XmlLimits> = {}) {
  const byParser = read(xml, limits, 'parser')
  expect(read(xml, limits, 'all'), xml).toEqual(byParser)
  const plain = parsePlainXml(xml.replace(/\r\n?/g, '\n'), { ...DEFAULT_XML_LIMITS, ...limits })
  if (plain !== undefined && !('code' in byParser)) expect(plain, xml).toEqual(byParser)
  return plain
}

const PLAIN = [
  '<a/>',
  '<a></a >',
  '<a b="1" c="二"/>\n',
  `${DECLARATION}<ofd:OFD ${OFD} Version="1.1"><ofd:A> 正文 </ofd:A>\n<ofd:B C="x" />后</ofd:OFD>\n`,
  '<?xml version="1.0"?><a xmlns="urn:a"><b xmlns="urn:b"><c/></b><d/></a>',
  '<a><b xmlns:p="urn:p"><p:c xmlns:p="urn:q"/><p:c/></b>]] > \u0085\u2028</a>',
  '<a\n  b="1"\n  c="2>3"></a>\n\n',
  '<a b="1">\r\n<c/>\r</a>',
]

test.each(PLAIN)('plain: %j', (xml) => {
  expect(expectSame(xml)).toBeDefined()
})

const LEFT_TO_THE_PARSER = [
  '',
  ' ',
  'a',
  '<',
  '<a',
  '<a ',
  '<a/',
  '<a>',
  '</a>',
  '<a></b>',
  '<a></ab>',
  '<ab></a>',
  '<a></a',
  '<a></a>b',
  '<a/><b/>',
  'b<a/>',
  ' <a/>',
  '\ufeff\ufeff<a/>',
  ' <?xml version="1.0"?><a/>',
  '<?xml version="1.1"?><a/>',
  '<?xml version="1.0" encoding="GBK"?><a/>',
  '<?xml?><a/>',
  `${DECLARATION}${DECLARATION}<a/>`,
  '<a><?b c?></a>',
  '<a>&amp;</a>',
  '<a b="&lt;"/>',
  '<a>]]></a>',
  '<a><![CDATA[b]]></a>',
  '<a><!-- b --></a>',
  '<!DOCTYPE a><a/>',
  '<a b="<"/>',
  "<a b='1'/>",
  '<a b=1/>',
  '<a b/>',
  '<a b="1"c="2"/>',
  '<a b="1" b="2"/>',
  '<a b = "1"/>',
  '<a b="1\n2"/>',
  '<a b="\t"/>',
  '<a>\u0000</a>',
  '<a>\u0008</a>',
  '<a>\ufffe</a>',
  '<a>𠮷</a>',
  '<名/>',
  '<a 名="1"/>',
  '<1a/>',
  '<a:b/>',
  '<a:b:c xmlns:a="urn:a"/>',
  '<:a/>',
  '<a:/>',
  '<xml:a/>',
  '<xmlns:a/>',
  '<a xml:lang="zh"/>',
  '<a p:b="1"/>',
  '<a xmlns:p="urn:p" p:b="1"/>',
  '<a xmlns=""/>',
  '<a xmlns:p=""/>',
  '<a xmlns=" urn:a "/>',
  '<a xmlns="urn:a" xmlns="urn:b"/>',
  '<a xmlns:p="urn:a" xmlns:p="urn:b"/>',
  '<a xmlns:xml="http://www.w3.org/XML/1998/namespace"/>',
  '<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>',
  '<a xmlns="http://www.w3.org/2000/xmlns/"/>',
  '<a xmlns:xmlns="urn:a"/>',
  '<a><b xmlns:p="urn:p"/><p:c/></a>',
  `<a ${Array.from({ length: 17 }, (_, i) => `xmlns:p${i}="urn:p"`).join(' ')}/>`,
]

test.each(LEFT_TO_THE_PARSER)('left to the parser: %j', (xml) => {
  expect(expectSame(xml)).toBeUndefined()
})

test('what is beyond a limit is refused as the parser refuses it', () => {
  const xml = `<a b="1" c="2"><d>1</d><d e="3"/></a>`
  expect(expectSame(xml, { maxDepth: 2, maxElements: 3, maxAttributes: 2, maxEvents: 7 })).toBeDefined()
  for (const limits of [{ maxDepth: 1 }, { maxElements: 2 }, { maxAttributes: 1 }]) {
    expect(expectSame(xml, limits)).toBeUndefined()
    expect(read(xml, limits, 'all')).toMatchObject({ code: 'ERR_XML_LIMIT' })
  }
  expectSame(xml, { maxEvents: 6 })
  expect(read(xml, { maxEvents: 6 }, 'all')).toMatchObject({ code: 'ERR_XML_LIMIT' })
})

const piece = fc.constantFrom(
  ...'< > / = " \' & ; ] [ ! - ? : a b ofd xmlns xml \n \t \r'.split(' '),
  ...[' ', '正', '𠮷', '\u0000', '\ufeff', '\u00a0', ']]>', '<!--', '-->', '<![CDATA[', '</', '/>', '&lt;'],
  ...[
    '<a',
    '<a>',
    '</a>',
    '<a/>',
    ' b="1"',
    ' b="2"',
    ' xmlns="urn:a"',
    ' xmlns:p="urn:p"',
    '<p:a',
    '</p:a>',
  ],
)

test('whatever a file holds, it is read as the parser reads it', () => {
  const tree = fc.letrec<{ element: string; inner: string }>((tie) => ({
    element: fc
      .tuple(
        fc.constantFrom('a', 'b', 'p:a', 'xml:a'),
        fc.array(
          fc.constantFrom(' b="1"', ' c=">"', ' xmlns="urn:a"', ' xmlns:p="urn:p"', '\n', ' p:d="1"'),
          {
            maxLength: 3,
          },
        ),
        tie('inner'),
      )
      .map(([name, attributes, inner]) =>
        inner === ''
          ? `<${name}${attributes.join('')}/>`
          : `<${name}${attributes.join('')}>${inner}</${name}>`,
      ),
    inner: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('', ' ', '正文', ']]', '>'),
      fc.array(tie('element'), { maxLength: 3 }).map((elements) => elements.join('\n')),
    ),
  })).element
  const edited = fc
    .tuple(
      fc.constantFrom('', DECLARATION),
      tree,
      fc.option(piece),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    .map(([declaration, xml, more, place]) => {
      const whole = declaration + xml
      const at = Math.floor(place * whole.length)
      return more === null ? whole : whole.slice(0, at) + more + whole.slice(at)
    })
  const scattered = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(fc.oneof(edited, scattered), (xml) => {
      expectSame(xml)
    }),
    { numRuns: 3000 },
  )
})
