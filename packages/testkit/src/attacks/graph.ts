import type { FileKind } from '@xinyin/e-seal/ofd'
import { type Attack, keyed, open, type Refusal } from './attack.ts'
import { type Carrier, contentOf, fileOfKind, lastSignature } from './carrier.ts'
import { type Changes, edit, textOf } from './edit.ts'
import { resign } from './resign.ts'

const DIGEST: Refusal = ['ofd.references', 'ERR_OFD_DIGEST']
const UNCOVERED: Refusal = ['ofd.coverage', 'ERR_OFD_UNCOVERED']
const MISSING: Refusal = ['ofd.references', 'ERR_OFD_REFERENCE_MISSING']

/** A file of a kind with other content. */
const changing = (kind: FileKind, what: string, change: (text: string) => string): Attack =>
  open(
    'graph',
    `${what} changed`,
    DIGEST,
    (carrier) => {
      const file = fileOfKind(carrier, kind) ?? ''
      return edit(carrier, { [file]: change(textOf(contentOf(carrier, file))) })
    },
    { applies: (carrier) => fileOfKind(carrier, kind) !== undefined },
  )

const more = (text: string) => `${text}\n`
const anotherText = (text: string) =>
  text.replace(/(<(?:\w+:)?TextCode[^>]*>)[^<]+/, '$1不准施工').replace(/$/, '<!-- -->')

const covers = (file: string) => (carrier: Carrier) => lastSignature(carrier).covered.includes(file)

/** The index of the package with something changed, and what that needs. */
const redirecting = (
  name: string,
  by: Refusal,
  change: (xml: string, prefix: string) => string,
  files: Changes = {},
): Attack =>
  open(
    'graph',
    name,
    by,
    (carrier) =>
      edit(carrier, {
        'OFD.xml': (xml) => change(xml, /<(\w+:)?OFD[\s>]/.exec(xml)?.[1] ?? ''),
        ...files,
      }),
    { applies: covers('OFD.xml') },
  )

const OTHER = `<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="evil.xml"/></ofd:Pages></ofd:Document>`
const EVIL = { 'Evil/Document.xml': OTHER, 'Evil/evil.xml': '<Page/>' }
const VERSION =
  '<ofd:DocVersion xmlns:ofd="http://www.ofdspec.org/2016" ID="1"><ofd:FileList/><ofd:DocRoot>Document.xml</ofd:DocRoot></ofd:DocVersion>'

const NAMED: Refusal = ['ofd.roles', 'ERR_OFD_SIGNATURE_NAMED']

/** The document with the list of signatures, or a file of the last signature, as content of its own. */
const naming = (
  name: string,
  part: (file: string, prefix: string) => string,
  of: 'list' | 'value' = 'list',
): Attack =>
  keyed('graph', name, NAMED, (carrier) => {
    const root = fileOfKind(carrier, 'document') ?? ''
    const file = of === 'list' ? carrier.list : lastSignature(carrier).value
    return resign(carrier, {
      files: {
        [root]: (xml) =>
          xml.replace(/(?=<\/(\w+:)?Document>\s*$)/, (_, prefix = '') => part(`/${file}`, prefix)),
      },
    })
  })

