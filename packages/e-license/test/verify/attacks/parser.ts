import { encodeUtf8 } from '@xinyin/core'
import { createOfdPackage } from '@xinyin/e-seal/ofd'
import { deflateSync } from 'fflate'
import { encodeText } from '../../credential/forge.ts'
import { signContent, stated } from '../../qr/offices.ts'
import { type Attack, attack, type Refusal } from './attack.ts'

const MEGABYTE = 1 << 20

/** A text behind the credential’s own, as disclosures are. */
const disclosing = (name: string, code: `ERR_${string}`, text: () => string): Attack =>
  attack(
    'parser',
    name,
    { 'sd-jwt': `sd-jwt.form ${code}` },
    ({ licence }) => `${licence['sd-jwt']}${text()}~`,
  )

/** A code of the authority with octets in it that no program of ours makes. */
const packed = (name: string, refusal: Refusal, pack: () => Uint8Array): Attack =>
  attack('parser', name, { qr: refusal }, ({ province }) =>
    signContent(new Uint8Array(0), { by: province.issuer, pack }),
  )

const packaged = (name: string, refusal: Refusal, xml: () => string): Attack =>
  attack('parser', name, { ofd: refusal }, () =>
    createOfdPackage([{ name: 'OFD.xml', bytes: encodeUtf8(xml()) }]),
  )

const OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'

/** Inputs that are to break, hang or mislead whoever reads them. */
export const PARSER_ATTACKS: readonly Attack[] = [
  attack('parser', 'bytes in front', { ofd: 'ofd.package ERR_ZIP_PREFIX' }, ({ licence }) =>
    Uint8Array.of(1, 2, 3, ...licence.ofd),
  ),
  attack(
    'parser',
    'a credential in front of the package',
    { ofd: 'ofd.package ERR_ZIP_PREFIX' },
    ({ licence }) => Uint8Array.of(...encodeUtf8(licence['sd-jwt']), ...licence.ofd),
  ),
  attack(
    'parser',
    'bytes behind',
    { ofd: 'ofd.package ERR_ZIP_STRUCTURE', qr: 'qr.form ERR_QR_BASE45' },
    ({ licence }, form) => (form === 'qr' ? `${licence.qr}x` : Uint8Array.of(...licence.ofd, 1, 2, 3)),
  ),
  attack(
    'parser',
    'a half of it',
    { ofd: 'ofd.package ERR_ZIP_STRUCTURE', qr: 'qr.form ERR_CBOR_TRUNCATED' },
    ({ licence }, form) => licence[form].slice(0, Math.floor(licence[form].length / 6) * 3 + 1),
  ),
  packaged('a file that is a thousand times larger than its package', 'ofd.package ERR_XML_LIMIT', () =>
    ' '.repeat(64 * MEGABYTE),
  ),
  packaged(
    'entities that grow without end',
    'ofd.package ERR_XML_FORBIDDEN',
    () => `<!DOCTYPE x [<!ENTITY a "aaaa">]><ofd:OFD ${OFD}>&a;</ofd:OFD>`,
  ),
  packaged(
    'elements without end',
    'ofd.package ERR_XML_LIMIT',
    () => `<ofd:OFD ${OFD}>${'<ofd:a>'.repeat(100_000)}`,
  ),
  disclosing('more characters than any has', 'ERR_SDJWT_SIZE', () => 'A'.repeat(MEGABYTE)),
  disclosing('more disclosures than any has', 'ERR_SDJWT_COUNT', () => '~'.repeat(1001)),
  disclosing('lists in lists without end', 'ERR_JSON_DEPTH', () => encodeText('['.repeat(100_000))),
  disclosing('two members of one name', 'ERR_JSON_DUPLICATE', () =>
    encodeText('["s","a",{"b":1,"\\u0062":2}]'),
  ),
  disclosing('a member that every object has', 'ERR_JSON_MEMBER', () =>
    encodeText('["s","a",{"__proto__":{"b":1}}]'),
  ),
  disclosing('octets that are no text', 'ERR_BYTES_UTF8', () => 'Iv8i'),
  disclosing('a second way to write the same octets', 'ERR_BYTES_BASE64', () => 'WyJzIiwiYSIsMV1='),
  packed('a bomb', 'qr.form ERR_QR_DEFLATE', () => stated(16_384, deflateSync(new Uint8Array(MEGABYTE)))),
  packed('nothing', 'qr.form ERR_QR_DEFLATE', () => new Uint8Array(0)),
  attack(
    'parser',
    'small letters',
    { qr: 'qr.form ERR_QR_BASE45' },
    ({ licence: { qr } }) => qr.slice(0, 4) + qr.slice(4).toLowerCase(),
  ),
  attack(
    'parser',
    'more than any code holds',
    { qr: 'qr.form ERR_QR_SIZE' },
    ({ licence: { qr } }) => qr + '0'.repeat(4296),
  ),
  attack(
    'parser',
    'the prefix of another program',
    { qr: 'licence.form ERR_LICENCE_FORM' },
    ({ licence: { qr } }) => `HC1:${qr.slice(4)}`,
  ),
]
