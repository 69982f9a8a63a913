import { LICENCE_MEANINGS } from './licence-meanings.ts'
import { PEOPLE_MEANINGS } from './people-meanings.ts'
import { TOKEN_MEANINGS } from './token-meanings.ts'

/** What `docs/checks.md` says of a check besides what the comment above it in the code does. */
export interface Meaning {
  /** In place of the comment, where the check is made amid others. */
  readonly meaning?: string
  /** The same in Chinese; checks of licences have it. */
  readonly chinese?: string
  /** Where the comment cites nothing. */
  readonly clause?: string
  /** In place of the file that was found. */
  readonly file?: string
  /** A code with which it does not pass, where the file names none or others first. */
  readonly code?: string
}

const OURS = 'of no standard: a statement of ours'
const VERIFY = 'packages/e-seal/src/verify'
const SEAL = 'GB/T 38540-2020 and GM/T 0031'

/** What a deviation is from. All are read; each fails only under `strict`. */
const DEVIATIONS: Readonly<Record<string, string>> = {
  ber: 'X.690, 10.1',
  'header-version': `${SEAL}, SES_Header`,
  'utc-time': 'GB/T 38540-2020, createDate, validStart, validEnd',
  'generalized-time': 'GM/T 0031-2014, createDate, validStart, validEnd',
  'time-form': `${SEAL}, times`,
  'local-time-as-utc': 'GB/T 38540-2020, timeInfo; GB/T 33190-2016, 18.2 (SignatureDateTime)',
  'time-stamp-response': 'RFC 3161, 2.4.2',
  'time-info-type': 'GM/T 0031-2014, timeInfo',
  'octet-string-for-bit-string': `${SEAL}, signatures and dataHash`,
  'string-type': `${SEAL}, texts`,
  'non-ascii-ia5-string': `${SEAL}, esID, propertyInfo`,
  'bare-certificate': `${SEAL}, certList`,
  'text-certificate': `${SEAL}, certList`,
  'explicit-default': 'X.690, 11.5',
  'empty-extensions': `${SEAL}, extDatas`,
  'extensions-tag': 'GB/T 38540-2020, extDatas [?]',
  'extension-oid': `${SEAL}, extnID`,
  'picture-type': `${SEAL}, SES_ESPictrueInfo`,
  'picture-type-case': `${SEAL}, SES_ESPictrueInfo`,
  'algorithm-oid': `${SEAL}, signAlgID, signatureAlgID`,
  'raw-value': 'GM/T 0009, signature values',
  'unpadded-integer': 'X.690, 8.3.2',
  'property-info': 'GB/T 38540-2020, propertyInfo',
  'pkcs7-oid': 'GB/T 35275-2017, 5',
  'content-type': 'GB/T 35275-2017, 8.2',
  'attribute-order': 'X.690, 10.3',
  'digest-oid': 'GB/T 35275-2017, 6.3',
  'base64-digest': 'GB/T 35275-2017, 8.1 [?]',
  'server-auth-purpose': 'RFC 5280, 4.2.1.12',
  'unsigned-parts': 'RFC 5652, 5.3, 10.2; GB/T 35275-2017, 8',
}

const APPNOTE = 'GB/T 33190-2016, 7.1; ZIP APPNOTE'

/** Those of packages, by what says otherwise. */
const OF_PACKAGES: Readonly<Record<string, string>> = {
  'archive-comment': `${APPNOTE}, 4.3.16`,
  'names-without-utf8-flag': `${APPNOTE}, 4.4.4`,
  'gbk-names': `${APPNOTE}, 4.4.4`,
  'unknown-extra-field': `${APPNOTE}, 4.5`,
  'utf8-flag-mismatch': `${APPNOTE}, 4.4.4`,
  'bare-attributes': `${APPNOTE}, 4.4.15`,
  'redundant-zip64': `${APPNOTE}, 4.5.3`,
  'empty-entry-descriptor': `${APPNOTE}, 4.3.9`,
  'deflate-tail': 'RFC 1951, 3.2.3',
  'high-compression': 'of no standard: a bound of ours',
}

