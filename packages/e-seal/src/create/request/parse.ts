import { type Certificate, decodeBase64, decodeUtf8, parseCertificate, TrustError } from '@xinyin/core'
import { parseStrictJsonObject } from '@xinyin/core/json'
import type { SealPicture } from '../../seal/seal.ts'
import { statementError } from '../../statement/codes.ts'
import { parseStatement } from '../../statement/jws.ts'
import { type Members, memberError, openMembers } from '../../statement/members.ts'
import { MAX_SEAL_ID } from '../../status/entry.ts'
import { REQUEST_LIMITS, REQUEST_VERSION, type SealRequest } from './request.ts'

const MEMBERS = [
  'version',
  'request',
  'createdAt',
  'name',
  'type',
  'picture',
  'validFrom',
  'validTo',
  'signers',
  'applicant',
  'renews',
]
const MAX_CERTIFICATE = 32 * 1024

/**
 * Shows what a request for a seal asks for. Nothing is verified: `inspectSealRequest` does that.
 *
 * @throws SealError `ERR_STATEMENT_*`; CoreError `ERR_BYTES_*`, `ERR_JSON_*`
 */
export function parseSealRequest(jws: string | Uint8Array): SealRequest {
  const { payload } = parseStatement(jws, { type: 'seal-request+jws', maxBytes: REQUEST_LIMITS.maxBytes })
  return parseSealRequestContent(decodeUtf8(payload))
}

/** The same without the signature around it. @throws as {@link parseSealRequest} */
export function parseSealRequestContent(text: string): SealRequest {
  const object = parseStrictJsonObject(text, 4)
  const { version } = object
  if (version !== REQUEST_VERSION) {
    const found = typeof version === 'number' ? version : '-'
    throw statementError('ERR_STATEMENT_VERSION', {
      type: 'seal request',
      version: found,
      known: REQUEST_VERSION,
    })
  }
  const members = openMembers(object, '$', MEMBERS)
  return {
    request: members.hex('request', 16),
    createdAt: members.time('createdAt'),
    name: members.text('name', REQUEST_LIMITS.name),
    type: members.count('type'),
    picture: readPicture(members.object('picture', ['type', 'data', 'width', 'height'])),
    validFrom: members.time('validFrom'),
    validTo: members.time('validTo'),
    signers: members
      .texts('signers', REQUEST_LIMITS.signers, MAX_CERTIFICATE)
      .map((item, i) => readSigner(item, `signers[${i}]`)),
    applicant: members.has('applicant') ? members.text('applicant', REQUEST_LIMITS.name) : undefined,
    renews: members.has('renews') ? members.text('renews', MAX_SEAL_ID) : undefined,
  }
}

function readPicture(members: Members): SealPicture {
  const type = members.text('type', 20)
  // It goes into a field of ASCII.
  if (!/^[!-~]+$/.test(type)) throw memberError(members.path, 'type')
  return {
    type,
    data: decodeBase64(members.text('data', Math.ceil(REQUEST_LIMITS.picture / 3) * 4)),
    width: members.count('width'),
    height: members.count('height'),
  }
}

function readSigner(item: string, member: string): Certificate {
  try {
    const certificate = parseCertificate(decodeBase64(item))
    // A key is read when it is asked for; one that cannot be is no good here.
    certificate.publicKey
    return certificate
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    throw statementError('ERR_STATEMENT_MEMBER', { member: `$.${member}`, reason: cause.code }, cause)
  }
}
