import { type Attack, keyed, open } from './attack.ts'
import type { Carrier } from './carrier.ts'
import { type Change, edit } from './edit.ts'
import { resign } from './resign.ts'

/** The index of the package in a form that not all readers read alike. */
const index = (name: string, code: string, change: Change): Attack =>
  open('parser', name, ['ofd.package', code], (carrier) => edit(carrier, { 'OFD.xml': change }))

/** A description that its signer has signed in a form that not all readers read alike. */
const description = (name: string, code: string, describe: (xml: string) => string): Attack =>
  keyed('parser', `a description with ${name}`, ['ofd.signature-file', code], (carrier) =>
    resign(carrier, { describe }),
  )

const doctype = (text: string, declared: string) => text.replace(/^(\ufeff?<\?xml[^>]*\?>)?/, `$1${declared}`)
const utf16 = (text: string) => {
  const octets = new Uint8Array(2 + 2 * text.length)
  octets.set([0xff, 0xfe])
  for (let i = 0; i < text.length; i++) {
    octets[2 + 2 * i] = text.charCodeAt(i) & 255
    octets[3 + 2 * i] = text.charCodeAt(i) >> 8
  }
  return octets
}
const indexOf = ({ files }: Carrier) => new TextDecoder().decode(files.get('OFD.xml'))

/** XML that two parsers read as two documents, or that asks for more than it holds. */
export const PARSER_ATTACKS: readonly Attack[] = [
  index('an external entity in OFD.xml', 'ERR_XML_FORBIDDEN', (text) =>
    doctype(text, '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
  ),
  index('a document type from elsewhere in OFD.xml', 'ERR_XML_FORBIDDEN', (text) =>
    doctype(text, '<!DOCTYPE a SYSTEM "http://example.org/evil.dtd">'),
  ),
  index('a processing instruction in OFD.xml', 'ERR_XML_FORBIDDEN', (text) => `${text}<?php evil()?>`),
  index('another encoding declared in OFD.xml', 'ERR_XML_ENCODING', (text) =>
    text.replace(/^\ufeff?(<\?xml[^>]*\?>)?/, '<?xml version="1.0" encoding="GB18030"?>'),
  ),
  open('parser', 'OFD.xml in UTF-16', ['ofd.package', 'ERR_XML_ENCODING'], (carrier) =>
    edit(carrier, { 'OFD.xml': utf16(indexOf(carrier).replace(/^<\?xml[^>]*\?>/, '')) }),
  ),
  open('parser', 'octets in OFD.xml that are no text', ['ofd.package', 'ERR_XML_ENCODING'], (carrier) =>
    edit(carrier, { 'OFD.xml': Uint8Array.of(0x3c, 0xff, 0xfe, 0x3e) }),
  ),
  index('a second root in OFD.xml', 'ERR_XML_MALFORMED', (text) => `${text}<x/>`),
  index('an attribute twice in OFD.xml', 'ERR_XML_MALFORMED', (text) =>
    text.replace(/<((?:\w+:)?DocBody)>/, '<$1 a="1" a="2">'),
  ),
  index('two document roots of one document', 'ERR_OFD_ELEMENT', (text) =>
    text.replace(/(<(?:\w+:)?DocRoot>[^<]*<\/(?:\w+:)?DocRoot>)/, '$1$1'),
  ),
  index('OFD.xml in the namespace of something else', 'ERR_OFD_ELEMENT', (text) =>
    text.replaceAll(/http:\/\/www\.ofdspec\.org(\/2016)?/g, 'http://example.org/other'),
  ),
  index('a document root on another machine', 'ERR_OFD_LOCATION', (text) =>
    text.replace(/(DocRoot>)[^<]*/, '$1http://example.org/Document.xml'),
  ),
  index('a document root out of the package', 'ERR_OFD_LOCATION', (text) =>
    text.replace(/(DocRoot>)[^<]*/, '$1../../Document.xml'),
  ),
  description('a document type', 'ERR_XML_FORBIDDEN', (xml) => doctype(xml, '<!DOCTYPE a>')),
  description('two lists of references', 'ERR_OFD_ELEMENT', (xml) =>
    xml.replace('</ofd:SignedInfo>', '<ofd:References/></ofd:SignedInfo>'),
  ),
  description('no references', 'ERR_OFD_ELEMENT', (xml) =>
    xml.replace(/<ofd:References.*<\/ofd:References>/s, ''),
  ),
  description('a file referred to twice', 'ERR_OFD_ELEMENT', (xml) =>
    xml.replace(/(<ofd:Reference .*?<\/ofd:Reference>)/s, '$1$1'),
  ),
  description('two places of the signed value', 'ERR_OFD_ELEMENT', (xml) =>
    xml.replace('<ofd:SignedValue>', '<ofd:SignedValue>/x</ofd:SignedValue><ofd:SignedValue>'),
  ),
  description('a digest that is not base64', 'ERR_OFD_ELEMENT', (xml) =>
    xml.replace('<ofd:CheckValue>', '<ofd:CheckValue>*'),
  ),
  description('a reference out of the package', 'ERR_OFD_LOCATION', (xml) =>
    xml.replace(/FileRef="[^"]*"/, 'FileRef="/../../etc/passwd"'),
  ),
]
