import type { Certificate, PathOptions, Trust } from '@xinyin/core'
import type { KeyBindingPolicy } from '../credential/key-binding.ts'
import type { FaceTemplate } from '../face/template.ts'
import type { skipFace } from './face.ts'
import type { HolderClaim } from './holder.ts'
import type { IssuerKeys } from './issuer-keys.ts'
import type { LicenceStatusPolicy } from './status.ts'
import type { LicenceVersions } from './versions.ts'

/** What a verifier holds a licence against. */
export interface LicencePolicy extends LicenceStatusPolicy {
  /**
   * Anchors of `seal-maker` and `seal-signer` for an OFD, of `licence-issuer` for an SD-JWT and a QR code. An anchor for one is
   * worth nothing for the other. What they are granted of licence types and regions is held against the licence.
   */
  readonly trust: Trust
  /**
   * Certificates of issuers and of those above them at hand, as an offline bundle brings them: a QR code has no room for
   * its own. They are trusted for nothing by themselves.
   */
  readonly certificates?: readonly Certificate[]
  /**
   * Issuers of SD-JWTs that are known by their keys, as `parseIssuerKeys` reads them: who is named in `iss` is held to these
   * alone, whatever certificates a credential brings. None is looked up anywhere.
   */
  readonly issuers?: readonly IssuerKeys[]
  /** When it is to be valid; now when absent. */
  readonly at?: Date
  /**
   * Who finds out whether certificates were revoked, as `createRevocationChecker` makes one: that of the trust unless
   * given, else the revocation lists and OCSP answers in the trust tell. What nobody tells of does not pass.
   */
  readonly revocation?: PathOptions['revocation']
  /** Demands that the presenter proves to hold the credential's key, which only an SD-JWT can; an OFD then fails. */
  readonly keyBinding?: KeyBindingPolicy
  /** `skipFace` of `@xinyin/e-license/unsafe`, for who takes licences whose faces cannot be read. */
  readonly face?: typeof skipFace
  /**
   * Templates of faces that are known, beside those of `@xinyin/e-license/faces`: a face that was made by one of these has to be
   * as the template makes it of the licence's data, with nothing added.
   */
  readonly templates?: readonly FaceTemplate[]
  /** Demands that the licence is of this person or body: the check `licence.holder`. */
  readonly holder?: HolderClaim
  /** Who knows of newer versions, as `createKnownVersions` makes one: the check `licence.version`. */
  readonly versions?: LicenceVersions
}
