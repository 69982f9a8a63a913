import { encodeUtf8 } from '@xinyin/core'
import { createDataSignature } from '@xinyin/e-seal'
import { escapeXml } from '@xinyin/e-seal/ofd'
import { type Attack, keyed, open, type Refusal } from './attack.ts'
import { type Carrier, lastSignature } from './carrier.ts'
import { withoutRole } from './certificate.ts'
import { edit } from './edit.ts'
import { isListed } from './graph.ts'
import { resign } from './resign.ts'

const UNCOVERED: Refusal = ['ofd.coverage', 'ERR_OFD_UNCOVERED']
const UNLISTED: Refusal = ['ofd.entries-list', 'ERR_OFD_ENTRIES_UNLISTED']
const STAMP = (subtype: string) =>
  `<ofd:PageAnnot xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Annot ID="90" Type="Stamp" Subtype="${subtype}" Creator="x" LastModDate="2026-06-01"><ofd:Appearance Boundary="20 20 40 40"><ofd:ImageObject ID="91" Boundary="0 0 40 40" ResourceID="4"/></ofd:Appearance></ofd:Annot></ofd:PageAnnot>`

const isNotOfList =
  ({ kinds }: Carrier) =>
  (file: string) =>
    kinds.get(file) !== 'entries-list'
/** A list of all files that names those which are there. */
const listOf = ({ kinds }: Carrier, valueFile: string) => {
  const files = [...kinds].filter(([, kind]) => kind !== 'signature').map(([file]) => file)
  const items = files.map((file, i) => `<File ID="${i + 2}" FileLoc="/${escapeXml(file)}"/>`)
  return `<DocEntries xmlns="http://www.ofdspec.org/2016" ID="1"><SignedValueLoc>/${valueFile}</SignedValueLoc><FileList>${items.join('')}</FileList></DocEntries>`
}

const hasStamps = (carrier: Carrier) => lastSignature(carrier).stamps.length > 0

const stamped = (name: string, code: string, describe: (xml: string) => string): Attack =>
  keyed('smuggling', name, ['ofd.stamps', code], (carrier) => resign(carrier, { describe }), {
    applies: hasStamps,
  })

const boundary = (box: string) => (xml: string) => xml.replace(/ Boundary="[^"]*"/, ` Boundary="${box}"`)

/** Files put in by the side, a path for each place where readers look. */
const PLACES = [
  'Doc_0/Signs/Sign_9/Seal.esl',
  'Doc_0/Annots/Page_9.xml',
  'Doc_0/Attachs/evil.exe',
  'Readme.txt',
]

/** What looks as if it had been sealed, and was not. */
export const SMUGGLING_ATTACKS: readonly Attack[] = [
  ...PLACES.map((file) =>
    open('smuggling', `a file put in at ${file}`, UNCOVERED, (carrier) => edit(carrier, { [file]: 'evil' })),
  ),
  open(
    'smuggling',
    'a file put in that the list of all files does not name',
    UNLISTED,
    (carrier) => edit(carrier, { 'Doc_0/evil.xml': '<x/>' }),
    { applies: isListed },
  ),
  keyed(
    'smuggling',
    'a file sealed that the list of all files does not name',
    UNLISTED,
    (carrier) => resign(carrier, { files: { 'Doc_0/evil.xml': '<x/>' } }),
    { applies: isListed },
  ),
  keyed(
    'smuggling',
    'a file gone that the list of all files names',
    ['ofd.entries-list', 'ERR_OFD_ENTRIES_MISSING'],
    (carrier) => resign(carrier, { files: { 'Doc_0/picture.png': undefined } }),
    { applies: isListed },
  ),
  // The files of a list need no signature but that of the list: what hides behind it has to be one.
  open(
    'smuggling',
    'a file put in as the signed value of a list of all files',
    ['ofd.entries-list', 'ERR_OFD_ENTRIES_SIGNATURE'],
    (carrier) =>
      edit(carrier, { 'OFDEntries.xml': listOf(carrier, 'Doc_0/evil.xml'), 'Doc_0/evil.xml': '<x/>' }),
    { applies: (carrier) => !isListed(carrier) },
  ),
  keyed(
    'smuggling',
    'a list of all files by somebody whom nobody here trusts',
    ['ofd.entries-list', 'ERR_OFD_ENTRIES_UNVERIFIED'],
    async (carrier) => {
      const list = encodeUtf8(listOf(carrier, 'list.dat'))
      const { office, at } = carrier.world.elsewhere
      const value = await createDataSignature({ ...office, data: list, time: at, variant: 'content' })
      return edit(carrier, { 'OFDEntries.xml': list, 'list.dat': value })
    },
    { applies: (carrier) => !isListed(carrier) },
  ),
  keyed(
    'smuggling',
    'a list of all files that names one more than was signed',
    ['ofd.entries-list', 'ERR_OFD_ENTRIES_SIGNATURE'],
    (carrier) =>
      resign(carrier, {
        files: {
          'Doc_0/evil.xml': '<x/>',
          'OFDEntries.xml': (xml) =>
            xml.replace(/(?=<\/\w+:FileList>)/, `<ofd:File ID="9999" FileLoc="/Doc_0/evil.xml"/>`),
        },
        covers: isNotOfList(carrier),
      }),
    { applies: isListed },
  ),
  keyed(
    'smuggling',
    'a list of all files by somebody who may only use seals',
    ['ofd.entries-list', 'ERR_OFD_ENTRIES_UNVERIFIED'],
    (carrier) => resign(carrier, { covers: isNotOfList(carrier) }),
    { applies: isListed, options: (carrier) => withoutRole(carrier, 'document-signer') },
  ),
  ...['SignatureInfile', 'Seal'].map((subtype) =>
    keyed(
      'smuggling',
      `a picture of a seal as an annotation ${subtype}`,
      ['ofd.fake-seals', 'ERR_OFD_FAKE_SEAL'],
      (carrier) => resign(carrier, { files: { 'Doc_0/Annots/Page_0.xml': STAMP(subtype) } }),
      { applies: (carrier) => carrier.signatures.length === 1 },
    ),
  ),
  keyed(
    'smuggling',
    'annotations that not every reader can read',
    ['ofd.fake-seals', 'ERR_OFD_ANNOTATION_UNREADABLE'],
    (carrier) =>
      resign(carrier, { files: { 'Doc_0/Annots/Page_0.xml': STAMP('Seal').replace('</ofd:Annot>', '') } }),
    { applies: (carrier) => carrier.signatures.length === 1 },
  ),
  stamped('a stamp on a page that is not there', 'ERR_OFD_STAMP_PAGE', (xml) =>
    xml.replace(/ PageRef="[^"]*"/, ' PageRef="99"'),
  ),
  stamped('a stamp beside the page', 'ERR_OFD_STAMP_OUTSIDE', boundary('500 500 40 40')),
  stamped('a stamp of which nothing shows', 'ERR_OFD_STAMP_OUTSIDE', (xml) =>
    boundary('20 20 40 40" Clip="50 50 10 10')(xml.replaceAll(/ Clip="[^"]*"/g, '')),
  ),
]