/** Other content, or another way to it. */
export const GRAPH_ATTACKS: readonly Attack[] = [
  naming('the list of signatures as extensions', (file, p) => `<${p}Extensions>${file}</${p}Extensions>`),
  naming(
    'the list of signatures in another case',
    (file, p) => `<${p}CustomTags>${file.toUpperCase()}</${p}CustomTags>`,
  ),
  naming(
    'the list of signatures with escapes',
    (file, p) => `<${p}CustomTags>${file.replace('S', '%2553')}</${p}CustomTags>`,
  ),
  naming('the list of signatures in a foreign element', (file) => `<x:Note xmlns:x="urn:x" Loc="${file}"/>`),
  naming('a signed value as extensions', (file, p) => `<${p}Extensions>${file}</${p}Extensions>`, 'value'),
  changing('page', 'the text of a page', anotherText),
  changing('page', 'white space behind a page', more),
  changing('template', 'a template page', more),
  changing('resource', 'a list of resources', more),
  changing('annotation', 'an annotation', more),
  changing('attachment', 'an attachment', more),
  changing('document', 'the order of pages', (text) =>
    text.replace(/(<(?:\w+:)?Page [^>]*\/>)\s*(<(?:\w+:)?Page [^>]*\/>)/, '$2$1').replace(/$/, '\n'),
  ),
  redirecting('a title in OFD.xml changed', DIGEST, (xml) =>
    xml.replace(/<((?:\w+:)?DocID)>[^<]*/, '<$1>ffffffffffffffffffffffffffffffff'),
  ),
  redirecting(
    'a document root that leads elsewhere',
    UNCOVERED,
    (xml) => xml.replace(/(DocRoot>)[^<]*/, '$1Evil/Document.xml'),
    EVIL,
  ),
  redirecting(
    'a second document behind the first',
    UNCOVERED,
    (xml, prefix) =>
      xml.replace(
        /<\/(?:\w+:)?OFD>/,
        (end) =>
          `<${prefix}DocBody><${prefix}DocInfo/><${prefix}DocRoot>Evil/Document.xml</${prefix}DocRoot></${prefix}DocBody>${end}`,
      ),
    EVIL,
  ),
  redirecting(
    'a second document before the first',
    DIGEST,
    (xml, prefix) =>
      xml.replace(
        /<(?:\w+:)?DocBody>/,
        (start) =>
          `<${prefix}DocBody><${prefix}DocInfo/><${prefix}DocRoot>Evil/Document.xml</${prefix}DocRoot></${prefix}DocBody>${start}`,
      ),
    EVIL,
  ),
  redirecting(
    'another version of the document',
    UNCOVERED,
    (xml, prefix) =>
      xml.replace(
        /(<\/(?:\w+:)?DocRoot>)/,
        `$1<${prefix}Versions><${prefix}Version ID="1" Index="1" Current="true" BaseLoc="Evil/V.xml"/></${prefix}Versions>`,
      ),
    { ...EVIL, 'Evil/V.xml': VERSION },
  ),
  open('graph', 'a file that nothing names', UNCOVERED, (carrier) =>
    edit(carrier, { 'Doc_0/extra.xml': '<x/>' }),
  ),
  open('graph', 'a file in place of what a reader guesses', UNCOVERED, (carrier) =>
    edit(carrier, { 'Doc_0/Annotations.xml': '<x/>' }),
  ),
  open(
    'graph',
    'a page taken out',
    MISSING,
    (carrier) => edit(carrier, { [fileOfKind(carrier, 'page') ?? '']: undefined }),
    { applies: (carrier) => fileOfKind(carrier, 'page') !== undefined },
  ),
  open(
    'graph',
    'an attachment taken out',
    MISSING,
    (carrier) => edit(carrier, { [fileOfKind(carrier, 'attachment') ?? '']: undefined }),
    { applies: (carrier) => fileOfKind(carrier, 'attachment') !== undefined },
  ),
  ...(['template', 'page', 'annotation'] as const).map((kind) =>
    keyed(
      'graph',
      `a ${kind} that is named but was not sealed`,
      ['ofd.graph', 'ERR_OFD_NAMED_MISSING'],
      (carrier) => resign(carrier, { files: { [fileOfKind(carrier, kind) ?? '']: undefined } }),
      { applies: (carrier) => carrier.signatures.length === 1 && !isListed(carrier) },
    ),
  ),
  keyed(
    'graph',
    'a copy of a page where its reference may lead, and another page in its place',
    UNCOVERED,
    (carrier) => {
      const page = fileOfKind(carrier, 'page') ?? ''
      const { description } = lastSignature(carrier)
      const folder = description.slice(0, description.lastIndexOf('/') + 1)
      return resign(carrier, {
        // Some writers leave out the mark of the root.
        describe: (xml) => xml.replaceAll('FileRef="/', 'FileRef="'),
        after: { [`${folder}${page}`]: contentOf(carrier, page), [page]: '<Page/>' },
      })
    },
    { applies: ({ signatures }) => signatures.length === 1 },
  ),
  keyed('graph', 'a picture on another machine', ['ofd.package', 'ERR_OFD_LOCATION'], (carrier) =>
    resign(carrier, {
      files: {
        'Doc_0/PublicRes.xml': (xml) => xml.replace('picture.png', 'http://example.org/picture.png'),
      },
    }),
  ),
]

/** Whether a list of all files says what there is. */
export const isListed = ({ kinds }: Carrier): boolean => [...kinds.values()].includes('entries-list')
