import {
  type Certificate,
  type Check,
  decidingCheck,
  failed,
  inspectPath,
  type PathReport,
  passed,
  type Role,
} from '@xinyin/core'
import type { Statement } from '../../statement/jws.ts'
import type { PathPolicy } from '../../verify/revocation.ts'

/** In what role the signer of a list or an answer speaks. */
export type StatusRole = Extract<Role, 'status-issuer' | 'seal-maker'>

/** What the path of a signer is held against. */
export interface StatusSignerContext extends Pick<PathPolicy, 'trust' | 'revocation' | 'algorithms'> {
  readonly at: Date
}

/** What was found out about a signer. */
export interface StatusSigner {
  readonly check: Check
  readonly role: StatusRole | undefined
  /** Who issued his certificate; nobody where he is an anchor himself. */
  readonly authority: Certificate | undefined
}

const ID = 'seal-status.signer'

/**
 * The signer's certificate leads to an anchor of the role `status-issuer`, or of `seal-maker`: of his own seals a maker
 * tells himself.
 */
export async function checkStatusSigner(
  { certificates: [signer, ...intermediates] }: Pick<Statement, 'certificates'>,
  context: StatusSignerContext,
): Promise<StatusSigner> {
  const look = (role: StatusRole) => inspectPath(signer, { ...context, role, intermediates })
  const issuer = await look('status-issuer')
  if (issuer.verdict === 'passed') return accept('status-issuer', issuer)
  const maker = await look('seal-maker')
  if (maker.verdict === 'passed') return accept('seal-maker', maker)
  // What is wrong is told of the path that leads somewhere.
  const against = decidingCheck(issuer.subject === undefined ? maker : issuer)
  const { code = 'ERR_PATH_NO_ANCHOR', facts = {}, status } = against ?? {}
  const refused =
    status === 'indeterminate' ? { ...failed(ID, code, facts), status } : failed(ID, code, facts)
  return { check: refused, role: undefined, authority: undefined }
}

function accept(role: StatusRole, { subject }: PathReport): StatusSigner {
  const [signer, authority] = subject?.certificates ?? []
  const anchor = subject?.anchor.certificate.subject.text ?? ''
  return { check: passed(ID, { role, signer: signer?.subject.text ?? '', anchor }), role, authority }
}
