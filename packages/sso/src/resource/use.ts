import {
  type Check,
  digest,
  encodeBase64Url,
  encodeUtf8,
  failed,
  indeterminate,
  passed,
  skipped,
} from '@xinyin/core'
import { CLOCK_SKEW } from '../token/time-checks.ts'
import type { Access } from './access.ts'
import { type Confirmation, checkBinding, checkCertificate } from './binding.ts'
import type { Credentials } from './credentials.ts'
import type { ProofKeys } from './dpop-key.ts'
import { inspectProof, MAX_PROOF_AGE, type Proof } from './dpop-proof.ts'
import { checkNeeds, type Needs } from './needs.ts'
import type { GuardSettings } from './options.ts'

/** A request as far as it shows that its sender may use the token. */
export interface Use {
  readonly credentials: Credentials
  readonly method: string
  /** By the origin that is configured. */
  readonly address: string
  /** The field `DPoP`. */
  readonly proof: string | null
  /** DER of the certificate with which the client opened the connection. */
  readonly certificate: Uint8Array | undefined
  readonly needs: Needs
}

const isWrong = ({ status }: Check): boolean => status === 'failed' || status === 'indeterminate'

/** A port that fails decides nothing: the token is neither taken nor said to be bad. */
function outOf(id: string, port: string, error: unknown, { onError }: GuardSettings): Check {
  onError(error)
  return indeterminate(id, 'ERR_SSO_GUARD_PORT', { port })
}

/** No logout and no revocation ended the token, as of this request. */
function checkRevocation(access: Access, settings: GuardSettings): Check | Promise<Check> {
  const id = 'access-token.revocation'
  const { revocations, unaskedRevocations, onError } = settings
  if (revocations === undefined) return skipped(id, 'revocations')
  const judge = (isRevoked: boolean) => (isRevoked ? failed(id, 'ERR_SSO_ACCESS_REVOKED') : passed(id))
  const out = (error: unknown) => {
    if (!unaskedRevocations) return outOf(id, 'revocations', error, settings)
    onError(error)
    return skipped(id, 'revocations')
  }
  try {
    const found = revocations.isRevoked(access)
    return typeof found === 'boolean' ? judge(found) : Promise.resolve(found).then(judge).catch(out)
  } catch (error) {
    return out(error)
  }
}

/** What a proof is remembered by. The key goes into it, so that nobody uses up the proofs of others. */
function markOf(thumbprint: string, { jti }: Proof): string {
  const text = encodeUtf8(JSON.stringify(['dpop', thumbprint, jti]))
  return `dpop:${encodeBase64Url(digest('SHA-256', text))}`
}

/** The proof comes for the first time (RFC 9449, 11.1). Asked last, so that nothing else that is wrong fills the store. */
async function checkReplay(thumbprint: string, proof: Proof, settings: GuardSettings): Promise<Check> {
  const id = 'dpop.replay'
  const until = proof.issuedAt + MAX_PROOF_AGE + CLOCK_SKEW
  try {
    const isFirst = await settings.dpop?.store.consumeOnce(markOf(thumbprint, proof), until)
    return isFirst === true ? passed(id) : failed(id, 'ERR_SSO_DPOP_REPLAY')
  } catch (error) {
    return outOf(id, 'store', error, settings)
  }
}

/** The checks of a proof, where the token asks for one. */
async function checkProof(
  { thumbprint }: Confirmation & { readonly thumbprint: string },
  { credentials, method, address, proof: header }: Use,
  keys: ProofKeys,
  { dpop, sm2, now }: GuardSettings,
): Promise<{ readonly checks: readonly Check[]; readonly proof?: Proof }> {
  if (dpop === undefined) return { checks: [] }
  return inspectProof(header, {
    method,
    address,
    token: credentials.token,
    thumbprint,
    algorithms: dpop.algorithms,
    sm2,
    keys,
    nonces: dpop.nonces,
    now: now(),
  })
}

/** The checks of a token that is bound to a key: its proof, and that it comes for the first time. */
async function checkBound(
  confirmation: Confirmation & { readonly thumbprint: string },
  use: Use,
  keys: ProofKeys,
  settings: GuardSettings,
  before: readonly Check[],
  needs: readonly Check[],
): Promise<Check[]> {
  const { checks, proof } = await checkProof(confirmation, use, keys, settings)
  // Who has not shown the key is not told what else the token lacks.
  const made = [...before, ...checks, ...needs]
  const wrong = made.find(isWrong)
  if (wrong !== undefined || proof === undefined)
    return [...made, skipped('dpop.replay', wrong?.id ?? 'dpop.form')]
  return [...made, await checkReplay(confirmation.thumbprint, proof, settings)]
}

/** Whether this request may use the token, and the token is enough for it: at once, where nobody has to be asked. */
export function checkUse(
  access: Access,
  use: Use,
  keys: ProofKeys,
  settings: GuardSettings,
): Check[] | Promise<Check[]> {
  const revocation = checkRevocation(access, settings)
  const { check: binding, confirmation } = checkBinding(
    access,
    use.credentials.scheme,
    settings.senderConstrained,
  )
  const certificate =
    confirmation === undefined
      ? skipped('access-token.certificate', binding.id)
      : checkCertificate(confirmation, use.certificate)
  const needs = checkNeeds(access, use.needs, settings.now())
  const finish = (first: Check): Check[] | Promise<Check[]> => {
    const before = [first, binding, certificate]
    const thumbprint = confirmation?.thumbprint
    if (confirmation === undefined || thumbprint === undefined) return [...before, ...needs]
    return checkBound({ ...confirmation, thumbprint }, use, keys, settings, before, needs)
  }
  return 'then' in revocation ? revocation.then(finish) : finish(revocation)
}
