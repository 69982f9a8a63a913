import { type CertificateProfile, PROFILES } from '@xinyin/core/ca'

const SIGNER = PROFILES['seal-signer']

/** Profiles beside those of the library. Signing and encryption have keys of their own, as China's pairs have it. */
const OWN_PROFILES: Readonly<Record<string, CertificateProfile>> = {
  'document-recipient': {
    ...SIGNER,
    name: 'document-recipient',
    keyUsage: ['keyEncipherment', 'dataEncipherment', 'keyAgreement'],
  },
  'trust-list-signer': { ...SIGNER, name: 'trust-list-signer', keyUsage: ['digitalSignature'] },
}

/** The profile of a name. */
export function profileOf(name: string): CertificateProfile {
  const profile = OWN_PROFILES[name] ?? PROFILES[name as keyof typeof PROFILES]
  if (profile === undefined) throw new TypeError(`profile: not known: ${name}`)
  return profile
}