const tolerances = Object.fromEntries(
  Object.entries({ ...DEVIATIONS, ...OF_PACKAGES }).map(([name, clause]): [string, Meaning] => [
    `tolerance.${name}`,
    {
      meaning:
        'Only where it was met; it fails under `strict` alone, and the verdict does not hang on it otherwise.',
      clause,
      file: Object.hasOwn(OF_PACKAGES, name)
        ? 'packages/e-seal/src/carriers/ofd/checks/package.ts'
        : `${VERIFY}/tolerances.ts`,
      code: 'ERR_TOLERANCE_REFUSED',
    },
  ]),
)

const onRequests = (...names: readonly string[]): Record<string, Meaning> =>
  Object.fromEntries(names.map((name) => [`seal-request.${name}`, { clause: OURS }]))
const onStatus = (...names: readonly string[]): Record<string, Meaning> =>
  Object.fromEntries(names.map((name) => [`seal-status.${name}`, { clause: OURS }]))

export const MEANINGS: Readonly<Record<string, Meaning>> = {
  ...tolerances,
  ...LICENCE_MEANINGS,
  ...PEOPLE_MEANINGS,
  ...TOKEN_MEANINGS,
  ...onRequests(
    'possession',
    'signers',
    'time',
    'replay',
    'name',
    'picture',
    'validity',
    'duplicate',
    'renews',
  ),
  ...onStatus('signer', 'subject', 'sequence', 'validity'),
  'uscc.form': {
    meaning: 'The code is 18 digits and capital letters, of which each can stand where it does.',
    clause: 'GB 32100-2015',
    code: 'ERR_USCC_FORM',
  },
  'uscc.region': { code: 'ERR_REGION_UNKNOWN' },
  'uscc.organisation-code': { code: 'ERR_ORGANISATION_CODE_CHECK' },
  'uscc.check-character': { code: 'ERR_USCC_CHECK' },
  'resident-id.form': {
    meaning: 'The number is 17 digits, the first not 0, and a digit or X.',
    clause: 'GB 11643',
    code: 'ERR_RESIDENT_ID_FORM',
  },
  'resident-id.birth-date': { code: 'ERR_RESIDENT_ID_DATE' },
  'resident-id.check-character': { code: 'ERR_RESIDENT_ID_CHECK' },
  'seal-request.format': {
    meaning:
      'The request can be read: a JWS of the type `seal-request+jws` with the members that are known and no others.',
    clause: `RFC 7515; ${OURS}`,
  },
  'seal-request.signature': {
    meaning: 'Whoever asks signed the request with the key of its first certificate.',
    clause: 'RFC 7515, 5.2',
  },
  'seal-status.format': {
    meaning:
      'The list or answer can be read: a JWS of its own type with the members that are known and no others.',
    clause: `RFC 7515; ${OURS}`,
  },
  'seal-status.signature': {
    meaning: 'The list or answer was signed with the key of its first certificate.',
    clause: 'RFC 7515, 5.2',
  },
  'seal.status': { clause: OURS },
  'seal.structure': {
    meaning:
      'The seal can be read, as one of the three forms; what is otherwise in it is told as tolerances.',
    clause: `${SEAL}, SESeal`,
    code: 'ERR_SEAL_STRUCTURE',
  },
  'seal.algorithm': {
    meaning:
      'The maker signed with SM2 and SM3, by the name that is given and by the key of his certificate.',
    clause: `${SEAL}, signAlgID`,
    file: `${VERIFY}/checks/seal-algorithm.ts`,
  },
  'seal.maker-path': {
    meaning:
      'The maker’s certificate leads to an anchor of the role `seal-maker`, was valid when the seal was used, and was not revoked. An anchor for signers counts for nothing here.',
    clause: `${SEAL}, cert; RFC 5280, 6`,
    file: `${VERIFY}/certificate-path.ts`,
    code: 'ERR_PATH_NO_ANCHOR',
  },
  'seal.validity': { clause: `${SEAL}, validStart and validEnd` },
  'seal.signers': { clause: `${SEAL}, certList` },
  'seal.extensions': {
    meaning:
      'No extension is called critical by its writer. None is known here, so that one which is leaves the verdict open.',
    clause: `${SEAL}, extDatas`,
    file: `${VERIFY}/checks/seal-extensions.ts`,
    code: 'ERR_SEAL_CRITICAL_EXTENSION',
  },
  'signature.structure': {
    meaning:
      'The signed value can be read, as a signature with a seal of one of the three forms or as a message.',
    clause: `${SEAL}, SES_Signature; GB/T 35275-2017, 8`,
    file: 'packages/e-seal/src/signature/signed-value.ts',
    code: 'ERR_SIGNATURE_STRUCTURE',
  },
  'signature.algorithm': {
    meaning:
      'The signer signed with SM2 and SM3, by the name that is given and by the key of the certificate.',
    clause: `${SEAL}, signatureAlgID`,
    file: `${VERIFY}/checks/seal-algorithm.ts`,
  },
  'signature.data-hash': {
    meaning:
      'What was signed is the SM3 of this data: of the octets of the whole `Signature.xml` in OFD, of the data elsewhere.',
    clause: 'GB/T 38540-2020, dataHash; GB/T 35275-2017, 8',
    file: `${VERIFY}/checks/signature-data-hash.ts`,
    code: 'ERR_SIGNATURE_DATA_HASH',
  },
  'signature.signer-path': {
    meaning:
      'The signer’s certificate leads to an anchor of the role `seal-signer`, or `document-signer` without a seal, and was valid and not revoked when the signature was made, as far as that is proven.',
    clause: `${SEAL}, cert; RFC 5280, 6`,
    file: `${VERIFY}/certificate-path.ts`,
    code: 'ERR_PATH_NO_ANCHOR',
  },
  'signature.maker-independent': { clause: `${SEAL}, cert of seal and signature` },
  'signature.time-stamp': {
    meaning:
      'The time stamp on the signature, over the octets of its value, is verified against an anchor of the role `time-stamper`; without one the check is skipped.',
    clause: 'GB/T 38540-2020, timeStamp [?]; RFC 3161, 2.4.2',
    file: `${VERIFY}/checks/signature-time-stamp.ts`,
    code: 'ERR_TSP_IMPRINT',
  },
  'signature.uncovered': {
    meaning:
      'What the signed value holds beside what is signed, in octets: unsigned attributes other than a time stamp, certificates and revocation data of nobody known, and whatever makes it longer than what it says. Up to 16 KiB it is told by `tolerance.unsigned-parts`; more leaves the verdict open.',
    clause: 'RFC 5652, 5.3, 10.2; GB/T 35275-2017, 8; GB/T 38540-2020, timeStamp',
    file: `${VERIFY}/checks/signature-uncovered.ts`,
    code: 'ERR_SIGNATURE_UNSIGNED',
  },
  'signature.time': { clause: `${SEAL}, timeInfo` },
  'signature.extensions': {
    meaning:
      'No extension is called critical by its writer. None is known here, so that one which is leaves the verdict open.',
    clause: `${SEAL}, extDatas`,
    file: `${VERIFY}/checks/seal-extensions.ts`,
    code: 'ERR_SIGNATURE_CRITICAL_EXTENSION',
  },
  'data.json': {
    meaning: 'The text is JSON that means the same to every reader, with one seal in its member `seal`.',
    clause: 'RFC 7493; RFC 8785, 3',
    code: 'ERR_DATA_NO_SEAL',
  },
  'data.form': { clause: 'of no standard: which of the three forms the caller takes' },
  'data.expected': { clause: 'of no standard: what the caller expects' },
  'data.description': { clause: 'GB/T 38540-2020, propertyInfo [?]; RFC 2634, 2.9; RFC 7515, 4.1' },
  'ofd.expected': { clause: 'of no standard: what the caller expects' },
  'ofd.order': { clause: 'GB/T 33190-2016, 18.1' },
  'ofd.signed': { clause: 'GB/T 33190-2016, 18.1' },
  'ofd.signature-file': {
    meaning:
      'The description of the signature is there and can be read; the checks of this signature hang on it.',
    clause: 'GB/T 33190-2016, 18.2',
  },
  'ofd.digest-method': { clause: 'GB/T 33190-2016, 18.2 (CheckMethod)' },
  'ofd.coverage': { clause: 'GB/T 33190-2016, 18.2 (References)' },
  'ofd.property-info': { clause: 'GB/T 38540-2020, propertyInfo' },
  'ofd.signature-method': { clause: 'GB/T 33190-2016, 18.2 (SignatureMethod)' },
  'ofd.signature-date': { clause: 'GB/T 33190-2016, 18.2 (SignatureDateTime)' },
  'ofd.seal-copy': { clause: 'GB/T 33190-2016, 18.2 (Seal)' },
}
