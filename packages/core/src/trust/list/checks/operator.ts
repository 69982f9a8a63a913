import { type Check, failed, passed } from '../../../report.ts'
import type { Certificate } from '../../../x509/certificate.ts'
import type { TrustList } from '../list.ts'
import type { VerifiedTrustList } from '../verified.ts'

const COUNTRY = '2.5.4.6'

/**
 * The organisation in the signer's certificate is the operator that the list names, and its country that of the
 * territory (ETSI TS 119 602, 6.8 [?]): an authority that issues to many bodies does not make each of them a publisher.
 * A list above that names the publisher names that same operator.
 */
export function checkOperator(
  { operator, territory }: TrustList,
  signer: Certificate,
  above: VerifiedTrustList | undefined,
): Check {
  const { subject } = signer
  const countries = subject.attributes.filter(({ oid }) => oid === COUNTRY).map(({ value }) => value)
  const publisher = above?.list.publishers.find((each) => each.territory === territory)
  const isOwn =
    subject.organization === operator && countries.every((found) => found === territory.slice(0, 2))
  return isOwn && (publisher === undefined || publisher.operator === operator)
    ? passed('trust-list.operator', { operator })
    : failed('trust-list.operator', 'ERR_TRUST_LIST_OPERATOR', { operator, signer: subject.text })
}
