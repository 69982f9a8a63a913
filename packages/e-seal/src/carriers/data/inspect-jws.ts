import { type Check, equalBytes, failed, passed } from '@xinyin/core'
import { SM2_WITH_SM3 } from '../../seal/algorithm.ts'
import { parseStatement, type Statement, verifyStatement } from '../../statement/jws.ts'
import { checkCertificatePath } from '../../verify/certificate-path.ts'
import { checkAlgorithm } from '../../verify/checks/seal-algorithm.ts'
import { checkTime } from '../../verify/checks/signature-time.ts'
import { earlier } from '../../verify/moments.ts'
import { pathPolicy } from '../../verify/revocation.ts'
import { structureFault } from '../../verify/seal.ts'
import { inspectProof } from '../../verify/time-proof.ts'
import { checkDescription } from './checks/description.ts'
import { type DataContent, digestData } from './content.ts'
import { BARE_ROLE, type Finding, type JudgedOptions } from './finding.ts'
import { DATA_SEAL_TYPE, type DataClaims, parseDataClaims } from './jws.ts'
import { MAX_VALUE_BYTES } from './recognize.ts'

const OTHERS = [
  'data.description',
  'signature.algorithm',
  'signature.value',
  'signature.data-hash',
  'signature.signer-path',
  'signature.time',
  'signature.time-stamp',
]

/** Inspects a JWS over data that stands beside it. */
export async function inspectJws(
  content: DataContent,
  value: Uint8Array | string,
  options: JudgedOptions,
): Promise<Finding> {
  const { sm2, at } = options
  let statement: Statement
  let claims: DataClaims
  try {
    const reading = { type: DATA_SEAL_TYPE, maxBytes: MAX_VALUE_BYTES } as const
    statement = parseStatement(value, sm2 === undefined ? reading : { ...reading, sm2 })
    claims = parseDataClaims(statement.payload)
  } catch (error) {
    return { checks: structureFault('signature.structure', error, OTHERS), subject: undefined }
  }
  const { description } = claims
  const [signer, ...above] = statement.certificates
  const { sm3, size } = await digestData(content)
  const policy = pathPolicy(options)
  const trust = { ...policy.trust, intermediates: [...policy.trust.intermediates, ...above] }
  const { signature, signedAt } = statement
  const context = { policy, proofs: await policy.proofs(at), now: at }
  const stamp = await inspectProof(
    'signature.time-stamp',
    { embedded: undefined, content: signature },
    context,
  )
  const { proven } = stamp
  const moments = { claimed: earlier(signedAt, proven), now: at, proven }
  const path = { policy: { ...policy, trust }, role: BARE_ROLE, moments } as const
  const checks = [
    passed('signature.structure', { form: statement.type }),
    checkDescription({ description }, options.expect),
    checkAlgorithm('signature.algorithm', algorithmOf(statement), signer),
    await checkJwsValue(statement),
    equalBytes(claims.sm3, sm3)
      ? passed('signature.data-hash')
      : failed('signature.data-hash', 'ERR_SIGNATURE_DATA_HASH'),
    ...(await checkCertificatePath('signature.signer-path', signer, path)),
    checkTime({ ...moments, claimed: signedAt }),
    stamp.check,
  ]
  return {
    checks,
    subject: {
      form: 'jws',
      description,
      size,
      seal: undefined,
      signer: signer.subject,
      maker: undefined,
      time: signedAt,
      provenAt: proven,
    },
  }
}

/** Statements may be signed with ES256 too; seals over data may not. */
const algorithmOf = ({ scheme }: Statement): string => (scheme.kind === 'SM2' ? SM2_WITH_SM3 : scheme.alg)

/** The signer signed header and claims as they arrived (RFC 7515, 5.2). */
async function checkJwsValue(statement: Statement): Promise<Check> {
  const id = 'signature.value'
  const facts = { signer: statement.certificates[0].subject.text, form: statement.scheme.alg }
  return (await verifyStatement(statement)) ? passed(id, facts) : failed(id, 'ERR_SIGNATURE_VALUE', facts)
}
