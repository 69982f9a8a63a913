/** Those of a country under which everybody registers names: `gov.cn`, `co.uk`. There are more of them. */
const OF_A_COUNTRY = /^(?:ac|co|com|edu|gov|mil|net|org)\.[a-z]{2}$/

/** Whether a domain is nobody's own: a top-level domain, or one of those of a country. A wildcard below it would be for all. */
export function isPublicDomain(domain: string): boolean {
  return !domain.includes('.') || OF_A_COUNTRY.test(domain)
}
