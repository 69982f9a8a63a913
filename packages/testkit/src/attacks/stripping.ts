import { parseOfdPackage } from '@xinyin/e-seal/ofd'
import { type Attack, keyed, open, type Refusal } from './attack.ts'
import { type Carrier, lastSignature } from './carrier.ts'
import { type Changes, changeFiles, edit, pack } from './edit.ts'
import { resign } from './resign.ts'

const UNSIGNED: Refusal = ['ofd.signed', 'ERR_OFD_UNSIGNED']

const ENTRY = /<((?:\w+:)?Signature) [^>]*(?:\/>|>\s*<\/\1>)/g
const POINTER = /<((?:\w+:)?Signatures)>[^<]*<\/\1>/

const filesOf = (signature: Carrier['signatures'][number]): Changes =>
  Object.fromEntries(signature.files.map((file) => [file, undefined]))

/** The list of signatures without those at some places. */
const unlisting = (carrier: Carrier, isGone: (i: number) => boolean): Changes => {
  let i = 0
  return { [carrier.list]: (xml: string) => xml.replace(ENTRY, (entry) => (isGone(i++) ? '' : entry)) }
}

const withoutAny = (carrier: Carrier): Changes => ({
  ...Object.assign({}, ...carrier.signatures.map(filesOf)),
  [carrier.list]: undefined,
  'OFD.xml': (xml: string) => xml.replace(POINTER, ''),
})

const hasTwo = ({ signatures }: Carrier) => signatures.length === 2
const isOpen = (carrier: Carrier) => carrier.isOpen
const withoutLast = (carrier: Carrier): Uint8Array => {
  const last = carrier.signatures.length - 1
  const [signature] = carrier.signatures.slice(-1)
  return edit(carrier, {
    ...unlisting(carrier, (i) => i === last),
    ...(signature === undefined ? {} : filesOf(signature)),
  })
}

/** Signatures taken off, or hidden from who counts them. */
export const STRIPPING_ATTACKS: readonly Attack[] = [
  open('stripping', 'all signatures taken off with all their files', UNSIGNED, (carrier) =>
    edit(carrier, withoutAny(carrier)),
  ),
  open('stripping', 'the list of signatures no longer named', UNSIGNED, (carrier) =>
    edit(carrier, { 'OFD.xml': (xml) => xml.replace(POINTER, '') }),
  ),
  open('stripping', 'the list of signatures emptied', UNSIGNED, (carrier) =>
    edit(carrier, { [carrier.list]: (xml) => xml.replaceAll(ENTRY, '') }),
  ),
  open('stripping', 'the list of signatures gone', ['ofd.package', 'ERR_OFD_FILE_MISSING'], (carrier) =>
    edit(carrier, { [carrier.list]: undefined }),
  ),
  open(
    'stripping',
    'the last signature taken off, whose number is known',
    ['ofd.signed', 'ERR_OFD_SIGNATURE_COUNT'],
    withoutLast,
    { applies: hasTwo, options: () => ({ signatures: 2 }) },
  ),
  open(
    'stripping',
    'the last signature taken off, which was expected',
    ['ofd.expected', 'ERR_OFD_SIGNATURE_COUNT'],
    withoutLast,
    { applies: hasTwo, options: () => ({ expect: { signatures: 2 } }) },
  ),
  open(
    'stripping',
    'the first signature off the list while the second holds its files',
    ['ofd.signed', 'ERR_OFD_SIGNATURE_REMOVED'],
    (carrier) =>
      edit(
        carrier,
        unlisting(carrier, (i) => i === 0),
      ),
    { applies: hasTwo },
  ),
  open(
    'stripping',
    'a document that another seal was expected on',
    ['ofd.expected', 'ERR_OFD_EXPECTED_SEAL'],
    ({ bytes }) => bytes,
    { options: () => ({ expect: { seals: ['省人民政府'] } }) },
  ),
  open(
    'stripping',
    'a document that another was expected to sign',
    ['ofd.expected', 'ERR_OFD_EXPECTED_SIGNER'],
    ({ bytes }) => bytes,
    { options: () => ({ expect: { signers: ['省人民政府'] } }) },
  ),
  open(
    'stripping',
    'a document with room for more, where none was expected',
    ['ofd.expected', 'ERR_OFD_EXPECTED_COVERED'],
    ({ bytes }) => bytes,
    { applies: isOpen, options: () => ({ expect: { everythingCovered: true } }) },
  ),
  open(
    'stripping',
    'the description of a signature gone',
    ['ofd.signature-file', 'ERR_OFD_FILE_MISSING'],
    (carrier) => edit(carrier, { [lastSignature(carrier).description]: undefined }),
  ),
  open(
    'stripping',
    'the description of a signature emptied',
    ['ofd.signature-file', 'ERR_XML_MALFORMED'],
    (carrier) => edit(carrier, { [lastSignature(carrier).description]: ' ' }),
  ),
  open(
    'stripping',
    'a signature listed whose description is not there',
    ['ofd.signature-file', 'ERR_OFD_FILE_MISSING'],
    (carrier) =>
      edit(carrier, {
        [carrier.list]: (xml) => xml.replace(ENTRY, (entry) => `${entry}${again(entry)}`),
      }),
    { applies: (carrier) => carrier.isOpen && carrier.signatures.length === 1 },
  ),
  keyed(
    'stripping',
    'a signature copied, so that one counts as two',
    ['ofd.signature-file', 'ERR_OFD_ELEMENT'],
    async (carrier) => {
      const { description, value } = lastSignature(carrier)
      const folder = description.slice(0, description.lastIndexOf('/') + 1)
      // Told from where the description lies, the place of the value goes with it.
      const signed = await resign(carrier, {
        covers: (file) => file !== carrier.list,
        describe: (xml) => xml.replace(`<ofd:SignedValue>/${folder}`, '<ofd:SignedValue>'),
      })
      const { files } = parseOfdPackage(signed)
      const copies = [description, value].map((file) => [file.replace(folder, 'Copy/'), files.get(file)])
      return pack(
        changeFiles(files, {
          ...Object.fromEntries(copies),
          [carrier.list]: (xml) =>
            xml.replace(ENTRY, (entry) =>
              entry.concat(entry.replace(/ ID="[^"]*"/, ' ID="copy"').replace(`/${folder}`, '/Copy/')),
            ),
        }),
      )
    },
    { applies: ({ signatures }) => signatures.length === 1, options: () => ({ signatures: 2 }) },
  ),
  open('stripping', 'one list of signatures named twice', ['ofd.package', 'ERR_OFD_ELEMENT'], (carrier) =>
    edit(carrier, { 'OFD.xml': (xml) => xml.replace(POINTER, '$&$&') }),
  ),
  open('stripping', 'one ID for two signatures', ['ofd.package', 'ERR_OFD_ELEMENT'], (carrier) =>
    edit(carrier, { [carrier.list]: (xml) => xml.replace(ENTRY, (entry) => entry + entry) }),
  ),
  open(
    'stripping',
    'a signature of a type that nobody knows',
    ['ofd.package', 'ERR_OFD_ELEMENT'],
    (carrier) =>
      edit(carrier, {
        [carrier.list]: (xml) =>
          xml.replace(ENTRY, (entry) =>
            entry.replace(/ Type="[^"]*"/, '').replace(/ (?=ID=)/, ' Type="Stamp" '),
          ),
      }),
  ),
]

const again = (entry: string) =>
  entry.replace(/ ID="[^"]*"/, ' ID="other"').replace(/BaseLoc="[^"]*"/, 'BaseLoc="other.xml"')
